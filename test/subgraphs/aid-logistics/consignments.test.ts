import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aidLogistics } from '../../../subgraphs/aid-logistics/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { consignmentRow } from './rows.ts';

const total = 1_200;
const states = ['MANIFESTED', 'OFFLOADED', 'COLLECTED', 'DELIVERED'] as const;
const id = (n: number) => `XAA:consignment:${String(n).padStart(5, '0')}`;
const numbers = Array.from({ length: total }, (_, n) => n);

/** Many share an instant, so that pages must break ties; every tenth has no weight. */
const row = (n: number) => ({
  ...consignmentRow(id(n)),
  sender_code: `XA${'AB'[n % 2]}`,
  corridor_code: n % 2 === 0 ? 'SEA' : 'LAND',
  crossing_code: `C${n % 3}`,
  destination_pcode: `P${n % 40}`,
  project_id: n % 100 === 0 ? 'XAC:project:1' : null,
  weight_tonnes: n % 10 === 0 ? null : n,
  state: states[n % 4],
  state_changed_at: `2026-03-0${1 + (n % 7)}T12:00:00.000000Z`,
});
const rows = numbers.map(row);

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(aidLogistics);
  await subgraph.load({ consignment: rows });
});
beforeEach(() => void subgraph.statements());
afterAll(() => subgraph.close());

interface Ids {
  readonly nodes: readonly { readonly id: string }[];
}
interface Walk {
  readonly consignments: Ids & {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const page = `query($after: String, $orderBy: ConsignmentOrder!) {
  consignments(first: 100, after: $after, orderBy: $orderBy, filter: { destination: ["P1", "P2", "P3", "P4", "P5", "P6", "P7"] }) {
    nodes { id } pageInfo { hasNextPage endCursor }
  }
}`;

describe('a consignment', () => {
  it('comes with its parts and references', async () => {
    const whole = consignmentRow('XAB:consignment:whole', {
      utn: 'UTN-1',
      donor_code: 'XAD',
      project_id: 'XAC:project:7',
      corridor_code: 'AIR',
      pallets: 17,
      weight_tonnes: 12.8,
      volume_cubic_metres: 27.2,
      state: 'RECONCILED',
      outcome: 'INTERCEPTED',
      outcome_at: '2026-03-01T12:00:00.000000Z',
      intercepted_how: 'PEACEFUL',
      delivered_weight_tonnes: 0,
      line_items: [
        { item: 'vaccines', quantity: 40, unit: 'KGM', expiryMonth: '2027-03-01', coldChain: true },
      ],
    });
    await subgraph.load({ consignment: [whole] });
    const { consignment } = await subgraph.query<{ consignment: unknown }>(`{
      consignment(id: "XAB:consignment:whole") {
        utn reference sender { code } consignee { code } donor { code } project { id } corridor { code }
        crossing { code } destination { pcode } pallets weightTonnes volumeCubicMetres state stateChangedAt
        outcome outcomeAt interceptedHow deliveredWeightTonnes priority
        lineItems { item quantity unit expiryMonth coldChain }
      }
    }`);
    expect(consignment).toEqual({
      utn: 'UTN-1',
      reference: ':whole',
      sender: { code: 'XAA' },
      consignee: { code: 'XAB' },
      donor: { code: 'XAD' },
      project: { id: 'XAC:project:7' },
      corridor: { code: 'AIR' },
      crossing: null,
      destination: null,
      pallets: 17,
      weightTonnes: 12.8,
      volumeCubicMetres: 27.2,
      state: 'RECONCILED',
      stateChangedAt: '2026-03-02T08:00:00.000000Z',
      outcome: 'INTERCEPTED',
      outcomeAt: '2026-03-01T12:00:00.000000Z',
      interceptedHow: 'PEACEFUL',
      deliveredWeightTonnes: 0,
      priority: 'NORMAL',
      lineItems: [
        { item: 'vaccines', quantity: 40, unit: 'KGM', expiryMonth: '2027-03-01', coldChain: true },
      ],
    });
  });

  it('cannot be intercepted somehow without the outcome', async () => {
    const contradiction = consignmentRow('XAA:consignment:wrong', { intercepted_how: 'FORCEFUL' });
    await expect(subgraph.load({ consignment: [contradiction] })).rejects.toThrow(
      /violates check constraint/,
    );
  });
});

describe('entities by key', () => {
  it('come in one statement, a thousand at once, in the order asked', async () => {
    const keys = numbers.slice(0, 1_000).reverse().map(id);
    const { _entities } = await subgraph.query<{ _entities: unknown }>(
      `query($keys: [_Any!]!) { _entities(representations: $keys) { ... on Consignment { id weightTonnes } } }`,
      { keys: keys.map((key) => ({ __typename: 'Consignment', id: key })) },
    );
    expect(subgraph.statements()).toHaveLength(1);
    expect(_entities).toEqual(
      keys.map((key) => ({ id: key, weightTonnes: row(Number(key.slice(-5))).weight_tonnes })),
    );
  });
});

describe('the list', () => {
  it.each(['ID_ASC', 'STATE_CHANGED_AT_DESC'])(
    'walks by %s, each record once, also when others arrive before the cursor',
    async (orderBy) => {
      const early = orderBy === 'ID_ASC' ? 'XAA:consignment:00000a' : 'XAA:consignment:99999';
      const newest = { destination_pcode: 'P1', state_changed_at: '2026-03-09T12:00:00.000000Z' };
      const seen: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const { consignments }: Walk = await subgraph.query<Walk>(page, { after, orderBy });
        seen.push(...consignments.nodes.map((node) => node.id));
        after = consignments.pageInfo.endCursor;
        more = consignments.pageInfo.hasNextPage;
        await subgraph.load({ consignment: [consignmentRow(early, newest)] });
      }
      const matching = rows.filter(({ destination_pcode: p }) => /^P[1-7]$/.test(p));
      const sorted = matching
        .map((one) => ({ id: one.id, key: orderBy === 'ID_ASC' ? '' : one.state_changed_at }))
        .sort((a, b) => (a.key + a.id < b.key + b.id ? -1 : 1));
      if (orderBy !== 'ID_ASC') sorted.reverse();
      const expected = sorted.map((one) => one.id);
      const known = new Set(expected);
      expect(seen.filter((one) => known.has(one))).toEqual(expected);
    },
  );

  it('combines filters: what waits uncollected since before an instant', async () => {
    const { consignments } = await subgraph.query<{
      consignments: Ids & { totalCount: number };
    }>(`{ consignments(first: 500, filter: {
          state: [OFFLOADED], stateChangedAt: { to: "2026-03-04T00:00:00Z" }, weightTonnes: { min: 300 }
        }) { totalCount nodes { id } } }`);
    const expected = rows.filter(
      ({ state, state_changed_at: at, weight_tonnes: weight }) =>
        state === 'OFFLOADED' && at < '2026-03-04' && weight !== null && Number(weight) >= 300,
    );
    expect(consignments.nodes.map((node) => node.id)).toEqual(expected.map((one) => one.id));
    expect(consignments.totalCount).toBe(expected.length);
    expect(subgraph.statements()).toHaveLength(2);
  });

  it('gives only what changed since', async () => {
    const { consignment } = await subgraph.query<{ consignment: { changedAt: string } }>(
      `{ consignment(id: "${id(8)}") { changedAt } }`,
    );
    await subgraph.load({ consignment: [{ ...row(8), state: 'RECONCILED' }] });
    const { consignments } = await subgraph.query<{ consignments: Ids }>(
      `{ consignments(changedSince: "${consignment.changedAt}", filter: { reference: ["${id(8).slice(-6)}"] }) { nodes { id } } }`,
    );
    expect(consignments.nodes).toEqual([{ id: id(8) }]);
    await subgraph.load({ consignment: [row(8)] });
  });
});

describe('consignments of other entities', () => {
  it('come in one statement for all places, with another for their counts', async () => {
    const codes = Array.from({ length: 40 }, (_, n) => `P${n}`);
    const { _entities } = await subgraph.query<{
      _entities: { pcode: string; consignments: Ids & { totalCount: number } }[];
    }>(
      `query($places: [_Any!]!) { _entities(representations: $places) { ... on Place {
        pcode consignments(first: 5, filter: { state: [DELIVERED] }) { totalCount nodes { id } } } } }`,
      { places: codes.map((pcode) => ({ __typename: 'Place', pcode })) },
    );
    expect(subgraph.statements()).toHaveLength(2);
    expect(_entities).toHaveLength(40);
    for (const place of _entities) {
      const own = rows.filter(
        (one) => one.destination_pcode === place.pcode && one.state === 'DELIVERED',
      );
      expect(place.consignments.totalCount).toBe(own.length);
      expect(place.consignments.nodes.map((node) => node.id)).toEqual(
        own.slice(0, 5).map((one) => one.id),
      );
    }
  });

  it.each([
    ['Crossing', 'code', 'C1', 'crossing_code'],
    ['Corridor', 'code', 'SEA', 'corridor_code'],
    ['Partner', 'code', 'XAB', 'sender_code'],
    ['Project', 'id', 'XAC:project:1', 'project_id'],
  ] as const)('belong to a %s', async (type, key, value, column) => {
    const { _entities } = await subgraph.query<{ _entities: [{ consignments: Ids }] }>(
      `query($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${type} {
        consignments(first: 3, filter: { weightTonnes: { min: 900 } }) { nodes { id } } } } }`,
      { keys: [{ __typename: type, [key]: value }] },
    );
    const own = rows.filter((one) => one[column] === value && Number(one.weight_tonnes) >= 900);
    expect(_entities[0].consignments.nodes).toEqual(own.slice(0, 3).map((one) => ({ id: one.id })));
    expect(subgraph.statements()).toHaveLength(1);
  });
});
