import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aidLogistics } from '../../../subgraphs/aid-logistics/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { mutate, worker } from './mutate.ts';
import { consignmentRow, movementRow } from './rows.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(aidLogistics);
});
afterAll(() => subgraph.close());

/** The ways of the domain's text, written a second time. */
const consignmentWays: Readonly<Record<string, readonly string[]>> = {
  DRAFT: ['SUBMITTED', 'CANCELLED'],
  SUBMITTED: ['ON_HOLD', 'REJECTED', 'CLEARED', 'CANCELLED'],
  ON_HOLD: ['REJECTED', 'CLEARED', 'CANCELLED'],
  REJECTED: ['CLEARED', 'CANCELLED'],
  CLEARED: ['MANIFESTED', 'CANCELLED'],
  MANIFESTED: ['IN_TRANSIT', 'CANCELLED'],
  IN_TRANSIT: ['AT_CROSSING', 'CANCELLED'],
  AT_CROSSING: ['OFFLOADED', 'CANCELLED'],
  OFFLOADED: ['COLLECTED'],
  COLLECTED: ['DELIVERED', 'PARTLY_DELIVERED', 'INTERCEPTED', 'LOST', 'RETURNED'],
  DELIVERED: ['RECONCILED'],
  PARTLY_DELIVERED: ['RECONCILED'],
  INTERCEPTED: ['RECONCILED'],
  LOST: ['RECONCILED'],
  RETURNED: ['RECONCILED'],
  RECONCILED: [],
  CANCELLED: [],
};
const movementWays: Readonly<Record<string, readonly string[]>> = {
  REQUESTED: ['APPROVED', 'DENIED', 'CANCELLED'],
  APPROVED: ['DENIED', 'FACILITATED', 'IMPEDED', 'CANCELLED'],
  FACILITATED: [],
  IMPEDED: [],
  DENIED: [],
  CANCELLED: [],
};
const ended = ['DELIVERED', 'PARTLY_DELIVERED', 'INTERCEPTED', 'LOST', 'RETURNED'];
/** From here on the consignee may act as well. */
const shared = ['OFFLOADED', 'COLLECTED', ...ended];

const pairs = (ways: object) =>
  Object.keys(ways).flatMap((from) => Object.keys(ways).map((to) => [from, to] as const));

const at = '2026-03-02T08:00:00.000000Z';
const consignmentIn = (id: string, state: string, more: object = {}) =>
  consignmentRow(id, {
    ...{ state, crossing_code: 'C1', destination_pcode: 'XT0101', pallets: 17 },
    ...{ sender_code: 'XAA', consignee_code: 'XAF' },
    ...(ended.includes(state) ? { outcome: state, outcome_at: at } : {}),
    ...(state === 'INTERCEPTED' ? { intercepted_how: 'PEACEFUL' } : {}),
    ...more,
  });

/** What a step takes. */
const consignmentWith: Readonly<Record<string, object>> = {
  PARTLY_DELIVERED: { deliveredWeightTonnes: 3 },
  INTERCEPTED: { interceptedHow: 'FORCEFUL' },
  RECONCILED: { deliveredWeightTonnes: 3 },
};
const movementWith: Readonly<Record<string, object>> = {
  DENIED: { reason: 'SECURITY' },
  IMPEDED: { reason: 'WEATHER', delayMinutes: 30 },
  CANCELLED: { reason: 'WITHDRAWN' },
};

describe('a consignment', () => {
  const id = (from: string, to: string) => `XAA:consignment:${from}.${to}`;
  beforeAll(() =>
    subgraph.load({
      consignment: [
        ...pairs(consignmentWays).map(([from, to]) => consignmentIn(id(from, to), from)),
        ...Object.keys(consignmentWays).map((state) => consignmentIn(id('is', state), state)),
      ],
    }),
  );

  it.each(pairs(consignmentWays))('%s to %s goes as the domain says', async (from, to) => {
    const { code, answer } = await mutate(
      subgraph,
      worker('XAA'),
      'advanceConsignment',
      {
        ...{ id: id(from, to), to, expectedRevision: 1, reason: 'As it happened' },
        with: consignmentWith[to],
      },
      '{ consignment { state revision } }',
    );
    const isWay = consignmentWays[from]?.includes(to) === true;
    expect([code, answer]).toEqual(
      isWay ? [null, { consignment: { state: to, revision: 2 } }] : ['TRANSITION_NOT_ALLOWED', {}],
    );
  });

  it.each(Object.keys(consignmentWays))('tells in %s what its reader may do', async (state) => {
    const allowed = async (partner: string, role: string) => {
      const { consignment } = await subgraph
        .as(worker(partner, [role]))
        .query<{ consignment: { allowedTransitions: string[] } }>(
          `{ consignment(id: "${id('is', state)}") { allowedTransitions } }`,
        );
      return consignment.allowedTransitions;
    };
    const all = consignmentWays[state] ?? [];
    const later = shared.includes(state) ? all : [];
    expect(await allowed('XAA', 'reporter')).toEqual(all);
    expect(await allowed('XAF', 'reporter')).toEqual(later);
    expect(await allowed('XAF', 'verifier')).toEqual(later);
    expect(await allowed('XAC', 'reporter')).toEqual([]);
    expect(await allowed('XAA', 'analyst')).toEqual([]);
  });

  it.each([
    ['SUBMITTED', 'ON_HOLD', {}, 'FIELD_REQUIRED'],
    ['SUBMITTED', 'REJECTED', {}, 'FIELD_REQUIRED'],
    ['REJECTED', 'CLEARED', {}, 'FIELD_REQUIRED'],
    ['SUBMITTED', 'CANCELLED', {}, 'FIELD_REQUIRED'],
    ['COLLECTED', 'LOST', {}, 'FIELD_REQUIRED'],
    ['COLLECTED', 'PARTLY_DELIVERED', {}, 'FIELD_REQUIRED'],
    ['COLLECTED', 'INTERCEPTED', {}, 'FIELD_REQUIRED'],
    ['DELIVERED', 'RECONCILED', {}, 'FIELD_REQUIRED'],
    ['COLLECTED', 'DELIVERED', { interceptedHow: 'PEACEFUL' }, 'BAD_USER_INPUT'],
    ['SUBMITTED', 'CLEARED', { deliveredWeightTonnes: 1 }, 'BAD_USER_INPUT'],
    ['SUBMITTED', 'CLEARED', { weightTonnes: -1 }, 'BAD_USER_INPUT'],
  ])('is not brought from %s to %s with %j alone', async (from, to, values, refused) => {
    const key = `XAA:consignment:lacks-${from}-${to}`;
    await subgraph.load({ consignment: [consignmentIn(key, from)] });
    const { code } = await mutate(
      subgraph,
      worker('XAA'),
      'advanceConsignment',
      { id: key, to, expectedRevision: 1, with: values },
      '{ consignment { state } }',
    );
    expect(code).toBe(refused);
    const { consignment } = await subgraph.query<{ consignment: { state: string } }>(
      `{ consignment(id: "${key}") { state } }`,
    );
    expect(consignment.state).toBe(from);
  });

  it.each([
    ['DRAFT', 'SUBMITTED', { destination_pcode: null }, 'destination'],
    ['CLEARED', 'MANIFESTED', { crossing_code: null }, 'crossing'],
    ['CLEARED', 'MANIFESTED', { pallets: null }, 'pallets'],
  ])('needs for %s to %s what stands in it', async (from, to, lacks, field) => {
    const key = `XAA:consignment:without-${field}`;
    await subgraph.load({ consignment: [consignmentIn(key, from, lacks)] });
    const { code, message } = await mutate(
      subgraph,
      worker('XAA'),
      'advanceConsignment',
      { id: key, to, expectedRevision: 1 },
      '{ consignment { state } }',
    );
    expect([code, message]).toEqual(['FIELD_REQUIRED', expect.stringContaining(field)]);
  });
});

describe('a correction', () => {
  it.each([
    ['SUBMITTED', 'destination', 'BAD_USER_INPUT'],
    ['DRAFT', 'destination', null],
    ['MANIFESTED', 'pallets', 'BAD_USER_INPUT'],
    ['CLEARED', 'pallets', null],
    ['INTERCEPTED', 'interceptedHow', 'BAD_USER_INPUT'],
    ['RECONCILED', 'deliveredWeightTonnes', 'BAD_USER_INPUT'],
    ['DELIVERED', 'deliveredWeightTonnes', null],
  ])('of what is %s that empties %s gives %s', async (state, field, refused) => {
    const key = `XAA:consignment:empties-${state}-${field}`;
    const outcome = { outcome: 'DELIVERED', outcome_at: at, delivered_weight_tonnes: 3 };
    const more = field === 'deliveredWeightTonnes' ? outcome : {};
    await subgraph.load({ consignment: [consignmentIn(key, state, more)] });
    const { code } = await mutate(
      subgraph,
      worker('XAA'),
      'correctConsignment',
      { id: key, input: { [field]: null }, reason: 'Not so', expectedRevision: 1 },
      '{ consignment { revision } }',
    );
    expect(code).toBe(refused);
  });
});

describe('a movement request', () => {
  const id = (from: string, to: string) => `XAA:movement-request:${from}.${to}`;
  const row = (key: string, state: string) =>
    movementRow(key, { state, approver_code: 'XAC', day: '2099-06-01' });
  beforeAll(() =>
    subgraph.load({
      movement_request: [
        ...pairs(movementWays).map(([from, to]) => row(id(from, to), from)),
        row(id('is', 'REQUESTED'), 'REQUESTED'),
        { ...row(id('alone', 'REQUESTED'), 'REQUESTED'), approver_code: null },
      ],
    }),
  );
  const fieldTo = (to: string) =>
    ({ APPROVED: 'decideMovement', DENIED: 'decideMovement', CANCELLED: 'cancelMovement' })[to] ??
    'recordOutcome';
  const decides = (to: string) => fieldTo(to) === 'decideMovement';
  const take = (key: string, to: string, partner: string, field = fieldTo(to)) =>
    mutate(
      subgraph,
      worker(partner),
      field,
      { id: key, to, expectedRevision: 1, reason: 'As given', with: movementWith[to] },
      '{ movementRequest { state reasonNote } }',
    );

  it.each(pairs(movementWays).filter(([, to]) => to !== 'REQUESTED'))(
    '%s to %s goes as the domain says',
    async (from, to) => {
      const [party, other] = decides(to) ? ['XAC', 'XAA'] : ['XAA', 'XAC'];
      const refused = await take(id(from, to), to, other);
      expect(refused.code).toBe('TRANSITION_NOT_ALLOWED');
      const { code, answer } = await take(id(from, to), to, party);
      const isWay = movementWays[from]?.includes(to) === true;
      expect([code, answer]).toEqual(
        isWay
          ? [null, { movementRequest: { state: to, reasonNote: 'As given' } }]
          : ['TRANSITION_NOT_ALLOWED', {}],
      );
    },
  );

  it('is for nobody else to decide, who is told that there is none', async () => {
    const key = id('is', 'REQUESTED');
    expect((await take(key, 'APPROVED', 'XAB')).code).toBe('RECORD_NOT_FOUND');
  });

  it('is decided by the requester where it names no approver', async () => {
    const { code } = await take(id('alone', 'REQUESTED'), 'APPROVED', 'XAA');
    expect(code).toBe(null);
  });

  it('takes each state through its own field', async () => {
    const key = id('is', 'REQUESTED');
    expect((await take(key, 'CANCELLED', 'XAA', 'decideMovement')).code).toBe(
      'TRANSITION_NOT_ALLOWED',
    );
    expect((await take(key, 'APPROVED', 'XAC', 'recordOutcome')).code).toBe(
      'TRANSITION_NOT_ALLOWED',
    );
  });
});
