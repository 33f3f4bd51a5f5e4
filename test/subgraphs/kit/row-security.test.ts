import { defineSubgraph, type Row, type SubgraphContext, sql, type Visibility } from '@entente/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../cli/exercise/random.ts';
import { depots } from '../../support/depots.ts';
import { released } from '../../support/released.ts';
import {
  openTestSubgraph,
  recordRow,
  type TestSubgraph,
  visibilityOf,
} from '../../support/subgraph.ts';

/** A resolver that forgets who asks: it selects everything. */
const careless = defineSubgraph({
  ...depots.definition,
  resolvers: {
    Depot: {
      tags: async (_depot: Row, _args: unknown, { db }: SubgraphContext) => {
        const { rows } = await sql<{ id: string }>`select id from delivery order by id`.execute(db);
        return rows.map(({ id }) => id);
      },
    },
  },
});

const random = createRandom(7, 'markings');
const codes = ['XAA', 'XAB', 'XAC', 'XAD', 'CLUSTER', 'PARTNERS', 'PUBLIC'];
const purposes = ['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO'] as const;

/** Markings of every kind, broken ones among them. */
function markedRow(kind: string, n: number, more: object): Row {
  const owner = random.pick(['XAA', 'XAB', 'XAC']);
  const row = {
    ...recordRow(`${owner}:${kind}:${String(n).padStart(4, '0')}`),
    marking_policy_id: random.pick(['EXERCISE-1', 'EXERCISE-1', 'OTHER', 'UNKNOWN']),
    marking_releasable_to: random.some(codes, random.int(0, 3)),
    marking_excluded: random.some(codes, random.chance(0.3) ? 1 : 0),
    marking_purposes: random.some([...purposes], random.int(0, 4)),
    marking_review_at: random.pick([null, null, '2020-01-01T00:00:00Z', '2120-01-01T00:00:00Z']),
    marking_originator: random.chance(0.05) ? 'XAD' : owner,
    ...more,
  };
  if (!random.chance(0.05)) return row;
  const bare = Object.keys(row).filter((column) => column.startsWith('marking_'));
  return { ...row, ...Object.fromEntries(bare.map((column) => [column, null])) };
}

const numbers = (to: number) => Array.from({ length: to }, (_, n) => n);
const depotRows = numbers(60).map((n) =>
  markedRow('depot', n, {
    name: { en: `Depot ${n}` },
    kind: n % 2 === 0 ? 'COLD' : 'DRY',
    tags: [],
    capacity: n,
    opened_on: `2026-01-0${1 + (n % 4)}`,
    place_pcode: `P${n % 3}`,
    served_pcode: [`P${n % 3}`],
    shelves: [],
  }),
);
const deliveryRows = numbers(300).map((n) =>
  markedRow('delivery', n, {
    depot_id: depotRows[n % 60]?.['id'],
    place_pcode: `P${n % 4}`,
    day: `2026-02-${String(1 + (n % 20)).padStart(2, '0')}`,
    basis: n % 2 === 0 ? 'COUNTED' : 'DECLARED',
    tonnes: n,
  }),
);

const callers: readonly (readonly [string, Visibility])[] = [
  ['an owner', visibilityOf('XAA')],
  ['another', visibilityOf('XAB', { purpose: 'REPORTING' })],
  ['a member of a group', visibilityOf('XAE', { groups: ['CLUSTER', 'PARTNERS', 'PUBLIC'] })],
  ['the public', visibilityOf('PUBLIC', { purpose: 'PUBLIC_INFO' })],
  ['a partner without agreements', visibilityOf('XAB', { agreements: [] })],
  [
    'a partner with an agreement on deliveries',
    visibilityOf('XAD', { agreements: [{ id: 'OTHER', types: ['Delivery'] }] }),
  ],
  ['a partner with a strange code', visibilityOf('X"A}\\B\',{')],
];

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(careless);
  await subgraph.load({ depot: depotRows, delivery: deliveryRows });
});
beforeEach(() => void subgraph.statements());
afterAll(() => subgraph.close());

const idsOf = (rows: readonly Row[]) => rows.map((row) => String(row['id'])).sort();

describe.each(callers)('%s', (_name, who) => {
  const depotsSeen = depotRows.filter((row) => released(row, who, 'Depot'));
  const deliveriesSeen = deliveryRows.filter((row) => released(row, who, 'Delivery'));

  it('gets released records in lists, pages, counts and filters', async () => {
    const { all, counted, cold } = await subgraph.as(who).query<{
      all: { nodes: { id: string }[]; totalCount: number };
      counted: { totalCount: number };
      cold: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean } };
    }>(`{ all: deliveries(first: 500) { nodes { id } totalCount }
          counted: depots(first: 0) { totalCount }
          cold: depots(first: 3, filter: { kind: [COLD] }) { nodes { id } pageInfo { hasNextPage } } }`);
    expect(all.nodes.map(({ id }) => id)).toEqual(idsOf(deliveriesSeen));
    expect(all.totalCount).toBe(deliveriesSeen.length);
    expect(counted.totalCount).toBe(depotsSeen.length);
    const coldSeen = idsOf(depotsSeen.filter((row) => row['kind'] === 'COLD'));
    expect(cold.nodes.map(({ id }) => id)).toEqual(coldSeen.slice(0, 3));
    expect(cold.pageInfo.hasNextPage).toBe(coldSeen.length > 3);
  });

  it('gets released records by key, and null for others and for none alike', async () => {
    const representations = depotRows.map(({ id }) => ({ __typename: 'Depot', id }));
    const { _entities } = await subgraph.as(who).query<{ _entities: ({ id: string } | null)[] }>(
      `query($representations: [_Any!]!) { _entities(representations: $representations) {
         ... on Depot { id marking { releasableTo } } } }`,
      { representations: [...representations, { __typename: 'Depot', id: 'XAA:depot:none' }] },
    );
    expect(_entities.map((one) => one?.id ?? null)).toEqual([
      ...depotRows.map((row) => (depotsSeen.includes(row) ? row['id'] : null)),
      null,
    ]);
    expect(subgraph.statements()).toHaveLength(1);
  });

  it('gets sums and lists under parents of released records alone', async () => {
    const representations = ['P0', 'P1', 'P2', 'P3'].map((pcode) => ({
      __typename: 'Place',
      pcode,
    }));
    const { _entities } = await subgraph.as(who).query<{
      _entities: {
        pcode: string;
        depots: { nodes: { id: string }[] };
        deliverySeries: { points: { basis: string; tonnes: number; records: number }[] };
      }[];
    }>(
      `query($representations: [_Any!]!) { _entities(representations: $representations) {
         ... on Place { pcode depots(first: 100) { nodes { id } }
           deliverySeries(from: "2026-02-01", to: "2026-03-01", interval: MONTH) {
             points { basis tonnes records } } } } }`,
      { representations },
    );
    for (const place of _entities) {
      const here = (row: Row) => row['place_pcode'] === place.pcode;
      expect(place.depots.nodes.map(({ id }) => id)).toEqual(idsOf(depotsSeen.filter(here)));
      const expected = ['COUNTED', 'DECLARED'].flatMap((basis) => {
        const rows = deliveriesSeen.filter((row) => here(row) && row['basis'] === basis);
        const tonnes = rows.reduce((sum, row) => sum + Number(row['tonnes']), 0);
        return rows.length === 0 ? [] : [{ basis, tonnes, records: rows.length }];
      });
      expect(place.deliverySeries.points).toEqual(expected);
    }
  });

  it('gets released records from a resolver that selects everything', async () => {
    const { depots: page } = await subgraph.as(who).query<{
      depots: { nodes: { tags: string[] }[] };
    }>('{ depots(first: 1) { nodes { tags } } }');
    for (const { tags } of page.nodes) expect(tags).toEqual(idsOf(deliveriesSeen));
  });
});

describe('whoever asks', () => {
  it('gets a different part each, and none gets all', () => {
    const parts = callers.map(
      ([, who]) => deliveryRows.filter((row) => released(row, who, 'Delivery')).length,
    );
    expect(new Set(parts).size).toBeGreaterThan(4);
    expect(Math.max(...parts)).toBeLessThan(deliveryRows.length);
  });

  it('leaves nothing behind for the next on the same connection', async () => {
    const none = visibilityOf('XAZ', { groups: [], agreements: [] });
    const ask = (who: Visibility) =>
      subgraph
        .as(who)
        .query<{ deliveries: { totalCount: number } }>('{ deliveries(first: 0) { totalCount } }');
    const rounds = numbers(40).map((n) => ask(n % 2 === 0 ? visibilityOf('XAA') : none));
    const counts = (await Promise.all(rounds)).map(({ deliveries }) => deliveries.totalCount);
    const own = deliveryRows.filter((row) => released(row, visibilityOf('XAA'), 'Delivery')).length;
    expect(counts).toEqual(numbers(40).map((n) => (n % 2 === 0 ? own : 0)));
  });

  it('sees everything in an open subgraph', async () => {
    expect(await subgraph.query('{ deliveries(first: 0) { totalCount } }')).toEqual({
      deliveries: { totalCount: deliveryRows.length },
    });
  });
});
