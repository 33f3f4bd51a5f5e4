import { snakeCase } from './naming.ts';

/** The parts of a record's id: `XAB:consignment:0042`. */
export interface RecordId {
  /** Code of the partner whose record it is: ISO 3166 alpha-3 or an organisation's code. */
  readonly owner: string;
  /** Kind of record in lower case with hyphens. */
  readonly type: string;
  readonly local: string;
}

const pattern = /^([A-Z][A-Z0-9]{1,15}):([a-z][a-z0-9-]{0,63}):([A-Za-z0-9._-]{1,128})$/;

/** Reads a record's id; null where the text is not one. */
export function parseId(text: string): RecordId | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, owner = '', type = '', local = ''] = match;
  return { owner, type, local };
}

/** `FlowCount` -> `flow-count`: how ids name a type. */
export function idType(type: string): string {
  return snakeCase(type).replaceAll('_', '-');
}

/** Writes a record's id. Throws where a part would make an id that cannot be read again. */
export function formatId({ owner, type, local }: RecordId): string {
  const text = `${owner}:${type}:${local}`;
  if (parseId(text) === null) throw new RangeError(`Not a record id: ${text}`);
  return text;
}
