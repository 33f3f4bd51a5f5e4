import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultLimits } from '../../../cli/import/limits.ts';
import { fixtures, openTestStore, type TestStore } from './open-test-store.ts';

let hub: TestStore;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bad-files-'));
  hub = await openTestStore();
  await hub.importFile(join(fixtures, 'places.geojson'));
});

afterAll(async () => {
  await hub.close();
  await rm(folder, { recursive: true });
});

async function report(content: string | Uint8Array, limits = defaultLimits) {
  const path = join(folder, 'file');
  await writeFile(path, content);
  return hub.importFile(path, { limits, skipBad: true });
}

const tags = '#date,#adm2+code,#status+stage,#meta+basis,#value+trucks';
const good = '2026-01-05,ZZ0101,Collected,PARTNER,12';
const utf16 = Buffer.from(`${tags}\n${good}\n`, 'utf16le');

describe('a file that is no text', () => {
  it.each([
    ['nothing', new Uint8Array(), null, 'The file is empty.'],
    ['white space', ' \n\t\n', null, 'The file is blank.'],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004 and more'), null, 'a spreadsheet or a zip'],
    ['gzip', gzipSync(`${tags}\n${good}\n`), null, 'compressed with gzip'],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), null, 'UTF-16'],
    ['UTF-16 without a mark', utf16, null, 'binary'],
    ['Windows-1252', Buffer.from(`${tags}\n${good}\né\n`, 'latin1'), 3, 'not UTF-8 from this line'],
  ])('is refused with a reason: %s', async (_, content, at, wrong) => {
    const { outcome, problems } = await report(content);

    expect(outcome).toBe('refused');
    expect(problems).toMatchObject([{ at, wrong: expect.stringContaining(wrong) }]);
    expect(problems[0]?.advice).not.toBe('');
  });

  it('is refused when there is none', async () => {
    const { problems } = await hub.importFile(join(folder, 'none.csv'));

    expect(problems).toMatchObject([{ wrong: 'The file cannot be read (ENOENT).' }]);
  });

  it('is refused when it is a folder', async () => {
    const { problems } = await hub.importFile(folder);

    expect(problems).toMatchObject([{ wrong: 'This is not a file.' }]);
  });
});

describe('a file that is too large', () => {
  it('is refused by its size before it is read', async () => {
    const { problems } = await report(`${tags}\n${good}\n`, { ...defaultLimits, bytes: 20 });

    expect(problems).toMatchObject([{ at: null, wrong: 'The file is larger than 20 bytes.' }]);
  });

  it('is refused by its number of rows', async () => {
    const rows = Array.from({ length: 40 }, () => good).join('\n');
    const { problems } = await report(`${tags}\n${rows}\n`, { ...defaultLimits, records: 10 });

    expect(problems).toMatchObject([{ at: null, wrong: 'The file has more than 10 rows.' }]);
  });

  it('is refused by the length of a row, as when a quotation mark stays open', async () => {
    const text = `${tags}\n"${good}\n${'x'.repeat(3_000)}`;
    const { problems } = await report(text, { ...defaultLimits, cell: 20 });

    expect(problems).toMatchObject([
      { wrong: expect.stringContaining('longer than a row may be') },
    ]);
  });
});

describe('a table that is no record', () => {
  it.each([
    ['no tags', `Date,Trucks\n${good}\n`, null, 'no row of HXL tags'],
    ['tags of no kind', '#affected,#sector\n1,WASH\n', 1, 'tags are those of no kind'],
    ['an open quotation mark', `${tags}\n"${good}\n`, 2, 'a quotation mark is not closed'],
    ['no rows', `Date\n${tags}\n`, 2, 'No rows below the tags.'],
    ['a tag twice', `${tags},#DATE\n${good},\n`, 1, 'Two columns have this tag.'],
    ['a missing column', `${tags.replace('#date,', '')}\n`, 1, 'This column is missing.'],
    ['JSON of no shape', '{"a": 1}', null, 'neither GeoJSON nor'],
    ['JSON that ends too soon', '{\n"type": "FeatureCollection",\n', 3, 'not JSON from this line'],
    ['features without any', '{"type":"FeatureCollection","features":[]}', null, 'holds nothing'],
  ])('is refused with a reason: %s', async (_, content, at, wrong) => {
    const { outcome, problems } = await report(content);

    expect(outcome).toBe('refused');
    expect(problems[0]).toMatchObject({ at, wrong: expect.stringContaining(wrong) });
  });
});

describe('a row', () => {
  it.each([
    ['#date', '2026-02-30', 'no such day'],
    ['#date', '05/01/2026', 'not a date'],
    ['#date', '2062-01-05', 'in the future'],
    ['#date', '1926-01-05', 'before 1990'],
    ['#date', '', 'A value is missing.'],
    ['#adm2+code', 'North Sample', 'knows no place'],
    ['#status+stage', 'Stolen', 'The code is unknown.'],
    ['#value+trucks', '-12', 'negative'],
    ['#value+trucks', '12.5', 'whole number'],
    ['#value+trucks', '1,200', 'not a number'],
    ['#value+trucks', '12 trucks', 'not a number'],
    ['#value+trucks', '99999999999', 'not between 0 and 2147483647'],
    ['#value+trucks', '1e999', 'not a number'],
    ['#value+trucks', '', 'no figure'],
  ])('with %s "%s" is refused by line, tag and value', async (tag, value, wrong) => {
    const cells = good.split(',');
    cells[tags.split(',').indexOf(tag)] = `"${value}"`;
    const { problems, changes } = await report(`Header\n${tags}\n${good}\n${cells.join(',')}\n`);

    expect(problems).toMatchObject([{ at: 4, column: tag, wrong: expect.stringContaining(wrong) }]);
    if (value !== '') expect(problems[0]?.value).toBe(value);
    expect(problems[0]?.advice).not.toBe('');
    expect(changes).toMatchObject({ changed: 0 });
  });

  it('with more cells than tags is refused', async () => {
    const { problems } = await report(`${tags}\n${good},7\n`);

    expect(problems).toMatchObject([
      { at: 2, wrong: 'The row has more cells than there are tags.' },
    ]);
  });
});

describe('a file as spreadsheets write it', () => {
  it.each([
    ['a byte order mark and CRLF', `\ufeffDay,,,,\r\n${tags}\r\n${good}\r\n\r\n`],
    ['semicolons', `${tags}\n${good}\n`.replaceAll(',', ';')],
    ['tabs', `${tags}\n${good}\n`.replaceAll(',', '\t')],
    ['quoted cells', `${tags}\n${good}\n`.replaceAll(/[^,\n]+/g, '"$&"')],
    ['spaces and capitals in tags', `${tags}\n${good}\n`.replace('#adm2+code', '#ADM2 + Code')],
    [
      'attributes in another order',
      `${tags}\n${good}\n`.replace('#status+stage', '#status +stage'),
    ],
  ])('is read with %s', async (_, text) => {
    await hub.query('aid-logistics', 'truncate flow_count');

    const { problems, changes } = await report(text);

    expect(problems).toEqual([]);
    expect(changes).toMatchObject({ added: 1 });
    const rows = await hub.query('aid-logistics', 'select date, trucks from flow_count');
    expect(rows).toEqual([{ date: '2026-01-05', trucks: 12 }]);
  });

  it('names the line where a row begins, whatever its cells hold', async () => {
    const text = `Remark,,,,,\n#description,${tags}\n"one\r\ntwo",${good}\n\n,${good.replace('12', 'x')}\n`;
    const { problems, notes } = await report(text);

    expect(problems).toMatchObject([{ at: 6, column: '#value+trucks', value: 'x' }]);
    expect(notes).toContain('Column #description is not part of flow-counts and is not read.');
  });
});

it('recognises each fixture by its content alone', async () => {
  const formats = new Map<string, string | null>();
  for (const name of ['un2720.json', 'damaged.json', 'places.geojson', 'facilities.csv']) {
    formats.set(name, (await report(await readFile(join(fixtures, name)))).format);
  }

  expect([...formats.values()]).toEqual([
    'UN 2720 totals',
    'damaged infrastructure by report date',
    'GeoJSON places',
    'HXL facilities',
  ]);
});
