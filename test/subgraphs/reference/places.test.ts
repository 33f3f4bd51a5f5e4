import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reference } from '../../../subgraphs/reference/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { crossingRow, placeRow, totalRow } from './rows.ts';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(reference);
  await subgraph.load({
    place: [
      placeRow('XT01', 1, null),
      placeRow('XT0101', 2, 'XT01', { iso3166_2: 'XT-ARV' }),
      placeRow('XT0102', 2, 'XT01'),
      placeRow('XT010101', 3, 'XT0101'),
    ],
    crossing: [crossingRow('SOUTHGATE'), crossingRow('FAR', { adm2_pcode: null })],
    published_total: [totalRow('XAA:published-total:1', { place_pcode: 'XT0101' })],
    planning_figure: [
      {
        id: 'HUB:planning-figure:1',
        place_pcode: 'XT0101',
        kind: 'POPULATION',
        category: null,
        value: 120_000,
        unit: 'C62',
        period: null,
        source_id: null,
        as_of: '2026-01-01T00:00:00Z',
      },
    ],
  });
});
afterAll(() => subgraph.close());

describe('a place', () => {
  it.each([
    ['XT01', null],
    ['XT0101', 'XT0101'],
    ['XT010101', 'XT0101'],
  ])('%s lies in governorate %s', async (pcode, governorate) => {
    const { place } = await subgraph.query<{ place: { governorate: unknown } }>(
      'query ($pcode: ID!) { place(pcode: $pcode) { governorate { pcode } } }',
      { pcode },
    );
    expect(place.governorate).toEqual(governorate === null ? null : { pcode: governorate });
  });

  it('is null where there is none', async () => {
    expect(await subgraph.query('{ place(pcode: "XT99") { pcode } }')).toEqual({ place: null });
  });

  it('is found by ISO code, level, parent and governorate', async () => {
    const search = async (filter: string) => {
      const { places } = await subgraph.query<{ places: { nodes: { pcode: string }[] } }>(
        `{ places(filter: ${filter}) { nodes { pcode } } }`,
      );
      return places.nodes.map(({ pcode }) => pcode);
    };
    expect(await search('{ iso3166_2: ["XT-ARV"] }')).toEqual(['XT0101']);
    expect(await search('{ level: [1, 3] }')).toEqual(['XT01', 'XT010101']);
    expect(await search('{ parent: ["XT01"] }')).toEqual(['XT0101', 'XT0102']);
    expect(await search('{ governorate: ["XT0101"] }')).toEqual(['XT0101', 'XT010101']);
    expect(await search('{ pcode: ["XT0102"], level: [2] }')).toEqual(['XT0102']);
  });

  it('shows what lies in it and what is planned and published about it', async () => {
    const { place } = await subgraph.query<{ place: unknown }>(`{ place(pcode: "XT0101") {
      parent { pcode parent { pcode } }
      children { nodes { pcode } }
      crossings { nodes { code adm2 { pcode } } }
      planningFigures { nodes { kind value unit category period } }
      publishedTotals { nodes { id place { pcode } owner { code } } }
      publishedSeries(from: "2026-01-01", to: "2026-02-01", interval: MONTH) { points { period value records } }
    } }`);
    expect(place).toEqual({
      parent: { pcode: 'XT01', parent: null },
      children: { nodes: [{ pcode: 'XT010101' }] },
      crossings: { nodes: [{ code: 'SOUTHGATE', adm2: { pcode: 'XT0101' } }] },
      planningFigures: {
        nodes: [{ kind: 'POPULATION', value: 120_000, unit: 'C62', category: null, period: null }],
      },
      publishedTotals: {
        nodes: [{ id: 'XAA:published-total:1', place: { pcode: 'XT0101' }, owner: null }],
      },
      publishedSeries: { points: [{ period: '2026-01-01', value: 100, records: 1 }] },
    });
  });

  it('is answered as an entity for other subgraphs, unknown ones as null', async () => {
    const answer = await subgraph.query(
      `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Place { pcode level } } }`,
      {
        keys: ['XT0102', 'XT99', 'XT01'].map((pcode) => ({ __typename: 'Place', pcode })),
      },
    );
    expect(answer).toEqual({
      _entities: [{ pcode: 'XT0102', level: 2 }, null, { pcode: 'XT01', level: 1 }],
    });
  });

  it.each([
    [
      'a governorate in another governorate',
      placeRow('XT0103', 2, 'XT01', { governorate_pcode: 'XT0101' }),
    ],
    ['a municipality in no governorate', placeRow('XT010102', 3, null)],
    ['a region in a governorate', placeRow('XT02', 1, null, { governorate_pcode: 'XT0101' })],
  ])('is refused as %s', async (_what, row) => {
    await expect(subgraph.load({ place: [row] })).rejects.toThrow(/check/);
  });
});
