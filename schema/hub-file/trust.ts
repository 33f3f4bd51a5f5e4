import type { HubState } from '../hub-state.ts';
import { isRecord, type Section, strangeProperty, texts } from './section.ts';

/** An entry of the trust list as `hub.yaml` has it: keys in a file are not read yet. */
export interface TrustEntry {
  readonly issuer: string;
  readonly partner: string;
  readonly keys:
    | { readonly kind: 'url'; readonly url: string }
    | { readonly kind: 'file'; readonly path: string };
  readonly clearances: readonly string[];
  readonly line: number;
}

const known: readonly string[] = ['issuer', 'partner', 'jwks', 'clearances'];
/** The hub's own issuers, whose keys it makes itself: no entry may take their names. */
export const ownIssuerPrefix = 'urn:entente:';

/** `trust: [{ issuer, partner, jwks, clearances }]`; `jwks` is an https address or a path. */
export function readTrust(
  { content, wrong }: Section,
  lineOf: (index: number) => number,
  partners: HubState['partnerStatus'],
): readonly TrustEntry[] {
  if (content === undefined) return [];
  if (!Array.isArray(content)) {
    wrong([], '`trust` is not a list.');
    return [];
  }
  const entries = new Map<string, TrustEntry>();
  for (const [index, value] of content.entries()) {
    const read = readEntry(value, partners);
    if (typeof read === 'string') wrong([index], read);
    else if (entries.has(read.issuer)) wrong([index], `${read.issuer} is listed twice.`);
    else entries.set(read.issuer, { ...read, line: lineOf(index) });
  }
  return [...entries.values()];
}

/** The entry, or what is wrong with it. */
function readEntry(
  value: unknown,
  partners: HubState['partnerStatus'],
): Omit<TrustEntry, 'line'> | string {
  if (!isRecord(value)) return 'An entry of the trust list is not a mapping.';
  const { issuer, partner, jwks } = value;
  const strange = strangeProperty(value, known);
  if (strange !== undefined) return `\`${strange}\` is not a property of a trusted issuer.`;
  if (typeof issuer !== 'string' || issuer === '') return 'A trusted issuer has no `issuer`.';
  if (issuer.startsWith(ownIssuerPrefix)) return `${issuer} is a name of the hub's own issuers.`;
  if (typeof partner !== 'string' || !Object.hasOwn(partners, partner)) {
    return `${issuer}: \`partner\` (${String(partner)}) is not among the partners.`;
  }
  if (typeof jwks !== 'string' || jwks === '') {
    return `${issuer}: \`jwks\` is neither an https address nor the path of a file.`;
  }
  const clearances = value['clearances'] === undefined ? [] : texts(value['clearances']);
  if (clearances === undefined) return `${issuer}: \`clearances\` is not a list.`;
  const keys = readKeys(jwks);
  if (keys === undefined) {
    return `${issuer}: keys over the network come by https; ${jwks} is no such address.`;
  }
  return { issuer, partner, keys, clearances };
}

/** Plain http would let anybody on the way put in keys of their own; on this machine nobody is. */
function readKeys(jwks: string): TrustEntry['keys'] | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(jwks)) return { kind: 'file', path: jwks };
  const url = URL.parse(jwks);
  if (url === null) return undefined;
  const here = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && here);
  return safe ? { kind: 'url', url: url.href } : undefined;
}
