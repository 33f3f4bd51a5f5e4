import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { reference } from '../../../subgraphs/reference/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { crossingRow, placeRow, statusRow, totalRow } from './rows.ts';

let subgraph: TestSubgraph;

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** Crossings with a district each, three statements about each, and a published total per district. */
async function load(from: number, to: number): Promise<void> {
  const districts = numbers(from, to).map((n) => `XT${1000 + n}`);
  await subgraph.load({
    place: districts.map((pcode) => placeRow(pcode, 2, 'XT01')),
    crossing: districts.map((pcode) => crossingRow(`C${pcode}`, { adm2_pcode: pcode })),
    crossing_status: districts.flatMap((pcode) =>
      ['XAA', 'XAB', 'XAC'].map((owner) =>
        statusRow({
          id: `${owner}:crossing-status:${pcode}`,
          crossing: `C${pcode}`,
          status: 'OPEN',
          observed: -1,
          until: 5,
        }),
      ),
    ),
    published_total: districts.map((pcode) =>
      totalRow(`XAA:published-total:${pcode}`, { place_pcode: pcode }),
    ),
  });
}

async function statementsOfEach(): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const { query } of queries) {
    await subgraph.query(query);
    counts.push(subgraph.statements().length);
  }
  return counts;
}

beforeAll(async () => {
  subgraph = await openTestSubgraph(reference);
  await subgraph.load({
    place: [placeRow('XT01', 1, null)],
    partner: ['XAA', 'XAB', 'XAC'].map((code) => ({
      code,
      name: { en: code },
      kind: 'UN',
      role: 'IMPLEMENTER',
      status: 'ACTIVE',
    })),
  });
});
beforeEach(() => void subgraph.statements());
afterAll(() => subgraph.close());

const queries = [
  {
    what: 'crossings with their district, what holds now and the last statements with their owners',
    statements: 5,
    query: `{ crossings(first: 200) { nodes {
      code adm2 { pcode name { en } }
      currentStatus { direction cargoClass states }
      statuses(first: 2, orderBy: OBSERVED_AT_DESC) { nodes { status owner { code name { en } } } }
    } } }`,
  },
  {
    what: 'districts with parent, crossings, published totals and their series',
    statements: 5,
    query: `{ places(first: 200, filter: { level: [2] }) { nodes {
      pcode parent { pcode }
      crossings { nodes { code } }
      publishedTotals { nodes { id } }
      publishedSeries(from: "2026-01-01", to: "2026-02-01") { points { value } }
    } } }`,
  },
  {
    what: 'statements with crossing, district and owner, counted',
    statements: 5,
    query: `{ crossingStatuses(first: 400, filter: { latest: true }) { totalCount nodes {
      id status crossing { code adm2 { pcode } } owner { code }
    } } }`,
  },
];

describe('SQL statements', () => {
  it('do not grow with the number of rows', async () => {
    await load(0, 2);
    const few = await statementsOfEach();
    await load(2, 120);
    expect(await statementsOfEach()).toEqual(few);
    expect(few).toEqual(queries.map(({ statements }) => statements));
  });

  it('are one for 1,000 places by key', async () => {
    const keys = numbers(0, 1_000).map((n) => ({ __typename: 'Place', pcode: `XT${1000 + n}` }));
    const { _entities } = await subgraph.query<{ _entities: readonly unknown[] }>(
      'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Place { pcode name { en } } } }',
      { keys },
    );
    expect(_entities).toHaveLength(1_000);
    expect(_entities.filter((one) => one !== null)).toHaveLength(120);
    expect(subgraph.statements()).toHaveLength(1);
  });

  it('count a list only when the count is asked for', async () => {
    await subgraph.query('{ crossingStatuses { nodes { id } pageInfo { hasNextPage } } }');
    expect(subgraph.statements()).toHaveLength(1);
    await subgraph.query('{ crossingStatuses { nodes { id } totalCount } }');
    expect(subgraph.statements()).toHaveLength(2);
  });
});
