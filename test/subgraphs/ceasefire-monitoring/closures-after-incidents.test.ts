import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { closureRow, decided, incidentRow } from './rows.ts';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
  const near = (id: string, occurred_on: string, crossing_code = 'NORTH', more = {}) =>
    incidentRow(id, { occurred_on, crossing_code, ...more });
  await subgraph.load({
    incident: [
      closureRow('XAA:incident:closure-1', '2026-03-10', 'NORTH'),
      closureRow('XAA:incident:closure-2', '2026-03-12', 'NORTH'),
      closureRow('XAA:incident:closure-3', '2026-03-20', 'NORTH'),
      closureRow('XAA:incident:closure-late', '2026-04-01', 'NORTH'),
      near('XAA:incident:repeated-closure', '2026-03-20', 'NORTH', {
        type: 'ACCORD_IMPLEMENTATION',
        sub_type: 'CROSSING_CLOSURE',
        ...decided('DUPLICATE', 1),
        duplicate_of_id: 'XAA:incident:closure-3',
      }),
      near('XAA:incident:too-early', '2026-03-06'),
      near('XAA:incident:three-before', '2026-03-07', 'NORTH', decided('VERIFIED', 4)),
      near('XAA:incident:day-before', '2026-03-09'),
      near('XAA:incident:same-day', '2026-03-10'),
      near('XAA:incident:elsewhere', '2026-03-09', 'SOUTH'),
    ],
  });
  // Neither a closure nor what preceded one, once it is withdrawn.
  const withdrawn = { withdrawn_at: '2026-03-21T00:00:00Z' };
  await subgraph.load({
    incident: [
      { ...closureRow('XAA:incident:no-closure', '2026-03-15', 'NORTH'), ...withdrawn },
      near('XAA:incident:not-at-all', '2026-03-09', 'NORTH', withdrawn),
    ],
  });
});
afterAll(() => subgraph.close());

const counts = '{ alleged verified disputed unsubstantiated }';
const none = { alleged: 0, verified: 0, disputed: 0, unsubstantiated: 0 };

async function ask(args: string, codes: string[]) {
  return subgraph.execute(
    `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Crossing {
        closuresAfterIncidents(${args}) {
          windowDays days nearby ${counts}
          closures { closedOn incident { id standing } before ${counts} }
        } } } }`,
    { representations: codes.map((code) => ({ __typename: 'Crossing', code })) },
  );
}

describe('Crossing.closuresAfterIncidents', () => {
  it('lists every closure with what preceded it, and the whole span to compare with', async () => {
    const { data, errors } = await ask('from: "2026-03-01", to: "2026-04-01"', ['NORTH']);
    expect(errors).toEqual([]);
    const closure = (id: string, closedOn: string, before: object) => ({
      closedOn,
      incident: { id: `XAA:incident:${id}`, standing: 'ALLEGED' },
      before,
    });
    expect(data).toEqual({
      _entities: [
        {
          closuresAfterIncidents: {
            windowDays: 3,
            days: 31,
            nearby: { ...none, alleged: 3, verified: 1 },
            closures: [
              closure('closure-3', '2026-03-20', none),
              closure('closure-2', '2026-03-12', { ...none, alleged: 2 }),
              closure('closure-1', '2026-03-10', { ...none, alleged: 1, verified: 1 }),
            ],
          },
        },
      ],
    });
  });

  it('says of a crossing without closures that there are none', async () => {
    const { data } = await ask('from: "2026-03-01", to: "2026-04-01"', ['SOUTH', 'UNHEARD-OF']);
    const empty = { windowDays: 3, days: 31, closures: [] };
    expect(data).toEqual({
      _entities: [
        { closuresAfterIncidents: { ...empty, nearby: { ...none, alleged: 1 } } },
        { closuresAfterIncidents: { ...empty, nearby: none } },
      ],
    });
  });

  it('sends as many statements for many crossings as for one', async () => {
    const args = 'from: "2026-03-01", to: "2026-04-01"';
    subgraph.statements();
    for (const codes of [['NORTH'], ['NORTH', 'SOUTH', 'EAST', 'WEST']]) {
      await ask(args, codes);
      expect(subgraph.statements()).toHaveLength(3);
    }
  });

  it.each([
    'from: "2026-03-01", to: "2026-03-01"',
    'from: "2024-01-01", to: "2026-01-01"',
    'from: "2026-03-01", to: "2026-04-01", windowDays: 0',
    'from: "2026-03-01", to: "2026-04-01", windowDays: 15',
  ])('refuses %s', async (args) => {
    const { errors } = await ask(args, ['NORTH']);
    expect(errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
  });
});
