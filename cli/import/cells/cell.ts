/** Form of one value in a file, and so of one column in a table. Read and written by kind. */
export type Cell =
  | { readonly kind: 'text'; readonly longest: number }
  /** Sentences of people, looked through for data about persons. */
  | { readonly kind: 'sentences'; readonly longest: number }
  /** A value of an enum of a contract. */
  | { readonly kind: 'code'; readonly contract: string; readonly enum: string }
  /** Several values of an enum in one cell. */
  | { readonly kind: 'codes'; readonly contract: string; readonly enum: string }
  /** Codes of partners and groups, several in one cell. */
  | { readonly kind: 'recipients' }
  /** Code of a partner, which need not have joined the hub yet. */
  | { readonly kind: 'partner' }
  /** The key of a reference entity: `place` by `pcode`. */
  | { readonly kind: 'reference'; readonly table: ReferenceTable }
  /** The id of another record: `XAA:incident:01J…`. */
  | { readonly kind: 'id'; readonly type: string }
  | { readonly kind: 'day' }
  | { readonly kind: 'instant' }
  /** A whole number from `least` (0) to `most`. */
  | { readonly kind: 'count'; readonly least?: number; readonly most?: number }
  /** A number of 0 or more; the unit stands in the name of its column. */
  | { readonly kind: 'measure' }
  /** Degrees north or east. */
  | { readonly kind: 'degrees'; readonly most: 90 | 180 }
  | { readonly kind: 'flag' };

/** Reference tables whose keys files name, with the column of the key. */
export const referenceKeys = Object.freeze({ place: 'pcode', crossing: 'code' });

export type ReferenceTable = keyof typeof referenceKeys;

/** A value as it goes to the database, in JSON: days and instants as ISO 8601 text in UTC. */
export type CellValue = string | number | boolean | readonly string[] | null;

/** Why a text is not a value of its cell. */
export interface BadCell {
  readonly wrong: string;
  readonly advice: string;
}
