import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '../../../cli/import/cells/cell.ts';
import { codeList, codeParents } from '../../../cli/import/cells/code-list.ts';
import { readCell } from '../../../cli/import/cells/read-cell.ts';
import { snapToGrid } from '../../../cli/import/geojson/snap-to-grid.ts';
import { normaliseTag } from '../../../cli/import/hxl/tag.ts';
import { recordKinds } from '../../../cli/import/kinds/kinds.ts';
import { recordColumns } from '../../../cli/import/kinds/record-columns.ts';

const context = {
  known: { place: new Set(['ZZ01']), crossing: new Set<string>() },
  now: new Date('2026-03-10T12:00:00Z'),
};
const read = (cell: Cell, text: string) => readCell(cell, text, context);

describe('a cell', () => {
  it.each<[Cell, string, unknown]>([
    [{ kind: 'day' }, '2024-02-29', '2024-02-29'],
    [{ kind: 'instant' }, '2026-01-05', '2026-01-05T00:00:00.000000Z'],
    [{ kind: 'instant' }, '2026-01-05T01:30:00.1234+02:00', '2026-01-04T23:30:00.123400Z'],
    [{ kind: 'count' }, '0', 0],
    [{ kind: 'count' }, '12.0', 12],
    [{ kind: 'measure' }, '1e3', 1000],
    [{ kind: 'degrees', most: 90 }, '-31.25', -31.25],
    [{ kind: 'flag' }, 'Yes', true],
    [{ kind: 'recipients' }, 'EGY, JOR EGY', ['EGY', 'JOR']],
    [{ kind: 'codes', contract: 'hub', enum: 'Purpose' }, 'planning;public info', null],
    [
      { kind: 'codes', contract: 'hub', enum: 'Purpose' },
      'planning;public_info',
      ['PLANNING', 'PUBLIC_INFO'],
    ],
    [{ kind: 'code', contract: 'aid-logistics', enum: 'FlowStage' }, 'delivered', 'DELIVERED'],
    [{ kind: 'reference', table: 'place' }, 'ZZ01', 'ZZ01'],
    [{ kind: 'reference', table: 'crossing' }, 'RAFAH', null],
    [{ kind: 'partner' }, 'UNICEF', 'UNICEF'],
    [{ kind: 'partner' }, 'XAA', null],
    [{ kind: 'id', type: 'incident' }, 'EGY:incident:1', 'EGY:incident:1'],
    [{ kind: 'id', type: 'incident' }, 'EGY:alert:1', null],
    [{ kind: 'text', longest: 3 }, 'four', null],
    [{ kind: 'degrees', most: 90 }, '90.5', null],
    [{ kind: 'instant' }, '2026-01-05T10:00:00', null],
    [{ kind: 'instant' }, '2026-01-05T25:00:00Z', null],
  ])('%j reads "%s" as %j', (cell, text, value) => {
    const result = read(cell, text);

    if (value === null) {
      expect(result).toEqual({ wrong: expect.any(String), advice: expect.any(String) });
    } else {
      expect(result).toEqual({ value });
    }
  });
});

describe('a free text', () => {
  const sentences: Cell = { kind: 'sentences', longest: 200 };

  it.each([
    'Call +970 59 123 4567 for details',
    'Reported by (059) 912-3456',
    'Identity 901234567',
    'رقم ٠٥٩٩١٢٣٤٥٦',
    'Write to someone@example.org',
  ])('that points to a person is refused: %s', (text) => {
    expect(read(sentences, text)).toMatchObject({ advice: expect.stringContaining('persons') });
  });

  it.each([
    'On 2026-01-05 and 06.01.2026, 12 of 40 trucks were turned back at Gate 96',
    'Between 10:00 and 14:30 about 1,200 kg were looted',
  ])('of numbers alone is taken: %s', (text) => {
    expect(read(sentences, text)).toEqual({ value: text });
  });
});

describe('a tag', () => {
  it.each([
    ['#adm2+code', '#adm2+code'],
    [' #ADM2 +Code +v_PCode ', '#adm2+code+v_pcode'],
    ['#org+publisher+name', '#org+name+publisher'],
    ['#date +b +a +b', '#date+a+b'],
    ['adm2', null],
    ['#1', null],
    ['#date + ', null],
    ['# of trucks', null],
  ])('"%s" is %s', (cell, tag) => {
    expect(normaliseTag(cell)).toBe(tag);
  });
});

describe('the kinds of records', () => {
  const columnsOf = recordKinds.map(
    (kind) => [kind.name, [...kind.columns, ...recordColumns]] as const,
  );

  it.each(columnsOf)('%s have tags in standard form, each once', (_, columns) => {
    const tags = columns.map(({ tag }) => tag);
    expect(tags).toEqual(tags.map(normaliseTag));
    expect(new Set(tags).size).toBe(tags.length);
  });

  it.each(columnsOf)('%s name only code lists that the contracts have', (_, columns) => {
    for (const { cell } of columns) {
      if (cell.kind === 'code' || cell.kind === 'codes') {
        expect(codeList(cell.contract, cell.enum)).not.toEqual([]);
      }
    }
  });

  it('are told apart by their tags', () => {
    for (const kind of recordKinds) {
      const others = recordKinds.filter((other) => other !== kind);
      const tags = new Set(kind.columns.map(({ tag }) => tag));
      const alike = others.filter(({ signature }) => signature.every((tag) => tags.has(tag)));
      expect(alike).toEqual([]);
    }
  });
});

it('each sub-type of incidents belongs to a type', () => {
  const types = codeList('ceasefire-monitoring', 'IncidentType');
  const parents = codeParents('ceasefire-monitoring', 'IncidentSubType');
  expect(parents.size).toBeGreaterThan(20);
  for (const parent of parents.values()) expect(types).toContain(parent);
});

it('the centre of a grid cell is near, has two decimals and stays where it is', () => {
  const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
  fc.assert(
    fc.property(degrees(180), degrees(90), (longitude, latitude) => {
      const [x, y] = snapToGrid(longitude, latitude).coordinates;
      expect(Math.max(Math.abs(x - longitude), Math.abs(y - latitude))).toBeLessThanOrEqual(
        0.0150001,
      );
      expect([x, y]).toEqual([Number(x.toFixed(2)), Number(y.toFixed(2))]);
      expect(snapToGrid(x, y).coordinates).toEqual([x, y]);
    }),
  );
});
