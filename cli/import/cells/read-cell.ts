import { parseId } from '@entente/kit';
import {
  type BadCell,
  type Cell,
  type CellValue,
  type ReferenceTable,
  referenceKeys,
} from './cell.ts';
import { codeList } from './code-list.ts';
import { readCount, readDegrees, readMeasure } from './number.ts';
import { scanForPersons } from './person-scan.ts';
import { readDay, readInstant } from './time.ts';

/** Keys of the reference entities that the hub knows. */
export type KnownKeys = Readonly<Record<ReferenceTable, ReadonlySet<string>>>;

export interface CellContext {
  readonly known: KnownKeys;
  /** The moment of the import: observations from later are refused. */
  readonly now: Date;
}

type Read = { readonly value: CellValue } | BadCell;

/** The value of a text that is not blank, or why it has none. */
export function readCell(cell: Cell, text: string, { known, now }: CellContext): Read {
  switch (cell.kind) {
    case 'text':
      return readText(text, cell.longest);
    case 'sentences':
      return scanForPersons(text) ?? readText(text, cell.longest);
    case 'code':
      return readCode(codeList(cell.contract, cell.enum), text);
    case 'codes':
      return readSeveral(text, (code) => readCode(codeList(cell.contract, cell.enum), code));
    case 'recipients':
      return readSeveral(text, readRecipient);
    case 'partner':
      return readPartner(text);
    case 'reference':
      return readReference(known[cell.table], cell.table, text);
    case 'id':
      return parseId(text)?.type === cell.type
        ? { value: text }
        : {
            wrong: `This is not the id of a record.`,
            advice: `Write <OWNER>:${cell.type}:<local>.`,
          };
    case 'day':
      return asRead(readDay(text, now));
    case 'instant':
      return asRead(readInstant(text, now));
    case 'count':
      return asRead(readCount(text, cell.least, cell.most));
    case 'measure':
      return asRead(readMeasure(text));
    case 'degrees':
      return asRead(readDegrees(text, cell.most));
    case 'flag':
      return readFlag(text);
  }
}

function readText(text: string, longest: number): Read {
  return text.length > longest
    ? { wrong: `The text has more than ${longest} characters.`, advice: 'Shorten it.' }
    : { value: text };
}

function asRead(result: string | number | BadCell): Read {
  return typeof result === 'object' ? result : { value: result };
}

/** XAA to XXZ, the ISO 3166 codes that exercises take; XKX is in use for Kosovo. */
export function isExercisePartner(code: string): boolean {
  return /^X[A-X][A-Z]$/.test(code) && code !== 'XKX';
}

/** People write codes as words: `Partly delivered` is `PARTLY_DELIVERED`. */
function readCode(codes: readonly string[], text: string): { readonly value: string } | BadCell {
  const code = text.toUpperCase().replaceAll(/[\s/-]+/g, '_');
  return codes.includes(code)
    ? { value: code }
    : { wrong: 'The code is unknown.', advice: `Use one of: ${codes.join(', ')}.` };
}

function readRecipient(text: string): { readonly value: string } | BadCell {
  return /^[A-Z][A-Z0-9_]{1,31}$/.test(text) && !isExercisePartner(text)
    ? { value: text }
    : { wrong: 'This is not the code of a partner or group.', advice: 'Write codes such as XAA.' };
}

function readPartner(text: string): { readonly value: string } | BadCell {
  if (!/^[A-Z][A-Z0-9]{1,15}$/.test(text)) {
    return {
      wrong: 'This is not the code of a partner.',
      advice: 'Use ISO 3166-1 alpha-3 for a state, else the short code of the organisation.',
    };
  }
  return isExercisePartner(text)
    ? {
        wrong: 'This code belongs to an exercise.',
        advice: 'XAA to XXZ stand for fictional partners, which real data must not name.',
      }
    : { value: text };
}

function readSeveral(
  text: string,
  read: (code: string) => { readonly value: string } | BadCell,
): Read {
  const values = new Set<string>();
  for (const code of text.split(/[\s,;|]+/)) {
    if (code === '') continue;
    const result = read(code);
    if ('wrong' in result) return result;
    values.add(result.value);
  }
  return { value: [...values] };
}

const shownKeys = 12;

function readReference(keys: ReadonlySet<string>, table: ReferenceTable, text: string): Read {
  if (keys.has(text)) return { value: text };
  const key = referenceKeys[table];
  const some = [...keys].sort().slice(0, shownKeys).join(', ');
  return {
    wrong: `The hub knows no ${table} with this ${key}.`,
    advice:
      keys.size === 0
        ? `Import the ${table}s first.`
        : `Use the ${key}, not a name: ${some}${keys.size > shownKeys ? ', …' : ''}.`,
  };
}

function readFlag(text: string): Read {
  const flag = text.toLowerCase();
  if (['true', 'yes', '1'].includes(flag)) return { value: true };
  if (['false', 'no', '0'].includes(flag)) return { value: false };
  return { wrong: 'This is neither true nor false.', advice: 'Write true or false.' };
}
