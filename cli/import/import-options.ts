import { type Problem, problem } from '../terminal/problem.ts';
import type { Cell, CellValue } from './cells/cell.ts';
import { readCell } from './cells/read-cell.ts';
import type { ImportDefaults } from './kinds/import-defaults.ts';
import type { SourceFacts } from './load/source-facts.ts';

/** Options whose value is read like a cell of a file. */
const cells = {
  owner: { kind: 'partner' },
  source: { kind: 'text', longest: 300 },
  sourceKind: { kind: 'code', contract: 'reference', enum: 'SourceKind' },
  sourceReliability: { kind: 'code', contract: 'reference', enum: 'SourceReliability' },
  sourceCredibility: { kind: 'count', least: 1, most: 6 },
  releasableTo: { kind: 'recipients' },
  excluded: { kind: 'recipients' },
  purposes: { kind: 'codes', contract: 'hub', enum: 'Purpose' },
  tlp: { kind: 'code', contract: 'hub', enum: 'Tlp' },
  sensitivity: { kind: 'code', contract: 'hub', enum: 'Sensitivity' },
} as const satisfies Readonly<Record<string, Cell>>;

type OptionName = keyof typeof cells;

/** The options as they were typed. */
export type ImportOptionTexts = { readonly [Name in OptionName]?: string };

/** What the options say about every record of the file, and about a source that is new. */
export interface ImportOptionValues {
  readonly defaults: ImportDefaults;
  readonly newSource: Partial<SourceFacts>;
}

const nothingKnown = { place: new Set<string>(), crossing: new Set<string>() };

/** Reads the options, or says which of them is wrong. */
export function readImportOptions(
  texts: ImportOptionTexts,
  now: Date,
): ImportOptionValues | Problem {
  const values = new Map<string, CellValue>();
  for (const [name, cell] of Object.entries(cells)) {
    const text = texts[name as OptionName]?.trim();
    if (text === undefined) continue;
    const read = readCell(cell, text, { known: nothingKnown, now });
    if ('wrong' in read) return problem(`--${kebab(name)} ${text}: ${read.wrong}`, read.advice);
    values.set(name, read.value);
  }
  const text = (name: OptionName, key: string) => {
    const value = values.get(name);
    return typeof value === 'string' ? { [key]: value } : {};
  };
  const list = (name: OptionName, key: string) => {
    const value = values.get(name);
    return typeof value === 'object' && value !== null ? { [key]: value } : {};
  };
  const credibility = values.get('sourceCredibility');
  return {
    defaults: {
      owner: null,
      source: null,
      ...text('owner', 'owner'),
      ...text('source', 'source'),
      marking: {
        ...list('releasableTo', 'releasable_to'),
        ...list('excluded', 'excluded'),
        ...list('purposes', 'purposes'),
        ...text('tlp', 'tlp'),
        ...text('sensitivity', 'sensitivity'),
      },
    },
    newSource: {
      ...text('sourceKind', 'kind'),
      ...text('sourceReliability', 'reliability'),
      ...(typeof credibility === 'number' ? { credibility } : {}),
    },
  };
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
