import type { HubState } from '../hub-state.ts';
import { reservedNames } from './partners.ts';
import { isRecord, type Section, texts } from './section.ts';

/** `groups: { HEALTH: [XAA, XAB] }`. */
export function readGroups(
  { content, wrong }: Section,
  partners: HubState['partnerStatus'],
): HubState['groups'] {
  const groups: Record<string, readonly string[]> = {};
  if (content === undefined) return groups;
  if (!isRecord(content)) {
    wrong([], '`groups` is not a mapping of names to lists of partners.');
    return groups;
  }
  for (const [name, value] of Object.entries(content)) {
    const members = texts(value);
    const stranger = members?.find((member) => !Object.hasOwn(partners, member));
    if (!/^[A-Z][A-Z0-9_]{1,31}$/.test(name)) {
      wrong([name], `\`${name}\` cannot name a group: write it in capital letters.`);
    } else if (reservedNames.includes(name)) {
      wrong([name], `The group ${name} is made by the hub itself.`);
    } else if (Object.hasOwn(partners, name)) {
      wrong([name], `\`${name}\` is a partner: a group needs a name of its own.`);
    } else if (members === undefined) {
      wrong([name], `The group ${name} is not a list of partners' codes.`);
    } else if (stranger !== undefined) {
      wrong([name], `The group ${name} names ${stranger}, which is not among the partners.`);
    } else {
      groups[name] = [...new Set(members)].sort();
    }
  }
  return groups;
}
