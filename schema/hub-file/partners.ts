import { type HubState, type PartnerStatus, partnerStatuses } from '../hub-state.ts';
import { isRecord, type Section } from './section.ts';

/** ISO 3166 alpha-3, or the short name of an organisation: what begins the ids of its records. */
const code = /^[A-Z][A-Z0-9]{1,15}$/;

/** `partners: { XAA: ACTIVE }`. The hub itself needs no entry. */
export function readPartners({ content, wrong }: Section): HubState['partnerStatus'] {
  const partners: Record<string, PartnerStatus> = { HUB: 'ACTIVE' };
  if (content === undefined) return partners;
  if (!isRecord(content)) {
    wrong([], '`partners` is not a mapping of codes to where they stand.');
    return partners;
  }
  for (const [name, value] of Object.entries(content)) {
    const status = partnerStatuses.find((one) => one === value);
    if (!code.test(name) || reservedNames.includes(name)) {
      wrong([name], `\`${name}\` cannot be a partner's code.`);
    } else if (status === undefined) {
      wrong([name], `\`${String(value)}\` is none of ${partnerStatuses.join(', ')}.`);
    } else {
      partners[name] = status;
    }
  }
  return partners;
}

/** Groups that the hub makes itself, and its own code: nobody else can be named so. */
export const reservedNames: readonly string[] = ['PUBLIC', 'PARTNERS', 'HUB'];
