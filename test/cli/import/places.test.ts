import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareDatabase } from '@entente/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { reference } from '../../../subgraphs/reference/subgraph.ts';
import { fixtures, openTestStore, type TestStore } from './open-test-store.ts';

let hub: TestStore;

beforeAll(async () => {
  hub = await openTestStore();
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.query('reference', `delete from place where pcode like 'ZZ%'`);
});

const places = () =>
  hub.query('reference', `select * from place where pcode like 'ZZ%' order by pcode`);
const fixture = () => readFile(join(fixtures, 'places.geojson'), 'utf8');

describe('GeoJSON places', () => {
  it('are read by the attribute names of COD-AB, in either case, with or without a boundary', async () => {
    const report = await hub.importFile(join(fixtures, 'places.geojson'));

    expect(report.changes).toEqual({ added: 3, changed: 0, unchanged: 0 });
    expect(await places()).toMatchObject([
      { pcode: 'ZZ01', level: 1, parent_pcode: null, governorate_pcode: null, polygon: null },
      {
        pcode: 'ZZ0101',
        level: 2,
        name: { en: 'North Sample', ar: 'عينة شمالية' },
        iso3166_2: 'ZZ-NS',
        parent_pcode: 'ZZ01',
        governorate_pcode: 'ZZ0101',
        area_sq_km: 12.5,
        version: 'COD-AB 2026-01-01',
        valid_on: '2026-01-01',
      },
      {
        pcode: 'ZZ0102',
        name: { en: 'South Sample' },
        area_sq_km: null,
        iso3166_2: null,
        valid_on: '2026-01-01',
      },
    ]);
  });

  it('get rings by the right-hand rule and positions without height', async () => {
    const report = await hub.importFile(join(fixtures, 'places.geojson'));

    expect(report.notes).toEqual([
      '1 ring ran the wrong way and was turned (RFC 7946, section 3.1.6).',
    ]);
    const [, north, south] = await places();
    expect(north?.['polygon']).toEqual({
      type: 'Polygon',
      coordinates: [
        [
          [10, 10],
          [11, 10],
          [11, 11],
          [10, 11],
          [10, 10],
        ],
      ],
    });
    expect(south?.['polygon']).toEqual({
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [10, 9],
            [11, 9],
            [11, 10],
            [10, 10],
            [10, 9],
          ],
        ],
      ],
    });
  });

  it('stay as they are when the file comes again', async () => {
    await hub.importFile(join(fixtures, 'places.geojson'));
    const before = await places();

    const report = await hub.importFile(join(fixtures, 'places.geojson'));

    expect(report.changes).toEqual({ added: 0, changed: 0, unchanged: 3 });
    expect(await places()).toEqual(before);
  });

  it('keep what a file leaves out', async () => {
    await hub.importFile(join(fixtures, 'places.geojson'));
    const text = (await fixture())
      .replace('"adm2_name_ar": "عينة شمالية",', '')
      .replace('"area_sqkm": 12.5,', '')
      .replace('North Sample', 'Northern Sample');

    const report = await hub.importText(text);

    expect(report.changes).toEqual({ added: 0, changed: 1, unchanged: 2 });
    expect((await places())[1]).toMatchObject({
      name: { en: 'Northern Sample', ar: 'عينة شمالية' },
      area_sq_km: 12.5,
    });
  });

  it('find the source of an edition of COD-AB among the facts of the hub', async () => {
    const text = (await fixture()).replaceAll(
      'Sample boundaries',
      'OCHA COD-AB valid_on 2023-10-19',
    );

    const report = await hub.importText(text);

    expect(report.newSources).toEqual([]);
    expect((await places())[0]).toMatchObject({ source_id: 'HUB:source:cod-ab-2023-10-19' });
  });

  it('of a newer edition stay when the hub starts again with its own facts', async () => {
    const text = (await fixture())
      .replaceAll('ZZ0101', 'PS0255')
      .replaceAll('"2026-01-01"', '"2026-02-01"');
    await hub.importText(text);
    const place = async () =>
      hub.query('reference', `select name, valid_on, version from place where pcode = 'PS0255'`);
    const before = await place();

    await prepareDatabase(reference, String(hub.urls().get('reference')), 'real');

    expect(before).toMatchObject([{ valid_on: '2026-02-01', version: 'COD-AB 2026-02-01' }]);
    expect(await place()).toEqual(before);
  });

  it.each([
    ['"adm2_pcode": "ZZ0101"', '"adm2_pcode": "North"', 'adm2_pcode', 'not a P-code'],
    ['"adm2_pcode": "ZZ0101"', '"name": "x"', 'adm1_name', 'The place has no name.'],
    ['"adm2_name": "North Sample",', '', 'adm2_name', 'The place has no name.'],
    ['"adm1_pcode": "ZZ01",\n        "iso', '"iso', 'adm1_pcode', 'The parent is missing.'],
    [
      '"adm1_pcode": "ZZ01",\n        "iso',
      '"adm1_pcode": "ZZ99",\n "iso',
      'parent',
      'knows no place',
    ],
    ['"ZZ-NS"', '"North"', 'iso3166_2', 'not an ISO 3166-2 code'],
    ['12.5', '-1', 'area_sqkm', 'negative'],
    ['"type": "Polygon"', '"type": "Point"', 'geometry', 'neither a Polygon'],
    ['[10, 10], [10, 11]', '[10, 10], [10, 111]', 'geometry', 'not on the globe'],
    ['[10, 10], [10, 11]', '[10, 10], ["x", 11]', 'geometry', 'no two numbers'],
    ['[11, 10], [10, 10]]]', '[11, 10]]]', 'geometry', 'not closed'],
    ['[11, 11], [11, 10]', '[11, 10], [11, 11]', 'geometry', 'crosses or touches itself'],
  ])('with %s in place of %s are refused at %s', async (from, to, column, wrong) => {
    const text = (await fixture()).replace(from, to);
    expect(text).not.toBe(await fixture());

    const report = await hub.importText(text);

    expect(report.outcome).toBe('refused');
    expect(report.problems[0]).toMatchObject({
      at: 2,
      column,
      wrong: expect.stringContaining(wrong),
    });
    expect(await places()).toEqual([]);
  });

  it('are refused where two features have one P-code', async () => {
    const report = await hub.importText((await fixture()).replace('ZZ0102', 'ZZ0101'));

    expect(report.problems).toMatchObject([
      { at: 2, wrong: 'This feature states the same fact as feature 3.' },
      { at: 3, wrong: 'This feature states the same fact as feature 2.' },
    ]);
  });
});
