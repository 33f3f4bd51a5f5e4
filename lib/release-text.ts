/** The part of a marking that decides to whom its record is released. */
export interface ReleaseTerms {
  readonly policyId: string;
  readonly originator: string;
  readonly releasableTo: readonly string[];
  readonly excluded: readonly string[];
  readonly purposes: readonly string[];
  /** ISO 8601 */
  readonly reviewAt: string | null;
}

/**
 * Field of every record with its marking's terms as one text, for gateways alone: contracts are
 * completed with it, and clients do not see it.
 */
export const releaseField = '_release';

/**
 * The terms as one text, which is read many times faster than they are as JSON:
 * `policyId;originator;releasableTo;excluded;purposes;reviewAt`, lists with commas, and these three
 * signs within a name as percent codes: `;` as `%3B`, `,` as `%2C`, `%` as `%25`.
 */
export function writeReleaseText(terms: ReleaseTerms): string {
  const { policyId, originator, releasableTo, excluded, purposes, reviewAt } = terms;
  const lists = [releasableTo, excluded, purposes].map((names) => names.map(written).join());
  return [written(policyId), written(originator), ...lists, written(reviewAt ?? '')].join(';');
}

/** @returns null for what is no such text */
export function readReleaseText(text: string): ReleaseTerms | null {
  const parts = text.split(';');
  const [policyId, originator, releasableTo, excluded, purposes, reviewAt] = parts;
  if (policyId === undefined || originator === undefined || originator === '') return null;
  if (releasableTo === undefined || excluded === undefined || purposes === undefined) return null;
  if (reviewAt === undefined || parts.length > 6) return null;
  const review = read(reviewAt);
  if (review !== '' && Number.isNaN(Date.parse(review))) return null;
  return {
    policyId: read(policyId),
    originator: read(originator),
    releasableTo: names(releasableTo),
    excluded: names(excluded),
    purposes: names(purposes),
    reviewAt: review === '' ? null : review,
  };
}

const codes = new Map([
  [';', '%3B'],
  [',', '%2C'],
  ['%', '%25'],
]);
const signs = new Map([...codes].map(([sign, code]) => [code, sign]));

function written(name: string): string {
  return name.replaceAll(/[;,%]/g, (sign) => codes.get(sign) ?? sign);
}

function read(name: string): string {
  return name.includes('%')
    ? name.replaceAll(/%(3B|2C|25)/g, (code) => signs.get(code) ?? code)
    : name;
}

function names(list: string): readonly string[] {
  return list === '' ? [] : list.split(',').map(read);
}
