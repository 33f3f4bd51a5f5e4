import { type HubState, type Purpose, purposes, type SharingAgreement } from '../hub-state.ts';
import { isRecord, type Section, strangeProperty, texts } from './section.ts';

const known: readonly string[] = ['id', 'parties', 'types', 'purposes', 'from', 'to'];

/** `agreements: [{ id, parties, types, purposes, from, to }]`; without `types`, all of them. */
export function readAgreements(
  { content, wrong }: Section,
  { partnerStatus, groups }: Pick<HubState, 'partnerStatus' | 'groups'>,
): readonly SharingAgreement[] {
  if (content === undefined) return [];
  if (!Array.isArray(content)) {
    wrong([], '`agreements` is not a list.');
    return [];
  }
  const agreements = new Map<string, SharingAgreement>();
  const isParty = (name: string): boolean =>
    name === 'PUBLIC' ||
    name === 'PARTNERS' ||
    Object.hasOwn(partnerStatus, name) ||
    Object.hasOwn(groups, name);
  for (const [index, value] of content.entries()) {
    const read = readAgreement(value, isParty);
    if (typeof read === 'string') wrong([index], read);
    else if (agreements.has(read.id)) wrong([index], `Two agreements have the id ${read.id}.`);
    else agreements.set(read.id, read);
  }
  return [...agreements.values()];
}

/** The agreement, or what is wrong with it. */
function readAgreement(
  value: unknown,
  isParty: (name: string) => boolean,
): SharingAgreement | string {
  if (!isRecord(value)) return 'An agreement is not a mapping.';
  const { id, from, to = null } = value;
  if (typeof id !== 'string' || id === '') return 'An agreement has no `id`.';
  const strange = strangeProperty(value, known);
  if (strange !== undefined) return `\`${strange}\` is not a property of an agreement.`;
  const parties = texts(value['parties']);
  if (parties === undefined) return `${id}: \`parties\` is not a list of partners and groups.`;
  const stranger = parties.find((party) => !isParty(party));
  if (stranger !== undefined) return `${id}: ${stranger} is neither a partner nor a group.`;
  const allowed = texts(value['purposes']);
  if (allowed === undefined) return `${id}: \`purposes\` is not a list.`;
  const purpose = allowed.find((one) => !isPurpose(one));
  if (purpose !== undefined) return `${id}: ${purpose} is none of ${purposes.join(', ')}.`;
  const types = value['types'] === undefined ? null : texts(value['types']);
  if (types === undefined) return `${id}: \`types\` is not a list of names of types.`;
  const [begins, ends] = [instant(from), to === null ? null : instant(to)];
  if (begins === undefined)
    return `${id}: \`from\` is not an instant such as 2026-01-01T00:00:00Z.`;
  if (ends === undefined) return `${id}: \`to\` is not an instant such as 2026-01-01T00:00:00Z.`;
  if (ends !== null && ends <= begins)
    return `${id}: it ends (\`to\`) before it begins (\`from\`).`;
  return { id, parties, types, purposes: allowed.filter(isPurpose), from: begins, to: ends };
}

function isPurpose(text: string): text is Purpose {
  return purposes.some((one) => one === text);
}

/** As ISO 8601 with milliseconds in UTC, so that texts compare like instants. */
function instant(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.test(value)) {
    return undefined;
  }
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
