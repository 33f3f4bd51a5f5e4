import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aidLogistics } from '../../../subgraphs/aid-logistics/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import {
  capacityRow,
  consignmentRow,
  flowCountRow,
  movementRow,
  priceRow,
  stockRow,
} from './rows.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(aidLogistics);
  await subgraph.load({
    consignment: [
      consignmentRow('XAA:consignment:1', { destination_pcode: 'P1', weight_tonnes: 10 }),
      consignmentRow('XAA:consignment:2', { destination_pcode: 'P2', weight_tonnes: null }),
      consignmentRow('XAA:consignment:3', {
        destination_pcode: 'P3',
        state: 'RECONCILED',
        outcome: 'INTERCEPTED',
        outcome_at: '2026-03-02T08:00:00Z',
        weight_tonnes: 5,
        delivered_weight_tonnes: 1,
      }),
    ],
    flow_count: [
      flowCountRow('XAA:flow-count:1'),
      flowCountRow('XAA:flow-count:2', { crossing_code: 'SOUTH', weight_tonnes: null }),
      flowCountRow('XAA:flow-count:3', { stage: 'OFFLOADED', trucks: 3, weight_tonnes: 40 }),
      flowCountRow('XAC:flow-count:4', { counting_basis: 'AUTHORITY', trucks: 7 }),
      flowCountRow('XAA:flow-count:5', { date: '2026-03-09', destination_pcode: 'P1' }),
    ],
    movement_request: [
      movementRow('XAA:movement:1', { state: 'DENIED', reason: 'SECURITY' }),
      movementRow('XAA:movement:2', { state: 'DENIED', reason: 'PAPERWORK', to_pcode: 'P3' }),
      movementRow('XAA:movement:3', { state: 'IMPEDED', reason: 'HAZARD', delay_minutes: 90 }),
      movementRow('XAA:movement:4', { state: 'FACILITATED', day: '2026-03-03' }),
    ],
    stock_report: [
      stockRow('XAA:stock:1', '2026-03-02T08:00:00Z', { days_of_supply: 4 }),
      stockRow('XAA:stock:2', '2026-03-04T08:00:00Z', { days_of_supply: 9, weight_tonnes: 60 }),
      stockRow('XAB:stock:3', '2026-03-03T08:00:00Z', { days_of_supply: null }),
      stockRow('XAB:stock:4', '2026-03-03T08:00:00Z', { category: 'WASH', days_of_supply: 2 }),
    ],
    corridor_capacity: [
      capacityRow('XAA:capacity:1', '2026-03-02'),
      capacityRow('XAA:capacity:2', '2026-03-03', { planned_trucks: 12, actual_trucks: null }),
      capacityRow('XAA:capacity:3', '2026-03-03', { corridor_code: 'LAND', actual_trucks: 14 }),
      capacityRow('XAB:capacity:4', '2026-03-03', { planned_trucks: null, actual_trucks: 4 }),
    ],
    market_price: [
      priceRow('XAA:price:1'),
      priceRow('XAA:price:2', { median_price: null, quotes: 2, item: 'rice' }),
      priceRow('XAB:price:3', { median_price: 3, quotes: 4 }),
    ],
  });
});
beforeEach(() => void subgraph.statements());
afterAll(() => subgraph.close());

async function points(field: string, selection: string): Promise<unknown> {
  const name = field.slice(0, field.indexOf('('));
  const answer = await subgraph.query<Record<string, { points: unknown }>>(
    `{ ${field} { points { ${selection} } } }`,
  );
  expect(subgraph.statements()).toHaveLength(1);
  return answer[name]?.points;
}

const march = 'from: "2026-03-01", to: "2026-04-01", interval: MONTH';
const period = '2026-03-01';

describe('counted flows', () => {
  it('keep stages and bases apart without being asked, and say what was not weighed', async () => {
    expect(
      await points(
        `flowSeries(${march})`,
        'period stage countingBasis trucks weightTonnes weightUnknown records crossing { code } category',
      ),
    ).toEqual([
      ...[
        {
          stage: 'COLLECTED',
          countingBasis: 'AUTHORITY',
          trucks: 7,
          weightTonnes: 10,
          weightUnknown: 0,
          records: 1,
        },
        {
          stage: 'COLLECTED',
          countingBasis: 'UN2720',
          trucks: 3,
          weightTonnes: 20,
          weightUnknown: 1,
          records: 3,
        },
        {
          stage: 'OFFLOADED',
          countingBasis: 'UN2720',
          trucks: 3,
          weightTonnes: 40,
          weightUnknown: 0,
          records: 1,
        },
      ].map((point) => ({ period, crossing: null, category: null, ...point })),
    ]);
  });

  it('split by what is asked and have no point where nobody counted', async () => {
    expect(
      await points(
        'flowSeries(from: "2026-03-01", to: "2026-03-16", interval: WEEK, filter: { countingBasis: [UN2720], stage: [COLLECTED] }, by: [CROSSING, OWNER])',
        'period crossing { code } owner { code } trucks',
      ),
    ).toEqual([
      { period: '2026-03-02', crossing: { code: 'NORTH' }, owner: { code: 'XAA' }, trucks: 1 },
      { period: '2026-03-02', crossing: { code: 'SOUTH' }, owner: { code: 'XAA' }, trucks: 1 },
      { period: '2026-03-09', crossing: { code: 'NORTH' }, owner: { code: 'XAA' }, trucks: 1 },
    ]);
  });

  it('of places are those that say where the goods went, in one statement for all', async () => {
    const { _entities } = await subgraph.query<{ _entities: unknown }>(
      `query($keys: [_Any!]!) { _entities(representations: $keys) { ... on Place {
        flowSeries(${march}) { points { stage trucks } } } } }`,
      { keys: ['P1', 'P2'].map((pcode) => ({ __typename: 'Place', pcode })) },
    );
    expect(_entities).toEqual([
      { flowSeries: { points: [{ stage: 'COLLECTED', trucks: 1 }] } },
      { flowSeries: { points: [] } },
    ]);
    expect(subgraph.statements()).toHaveLength(1);
  });

  it('speak to points 7 and 8 of the plan only, in one statement for both', async () => {
    const { _entities } = await subgraph.query<{ _entities: unknown }>(
      `query($keys: [_Any!]!) { _entities(representations: $keys) { ... on PlanPoint {
        number flowSeries(${march}, filter: { stage: [OFFLOADED] }) { points { trucks } } } } }`,
      { keys: [6, 7, 8].map((number) => ({ __typename: 'PlanPoint', number })) },
    );
    const flowSeries = { points: [{ trucks: 3 }] };
    expect(_entities).toEqual([
      { number: 6, flowSeries: null },
      { number: 7, flowSeries },
      { number: 8, flowSeries },
    ]);
    expect(subgraph.statements()).toHaveLength(1);
  });
});

describe('deliveries', () => {
  it('keep states apart and know the outcome of what is reconciled', async () => {
    expect(
      await points(
        `deliverySeries(${march}, by: [OUTCOME])`,
        'period state outcome weightTonnes deliveredWeightTonnes weightUnknown records',
      ),
    ).toEqual([
      {
        period,
        state: 'OFFLOADED',
        outcome: null,
        weightTonnes: 10,
        deliveredWeightTonnes: null,
        weightUnknown: 1,
        records: 2,
      },
      {
        period,
        state: 'RECONCILED',
        outcome: 'INTERCEPTED',
        weightTonnes: 5,
        deliveredWeightTonnes: 1,
        weightUnknown: 0,
        records: 1,
      },
    ]);
  });

  it('cover a zone by the places that the gateway brings along', async () => {
    const zones = [
      { __typename: 'Zone', id: 'XAA:zone:1', placeCodes: ['P1', 'P2'] },
      { __typename: 'Zone', id: 'XAA:zone:2', placeCodes: ['P3'] },
      { __typename: 'Zone', id: 'XAA:zone:3', placeCodes: [] },
    ];
    const { _entities } = await subgraph.query<{
      _entities: { coverage: { points: { state: string; records: number }[] } }[];
    }>(
      `query($zones: [_Any!]!) { _entities(representations: $zones) { ... on Zone {
        coverage(${march}) { points { state records } } } } }`,
      { zones },
    );
    expect(_entities.map(({ coverage }) => coverage.points)).toEqual([
      [{ state: 'OFFLOADED', records: 2 }],
      [{ state: 'RECONCILED', records: 1 }],
      [],
    ]);
    expect(subgraph.statements()).toHaveLength(1);
  });
});

describe('movements', () => {
  it('are counted by state and reason, with delays to divide by those that are known', async () => {
    expect(
      await points(
        `movementSeries(${march}, by: [REASON])`,
        'state reason delayMinutes delayKnown records',
      ),
    ).toEqual([
      { state: 'DENIED', reason: 'PAPERWORK', delayMinutes: null, delayKnown: 0, records: 1 },
      { state: 'DENIED', reason: 'SECURITY', delayMinutes: null, delayKnown: 0, records: 1 },
      { state: 'FACILITATED', reason: null, delayMinutes: null, delayKnown: 0, records: 1 },
      { state: 'IMPEDED', reason: 'HAZARD', delayMinutes: 90, delayKnown: 1, records: 1 },
    ]);
  });

  it('are affected by alerts of their places and days, in one statement for all alerts', async () => {
    const alert = (id: string, placeCodes: string[], from: string, to: string) => ({
      ...{ __typename: 'Alert', id, placeCodes, effectiveFrom: from, effectiveTo: to },
    });
    const { _entities } = await subgraph.query<{
      _entities: { affectedMovements: { nodes: { id: string }[] } }[];
    }>(
      `query($alerts: [_Any!]!) { _entities(representations: $alerts) { ... on Alert {
        affectedMovements { nodes { id } } } } }`,
      {
        alerts: [
          alert('a', ['P2'], '2026-03-02T23:00:00.000000Z', '2026-03-03T01:00:00.000000Z'),
          alert('b', ['P1'], '2026-03-03T00:00:00.000000Z', '2026-03-09T00:00:00.000000Z'),
          alert('c', ['P3', 'P9'], '2026-02-20T00:00:00.000000Z', '2026-03-09T00:00:00.000000Z'),
          alert('d', ['P9'], '2026-02-20T00:00:00.000000Z', '2026-03-09T00:00:00.000000Z'),
        ],
      },
    );
    const affected = _entities.map((one) => one.affectedMovements.nodes.map(({ id }) => id.at(-1)));
    expect(affected).toEqual([['1', '3', '4'], ['4'], ['2'], []]);
    expect(subgraph.statements()).toHaveLength(1);
  });
});

describe('stocks', () => {
  it('are levels of one holder, place and category: a range, never a sum', async () => {
    expect(
      await points(
        `stockSeries(${march})`,
        'owner { code } place { pcode } category lowestDaysOfSupply highestDaysOfSupply lowestWeightTonnes records',
      ),
    ).toEqual(
      [
        {
          owner: { code: 'XAA' },
          category: 'FOOD',
          lowestDaysOfSupply: 4,
          highestDaysOfSupply: 9,
          lowestWeightTonnes: 60,
          records: 2,
        },
        {
          owner: { code: 'XAB' },
          category: 'FOOD',
          lowestDaysOfSupply: null,
          highestDaysOfSupply: null,
          lowestWeightTonnes: 100,
          records: 1,
        },
        {
          owner: { code: 'XAB' },
          category: 'WASH',
          lowestDaysOfSupply: 2,
          highestDaysOfSupply: 2,
          lowestWeightTonnes: 100,
          records: 1,
        },
      ].map((point) => ({ place: { pcode: 'P1' }, ...point })),
    );
  });

  it('under seven days are found among the newest reports only', async () => {
    const { stockReports } = await subgraph.query<{ stockReports: unknown }>(
      '{ stockReports(filter: { latest: true, daysOfSupply: { max: 7 } }) { nodes { id latest } } }',
    );
    expect(stockReports).toEqual({ nodes: [{ id: 'XAB:stock:4', latest: true }] });
  });
});

describe('corridors', () => {
  it('compare plan and account on the days that have both, by owner', async () => {
    expect(
      await points(
        `capacitySeries(${march}, by: [CORRIDOR])`,
        'owner { code } corridor { code } plannedTrucks actualTrucks shortfallTrucks plannedUnknown actualUnknown records',
      ),
    ).toEqual([
      {
        owner: { code: 'XAA' },
        corridor: { code: 'LAND' },
        plannedTrucks: 10,
        actualTrucks: 14,
        shortfallTrucks: -4,
        plannedUnknown: 0,
        actualUnknown: 0,
        records: 1,
      },
      {
        owner: { code: 'XAA' },
        corridor: { code: 'SEA' },
        plannedTrucks: 22,
        actualTrucks: 8,
        shortfallTrucks: 2,
        plannedUnknown: 0,
        actualUnknown: 1,
        records: 2,
      },
      {
        owner: { code: 'XAB' },
        corridor: { code: 'SEA' },
        plannedTrucks: null,
        actualTrucks: 4,
        shortfallTrucks: null,
        plannedUnknown: 1,
        actualUnknown: 0,
        records: 1,
      },
    ]);
  });

  it('below plan are found by their shortfall', async () => {
    const { corridorCapacities } = await subgraph.query<{ corridorCapacities: unknown }>(
      '{ corridorCapacities(filter: { shortfallTrucks: { min: 1 } }) { nodes { id shortfallTrucks } } }',
    );
    expect(corridorCapacities).toEqual({ nodes: [{ id: 'XAA:capacity:1', shortfallTrucks: 2 }] });
  });
});

describe('prices', () => {
  it('stay the medians that were collected, one for each collector', async () => {
    expect(
      await points(
        'priceSeries(from: "2026-03-01", to: "2026-04-01")',
        'period owner { code } place { pcode } item medianPrice quotes records',
      ),
    ).toEqual(
      [
        { owner: { code: 'XAA' }, item: 'rice', medianPrice: null, quotes: 2, records: 1 },
        { owner: { code: 'XAA' }, item: 'wheat flour', medianPrice: 2, quotes: 5, records: 1 },
        { owner: { code: 'XAB' }, item: 'wheat flour', medianPrice: 3, quotes: 4, records: 1 },
      ].map((point) => ({ period, place: { pcode: 'P1' }, ...point })),
    );
  });

  it('cannot stand twice for one month, nor on fewer than three quotes', async () => {
    const again = priceRow('XAA:price:4', { median_price: 9 });
    await expect(subgraph.load({ market_price: [again] })).rejects.toThrow(/duplicate key/);
    const thin = priceRow('XAA:price:5', { item: 'soap', quotes: 2 });
    await expect(subgraph.load({ market_price: [thin] })).rejects.toThrow(/check constraint/);
  });
});
