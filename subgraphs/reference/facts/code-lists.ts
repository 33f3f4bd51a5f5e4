import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type LocalizedText, localizedText } from './localized-text.ts';

/** One value of a list, as it stands in the list's jsonb. */
type Code = {
  readonly code: string;
  readonly label: LocalizedText;
  readonly standardCode: string | null;
};

export type CodeList = {
  readonly code: string;
  readonly title: LocalizedText;
  readonly standard: string | null;
  readonly url: string | null;
  readonly codes: readonly Code[];
};

/** Files of labels, one per contract: translators edit them without reading code. */
const files = [
  'hub',
  'reference',
  'aid-logistics',
  'ceasefire-monitoring',
  'infrastructure',
  'governance',
  'standards',
];

/** Where standards are kept, by how the names of their lists begin. */
const urls = [
  ['ACLED', 'https://acleddata.com/acled-codebook/'],
  ['CAP 1.2', 'https://docs.oasis-open.org/emergency/cap/v1.2/'],
  ['IATI 2.03', 'https://iatistandard.org/en/iati-standard/203/codelists/'],
  ['TLP 2.0', 'https://www.first.org/tlp/'],
  ['UN/ECE', 'https://unece.org/trade/uncefact/cl-recommendations'],
] as const;

/** All code lists, in both modes. A list's first line (no code) holds its title and its standard. */
export const codeLists: readonly CodeList[] = files.flatMap(readLists);

function readLists(file: string): readonly CodeList[] {
  const text = readFileSync(new URL(`./code-lists/${file}.csv`, import.meta.url), 'utf8');
  const lines: readonly Readonly<Record<string, string>>[] = parse(text, { columns: true });
  return lines.filter(({ code }) => code === '').map((title) => readList(title, lines));
}

function readList(
  title: Readonly<Record<string, string>>,
  lines: readonly Readonly<Record<string, string>>[],
): CodeList {
  const { list = '', standard = '' } = title;
  const codes = lines
    .filter((line) => line['list'] === list && line['code'] !== '')
    .map((line) => ({
      code: line['code'] ?? '',
      label: labelOf(line),
      standardCode: line['standard'] || null,
    }));
  return {
    code: list,
    title: labelOf(title),
    standard: standard || null,
    url: urls.find(([name]) => standard.startsWith(name))?.[1] ?? null,
    codes,
  };
}

function labelOf({ en = '', ar = '', he = '' }: Readonly<Record<string, string>>): LocalizedText {
  return localizedText(en, ar, he);
}
