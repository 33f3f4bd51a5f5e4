import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { governance } from '../../../subgraphs/governance/subgraph.ts';
import {
  openTestSubgraph,
  recordRow,
  type TestSubgraph,
  visibilityOf,
} from '../../support/subgraph.ts';

const pledge = (n: number, amount: number | null, fulfilled: number | null, more: object = {}) => ({
  ...recordRow(`XAA:pledge:${n}`),
  partner_code: 'XAA',
  kind: 'STAFF',
  purpose: 'Advisers',
  amount,
  unit: 'PERSONS',
  suppressed: false,
  fulfilled_amount: fulfilled,
  announced_on: '2026-01-05',
  state: 'CONFIRMED',
  state_changed_at: '2026-01-06T00:00:00Z',
  ...more,
});
const indicator = (n: number, unit: string, more: object = {}) => ({
  ...recordRow(`XAA:indicator:${n}`),
  code: `I${n}`,
  name: { en: 'Indicator' },
  definition: 'For this test',
  unit,
  direction: 'LOWER_IS_BETTER',
  ...more,
});
const value = (n: number, of: number, amount: number) => ({
  ...recordRow(`XAA:indicator-value:${n}`),
  indicator_id: `XAA:indicator:${of}`,
  date: '2026-01-05',
  value: amount,
});

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(governance);
  await subgraph.load({
    pledge: [
      pledge(0, 0, 0),
      pledge(1, 1, 0),
      pledge(2, 9, 0),
      pledge(3, 10, 10),
      pledge(4, 40, 9),
      pledge(5, 5, 5, { kind: 'FUNDS', unit: 'USD' }),
      pledge(6, 30, 20, { partner_code: 'XAB' }),
      pledge(7, 25, 12, { partner_code: 'XAB', state: 'WITHDRAWN' }),
    ],
    indicator: [
      indicator(1, 'persons'),
      indicator(2, 'd'),
      indicator(3, 'd', { marking_releasable_to: [] }),
    ],
    indicator_value: [value(1, 1, 4), value(2, 1, 14), value(3, 2, 4), value(4, 3, 4)],
  });
});
afterAll(() => subgraph.close());

describe('one to nine persons', () => {
  it('are not told in a pledge, nor is the amount beside them', async () => {
    const { pledges } = await subgraph.query<{ pledges: { nodes: object[] } }>(
      '{ pledges { nodes { amount fulfilledAmount suppressed } } }',
    );
    const hidden = { amount: null, fulfilledAmount: null, suppressed: true };
    expect(pledges.nodes).toEqual([
      { amount: 0, fulfilledAmount: 0, suppressed: false },
      hidden,
      hidden,
      { amount: 10, fulfilledAmount: 10, suppressed: false },
      hidden,
      { amount: 5, fulfilledAmount: 5, suppressed: false },
      { amount: 30, fulfilledAmount: 20, suppressed: false },
      { amount: 25, fulfilledAmount: 12, suppressed: false },
    ]);
  });

  it('are not found by a filter', async () => {
    expect(
      await subgraph.query(
        '{ pledges(filter: { unit: ["PERSONS"], amount: { min: 1, max: 9 } }) { totalCount } }',
      ),
    ).toEqual({ pledges: { totalCount: 0 } });
  });

  it('are in no total, whichever way it is split', async () => {
    const span = 'from: "2026-01-01", to: "2026-02-01", interval: MONTH';
    const { all, each } = await subgraph.query<Record<string, { points: object[] }>>(`{
      all: pledgeSeries(${span}) {
        points { unit pledgedAmount withdrawnAmount fulfilledAmount suppressed records amountUnknown }
      }
      each: pledgeSeries(${span}, by: [PARTNER], filter: { kind: [STAFF] }) {
        points { partner { code } pledgedAmount withdrawnAmount fulfilledAmount suppressed }
      }
    }`);
    const none = { pledgedAmount: null, withdrawnAmount: null, fulfilledAmount: null };
    expect(all?.points).toEqual([
      {
        ...{ unit: 'USD', pledgedAmount: 5, withdrawnAmount: null, fulfilledAmount: 5 },
        ...{ suppressed: false, records: 1, amountUnknown: 0 },
      },
      { unit: 'PERSONS', ...none, suppressed: true, records: 7, amountUnknown: 3 },
    ]);
    expect(each?.points).toEqual([
      { partner: { code: 'XAA' }, ...none, suppressed: true },
      {
        partner: { code: 'XAB' },
        ...{ pledgedAmount: 30, withdrawnAmount: 25, fulfilledAmount: 32, suppressed: false },
      },
    ]);
  });

  it('are not told as values of an indicator of persons, nor in their mean', async () => {
    const { indicatorValues, indicatorSeries } = await subgraph.query<{
      indicatorValues: { nodes: object[] };
      indicatorSeries: { points: object[] };
    }>(`{
      indicatorValues(filter: { indicator: ["XAA:indicator:1", "XAA:indicator:2"] }) {
        nodes { value suppressed }
      }
      indicatorSeries: indicatorValueSeries(from: "2026-01-01", to: "2026-02-01", interval: MONTH) {
        points { indicator { id } minValue maxValue sumOfValues suppressed }
      }
    }`);
    expect(indicatorValues.nodes).toEqual([
      { value: null, suppressed: true },
      { value: 14, suppressed: false },
      { value: 4, suppressed: false },
    ]);
    const four = { minValue: 4, maxValue: 4, sumOfValues: 4, suppressed: false };
    expect(indicatorSeries.points).toEqual([
      {
        indicator: { id: 'XAA:indicator:1' },
        ...{ minValue: null, maxValue: null, sumOfValues: null, suppressed: true },
      },
      { indicator: { id: 'XAA:indicator:2' }, ...four },
      { indicator: { id: 'XAA:indicator:3' }, ...four },
    ]);
  });

  it('are not told where it is withheld what the indicator counts', async () => {
    const { indicatorValues } = await subgraph.as(visibilityOf('XAB')).query<{
      indicatorValues: { nodes: object[] };
    }>('{ indicatorValues { nodes { value } } }');
    expect(indicatorValues.nodes).toEqual([
      { value: null },
      { value: 14 },
      { value: 4 },
      { value: null },
    ]);
  });
});
