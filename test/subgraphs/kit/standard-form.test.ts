import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { depots } from '../../support/depots.ts';
import { openTestSubgraph, recordRow, type TestSubgraph } from '../../support/subgraph.ts';

let subgraph: TestSubgraph;

const depotRow = (n: number, more: object = {}) => ({
  ...recordRow(`XAA:depot:${String(n).padStart(4, '0')}`),
  name: { en: `Depot ${n}` },
  kind: n % 2 === 0 ? 'COLD' : 'DRY',
  tags: n % 3 === 0 ? ['large', 'rail'] : ['small'],
  capacity: n % 5 === 0 ? null : n,
  opened_on: `2026-01-${String(1 + (n % 4)).padStart(2, '0')}`,
  place_pcode: `P${n % 3}`,
  served_pcode: [`P${n % 3}`, 'P9'],
  shelves: [{ label: 'A', keeper: 'XAB' }],
  ...more,
});

const deliveryRow = (n: number) => ({
  ...recordRow(`XAB:delivery:${String(n).padStart(5, '0')}`),
  depot_id: `XAA:depot:${String(1 + (n % 12)).padStart(4, '0')}`,
  place_pcode: `P${n % 4}`,
  day: `2026-02-${String(1 + (n % 20)).padStart(2, '0')}`,
  basis: n % 2 === 0 ? 'COUNTED' : 'DECLARED',
  tonnes: n % 10 === 0 ? null : n,
});

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

beforeAll(async () => {
  subgraph = await openTestSubgraph(depots);
  await subgraph.load({
    depot: numbers(1, 13).map((n) => depotRow(n)),
    delivery: numbers(0, 600).map(deliveryRow),
  });
});
beforeEach(() => void subgraph.statements());
afterAll(() => subgraph.close());

interface Walk {
  readonly depots: {
    readonly edges: readonly { readonly node: { readonly id: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

describe('a record', () => {
  it('is found by its key, with marking, parts and references', async () => {
    const { depot } = await subgraph.query<{ depot: unknown }>(`{ depot(id: "XAA:depot:0003") {
      id owner { code } marking { tlp releasableTo purposes } observedAt openedOn name { en } tags
      shelves { label keeper { code } } place { pcode } served { pcode } source { id } revision
    } }`);
    expect(depot).toEqual({
      id: 'XAA:depot:0003',
      owner: { code: 'XAA' },
      marking: {
        tlp: 'GREEN',
        releasableTo: ['PUBLIC'],
        purposes: ['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO'],
      },
      observedAt: '2026-01-01T00:00:00.000000Z',
      openedOn: '2026-01-04',
      name: { en: 'Depot 3' },
      tags: ['large', 'rail'],
      shelves: [{ label: 'A', keeper: { code: 'XAB' } }],
      place: { pcode: 'P0' },
      served: [{ pcode: 'P0' }, { pcode: 'P9' }],
      source: null,
      revision: 1,
    });
  });

  it('is null where there is none', async () => {
    expect(await subgraph.query('{ depot(id: "XAA:depot:9999") { id } }')).toEqual({ depot: null });
  });
});

describe('a list', () => {
  const ids = async (args: string): Promise<string[]> => {
    const { depots: page } = await subgraph.query<{ depots: { nodes: { id: string }[] } }>(
      `{ depots(${args}) { nodes { id } } }`,
    );
    return page.nodes.map(({ id }) => id.slice(-2));
  };

  it.each([
    ['filter: {kind: [COLD]}', ['02', '04', '06', '08', '10', '12']],
    ['filter: {kind: []}', []],
    ['filter: {tags: ["rail"]}', ['03', '06', '09', '12']],
    ['filter: {capacity: {min: 3, max: 6}}', ['03', '04', '06']],
    ['filter: {openedOn: {from: "2026-01-02", to: "2026-01-03"}}', ['01', '05', '09']],
    ['filter: {place: ["P1"], kind: [DRY]}', ['01', '07']],
    ['filter: {served: ["P2"]}', ['02', '05', '08', '11']],
    ['filter: {status: [UNKNOWN]}', []],
    ['filter: {kind: null}, first: 2', ['01', '02']],
    ['orderBy: OPENED_ON_DESC, first: 4', ['11', '07', '03', '10']],
  ])('%s', async (args, expected) => {
    expect(await ids(args)).toEqual(expected);
  });

  it('is walked page by page in any order, each record once', async () => {
    for (const orderBy of [
      'ID_ASC',
      'OPENED_ON_ASC',
      'OPENED_ON_DESC',
      'STATUS_ASC',
      'CHANGED_AT_DESC',
    ]) {
      const seen: string[] = [];
      let after: string | null = null;
      for (let pages = 0; pages < 10; pages++) {
        const { depots: page }: Walk = await subgraph.query<Walk>(
          `query($after: String, $orderBy: DepotOrder) { depots(first: 5, after: $after, orderBy: $orderBy) {
             edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`,
          { after, orderBy },
        );
        seen.push(...page.edges.map(({ node }) => node.id));
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      expect(new Set(seen).size).toBe(12);
      expect(seen).toHaveLength(12);
    }
  });

  it('refuses what is no cursor of it, and pages beyond the limit', async () => {
    const codes = async (args: string) =>
      (await subgraph.execute(`{ depots(${args}) { nodes { id } } }`)).errors.map(
        ({ code }) => code,
      );
    expect(await codes('after: "nonsense"')).toEqual(['BAD_CURSOR']);
    const { depots: page } = await subgraph.query<{ depots: { pageInfo: { endCursor: string } } }>(
      '{ depots(first: 1) { pageInfo { endCursor } } }',
    );
    expect(await codes(`after: "${page.pageInfo.endCursor}", orderBy: OPENED_ON_ASC`)).toEqual([
      'BAD_CURSOR',
    ]);
    const forged = Buffer.from('["OPENED_ON_ASC", 5, "x"]').toString('base64url');
    expect(await codes(`after: "${forged}", orderBy: OPENED_ON_ASC`)).toEqual(['BAD_CURSOR']);
    expect(await codes('first: 501')).toEqual(['PAGE_TOO_LARGE']);
    expect(await codes('first: -1')).toEqual(['BAD_USER_INPUT']);
  });

  it('gives what changed since an instant', async () => {
    const { depots: all } = await subgraph.query<{ depots: { nodes: { changedAt: string }[] } }>(
      '{ depots(first: 1) { nodes { changedAt } } }',
    );
    const since = all.nodes[0]?.changedAt ?? '';
    expect(await ids(`changedSince: "${since}"`)).toEqual([]);
    await subgraph.load({ depot: [depotRow(4, { capacity: 400 })] });
    expect(await ids(`changedSince: "${since}"`)).toEqual(['04']);
    const { depot } = await subgraph.query<{ depot: unknown }>(
      '{ depot(id: "XAA:depot:0004") { revision } }',
    );
    expect(depot).toEqual({ revision: 2 });
    await subgraph.load({ depot: [depotRow(4)] });
  });

  it('reads what has lapsed as unknown, in filters too', async () => {
    const lapsed = { valid_until: '2026-01-02T00:00:00Z' };
    await subgraph.load({ depot: [depotRow(5, lapsed)] });
    expect(await ids('filter: {status: [UNKNOWN]}')).toEqual(['05']);
    await subgraph.load({ depot: [depotRow(5)] });
  });

  it('counts only when asked', async () => {
    await subgraph.query('{ depots(first: 1) { nodes { id } } }');
    expect(subgraph.statements()).toHaveLength(1);
    const counted = await subgraph.query(
      '{ depots(first: 1, filter: {kind: [DRY]}) { totalCount } }',
    );
    expect(counted).toEqual({ depots: { totalCount: 6 } });
    expect(subgraph.statements()).toHaveLength(2);
  });
});

describe('lists under a list', () => {
  it('come in one statement for all parents, each with its own page', async () => {
    const { depots: page } = await subgraph.query<{
      depots: {
        nodes: {
          id: string;
          deliveries: {
            totalCount: number;
            nodes: { id: string }[];
            pageInfo: { hasNextPage: boolean };
          };
        }[];
      };
    }>(`{ depots { nodes { id deliveries(first: 3, orderBy: DAY_DESC, filter: {basis: [COUNTED]}) {
      totalCount nodes { id day } pageInfo { hasNextPage } } } } }`);
    expect(subgraph.statements()).toHaveLength(3);
    for (const depot of page.nodes) {
      const own = numbers(0, 600)
        .map(deliveryRow)
        .filter((row) => row.depot_id === depot.id && row.basis === 'COUNTED')
        .sort((a, b) => (a.day === b.day ? (a.id < b.id ? 1 : -1) : a.day < b.day ? 1 : -1));
      expect(depot.deliveries.totalCount).toBe(own.length);
      expect(depot.deliveries.nodes.map(({ id }) => id)).toEqual(
        own.slice(0, 3).map(({ id }) => id),
      );
      expect(depot.deliveries.pageInfo.hasNextPage).toBe(own.length > 3);
    }
  });

  it('refuse more rows than one statement may fetch', async () => {
    const representations = numbers(0, 200).map((n) => ({ __typename: 'Place', pcode: `P${n}` }));
    const { errors } = await subgraph.execute(
      `query($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Place { depots(first: 500) { nodes { id } } } } }`,
      { representations },
    );
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['PAGE_TOO_LARGE']));
  });
});

describe('entities', () => {
  it('by a thousand keys are one statement', async () => {
    const representations = numbers(0, 1000).map((n) => ({
      __typename: 'Delivery',
      id: deliveryRow(n).id,
    }));
    const { _entities } = await subgraph.query<{ _entities: ({ id: string } | null)[] }>(
      `query($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Delivery { id tonnes } } }`,
      { representations },
    );
    expect(subgraph.statements()).toHaveLength(1);
    expect(_entities.map((one) => one?.id ?? null)).toEqual(
      representations.map(({ id }, n) => (n < 600 ? id : null)),
    );
  });

  it('of another subgraph are extended without asking for them', async () => {
    const { _entities } = await subgraph.query<{ _entities: unknown }>(
      `{ _entities(representations: [{__typename: "Place", pcode: "P1"}, {__typename: "Place", pcode: "none"}]) {
        ... on Place { pcode depots(first: 1) { nodes { id place { depots(first: 1) { totalCount } } } } servedBy { totalCount } } } }`,
    );
    expect(_entities).toEqual([
      {
        pcode: 'P1',
        depots: { nodes: [{ id: 'XAA:depot:0001', place: { depots: { totalCount: 4 } } }] },
        servedBy: { totalCount: 4 },
      },
      { pcode: 'none', depots: { nodes: [] }, servedBy: { totalCount: 0 } },
    ]);
  });

  it('are matched by whatever the gateway brings along', async () => {
    const zone = (n: number, largeTonnes: number) => ({
      __typename: 'Zone',
      id: `XAA:zone:${n}`,
      placeCodes: ['P0', 'P2'],
      largeTonnes,
    });
    const { _entities } = await subgraph.query<{
      _entities: { largeDeliveries: { totalCount: number; nodes: object[] } }[];
    }>(
      `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Zone {
        largeDeliveries(first: 2) { totalCount nodes { id } } } } }`,
      { representations: [zone(1, 590), zone(2, 10_000)] },
    );
    expect(subgraph.statements()).toHaveLength(2);
    expect(
      _entities.map(({ largeDeliveries: page }) => [page.totalCount, page.nodes.length]),
    ).toEqual([
      [numbers(590, 600).filter((n) => n % 2 === 0 && n % 10 !== 0).length, 2],
      [0, 0],
    ]);
  });

  it('that are not known are errors of their own place', async () => {
    const { data, errors } = await subgraph.execute(
      `{ _entities(representations: [{__typename: "Nothing", id: "1"}, {__typename: "Depot", id: 7}, {__typename: "Depot", id: "XAA:depot:0001"}]) {
        ... on Depot { id } } }`,
    );
    expect(data).toEqual({ _entities: [null, null, { id: 'XAA:depot:0001' }] });
    expect(errors).toHaveLength(1);
  });
});

describe('a series', () => {
  const rows = numbers(0, 600).map(deliveryRow);

  it('sums per period and never over what stands apart', async () => {
    const { deliverySeries } = await subgraph.query<{ deliverySeries: { points: object[] } }>(
      '{ deliverySeries(from: "2026-02-01", to: "2026-03-01", interval: WEEK) { points { period basis tonnes tonnesUnknown records place { pcode } } } }',
    );
    const monday = (day: string) => {
      const date = new Date(`${day}T00:00:00Z`);
      date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
      return date.toISOString().slice(0, 10);
    };
    const expected = new Map<
      string,
      { tonnes: number | null; tonnesUnknown: number; records: number }
    >();
    for (const row of rows) {
      const key = `${monday(row.day)} ${row.basis}`;
      const point = expected.get(key) ?? { tonnes: null, tonnesUnknown: 0, records: 0 };
      point.records += 1;
      if (row.tonnes !== null) point.tonnes = (point.tonnes ?? 0) + row.tonnes;
      point.tonnesUnknown += row.tonnes === null ? 1 : 0;
      expected.set(key, point);
    }
    expect(deliverySeries.points).toEqual(
      [...expected]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, point]) => ({
          period: key.split(' ')[0],
          basis: key.split(' ')[1],
          place: null,
          ...point,
        })),
    );
  });

  it('is split by dimensions, and under many parents is one statement', async () => {
    const representations = ['P0', 'P1', 'P2', 'P3'].map((pcode) => ({
      __typename: 'Place',
      pcode,
    }));
    const { _entities } = await subgraph.query<{
      _entities: {
        pcode: string;
        deliverySeries: { points: { depot: { id: string }; records: number }[] };
      }[];
    }>(
      `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Place { pcode
        deliverySeries(from: "2026-02-01", to: "2026-03-01", interval: MONTH, by: [DEPOT], filter: {basis: [COUNTED]}) {
          points { depot { id } records } } } } }`,
      { representations },
    );
    expect(subgraph.statements()).toHaveLength(2);
    for (const place of _entities) {
      const counts = new Map<string, number>();
      for (const row of rows) {
        if (row.place_pcode !== place.pcode || row.basis !== 'COUNTED') continue;
        counts.set(row.depot_id, (counts.get(row.depot_id) ?? 0) + 1);
      }
      const points = place.deliverySeries.points.map(({ depot, records }) => [depot.id, records]);
      expect(points).toEqual([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
    }
  });

  it('reads what the gateway brings along', async () => {
    const { _entities } = await subgraph.query<{
      _entities: { deliverySeries: { points: { records: number }[] } }[];
    }>(
      `query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Zone {
        deliverySeries(from: "2026-02-01", to: "2026-03-01", interval: MONTH) { points { records } } } } }`,
      {
        representations: [
          { __typename: 'Zone', id: 'XAA:zone:1', placeCodes: ['P0', 'P2'] },
          { __typename: 'Zone', id: 'XAA:zone:2', placeCodes: [] },
        ],
      },
    );
    const counts = _entities.map(({ deliverySeries: { points } }) => points.map((p) => p.records));
    expect(counts).toEqual([[300], []]);
  });

  it('refuses a time that ends before it begins', async () => {
    const { errors } = await subgraph.execute(
      '{ deliverySeries(from: "2026-03-01", to: "2026-02-01") { points { records } } }',
    );
    expect(errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
  });
});
