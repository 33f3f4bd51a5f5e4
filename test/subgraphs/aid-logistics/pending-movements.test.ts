import type { Visibility } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aidLogistics } from '../../../subgraphs/aid-logistics/subgraph.ts';
import { openTestSubgraph, type TestSubgraph, visibilityOf } from '../../support/subgraph.ts';
import { movementRow } from './rows.ts';

const hour = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();
const day = (days: number) => at(24 * days).slice(0, 10);

/** Requester XAA, approver XAC; what is `open` is seen by everyone whom the marking names. */
const movements = [
  { state: 'REQUESTED', day: day(3), state_changed_at: at(-72), open: false },
  { state: 'APPROVED', day: day(1), state_changed_at: at(-1), open: false },
  { state: 'APPROVED', day: day(-1), state_changed_at: at(-72), open: false },
  { state: 'APPROVED', day: day(-3), state_changed_at: at(-90), open: true },
  { state: 'FACILITATED', day: day(0), state_changed_at: at(-1), open: false },
  { state: 'FACILITATED', day: day(-1), state_changed_at: at(-25), open: true },
  { state: 'DENIED', day: day(2), state_changed_at: at(-2), open: false },
  { state: 'DENIED', day: day(2), state_changed_at: at(-25), open: true },
] as const;
const id = (n: number) => `XAA:movement-request:${n}`;

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(aidLogistics);
  const pending = { state: 'REQUESTED', day: day(3), state_changed_at: at(-1) };
  await subgraph.load({
    movement_request: [
      ...movements.map(({ open: _open, ...columns }, n) => movementRow(id(n), columns)),
      movementRow(id(20), { ...pending, marking_releasable_to: ['XAB'] }),
      movementRow(id(21), { ...pending, marking_releasable_to: ['XAB', 'XAC'] }),
      movementRow(id(22), { ...pending, marking_excluded: ['XAC'] }),
    ],
  });
});
afterAll(() => subgraph.close());

const seen = async (who: Visibility) => {
  const { movementRequests: page } = await subgraph.as(who).query<{
    movementRequests: { totalCount: number; nodes: { id: string }[] };
  }>('{ movementRequests(first: 100) { totalCount nodes { id } } }');
  expect(page.totalCount).toBe(page.nodes.length);
  return page.nodes.map((node) => Number(node.id.split(':')[2])).sort((a, b) => a - b);
};
const all = [...movements.keys()];
const open = all.filter((n) => movements[n]?.open);

describe('a movement that is pending, or has just ended', () => {
  it('is seen by who asked for it and who is to approve it', async () => {
    expect(await seen(visibilityOf('XAA'))).toEqual([...all, 20, 21, 22]);
    expect(await seen(visibilityOf('XAC'))).toEqual([...all, 21]);
  });

  it('is seen by nobody else for 24 hours, whatever its marking', async () => {
    expect(await seen(visibilityOf('XAB'))).toEqual(open);
    expect(await seen(visibilityOf('PUBLIC'))).toEqual(open);
  });

  it('counts for nobody else', async () => {
    const span = `from: "${day(-5)}", to: "${day(5)}", interval: MONTH`;
    const { movementSeries } = await subgraph.as(visibilityOf('XAB')).query<{
      movementSeries: { points: { records: number }[] };
    }>(`{ movementSeries(${span}) { points { records } } }`);
    const counted = movementSeries.points.reduce((sum, { records }) => sum + records, 0);
    expect(counted).toBe(open.length);
  });

  it('says so in its marking, so that the gateway withholds it as well', async () => {
    const { movementRequests } = await subgraph.as(visibilityOf('XAA')).query<{
      movementRequests: { nodes: { id: string; marking: { releasableTo: string[] } }[] };
    }>('{ movementRequests(first: 100) { nodes { id marking { releasableTo } } } }');
    const to = new Map(
      movementRequests.nodes.map((node) => [node.id, node.marking.releasableTo] as const),
    );
    for (const [n, movement] of movements.entries()) {
      expect([n, to.get(id(n))]).toEqual([n, movement.open ? ['PUBLIC'] : ['XAA', 'XAC']]);
    }
    // Never to more than the marking itself allows.
    expect(to.get(id(20))).toEqual(['XAA']);
    expect(to.get(id(21))).toEqual(['XAA', 'XAC']);
  });

  it('gives the same marking where all of the record is read', async () => {
    const { _entities } = await subgraph.as(visibilityOf('XAC')).query<{ _entities: unknown }>(
      `{ _entities(representations: [{ __typename: "MovementRequest", id: "${id(0)}" }]) {
           ... on MovementRequest { marking { releasableTo } } } }`,
    );
    expect(_entities).toEqual([{ marking: { releasableTo: ['XAA', 'XAC'] } }]);
  });
});
