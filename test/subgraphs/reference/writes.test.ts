import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { reference } from '../../../subgraphs/reference/subgraph.ts';
import { openTestSubgraph, type TestSubgraph, visibilityOf } from '../../support/subgraph.ts';
import { forPartners, writer } from '../../support/writers.ts';
import { crossingRow, hoursFromNow } from './rows.ts';

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(reference);
  await subgraph.load({ crossing: [crossingRow('EASTGATE')] });
});
afterEach(() => subgraph.close());

const statement = {
  crossing: 'EASTGATE',
  direction: 'INBOUND',
  cargoClass: 'FUEL',
  statedStatus: 'PARTIAL',
};
const select = 'crossingStatus { id status statedStatus latest observedAt validUntil revision }';

interface Status {
  readonly id: string;
  readonly status: string;
  readonly latest: boolean;
  readonly observedAt: string;
  readonly validUntil: string;
  readonly revision: number;
}

async function report(partner: string, more: object = {}, key?: string) {
  const { payload, code } = await writer(subgraph, partner).call({
    field: 'reportCrossingStatus',
    types: { input: 'CrossingStatusInput!', marking: 'MarkingInput' },
    args: { input: { ...statement, ...more }, marking: forPartners },
    select,
    ...(key === undefined ? {} : { key }),
  });
  const { crossingStatus } = (payload ?? {}) as { crossingStatus?: Status };
  return { code, status: crossingStatus as Status };
}

const change = (partner: string, field: string, args: object) =>
  writer(subgraph, partner).call({
    field,
    types: {
      id: 'ID!',
      input: 'CrossingStatusCorrection!',
      reason: 'String!',
      expectedRevision: 'Int!',
    },
    args: { reason: 'Misread', ...args },
    select,
  });

const current = async () => {
  const { crossing } = await subgraph.as(visibilityOf('XAC')).query<{
    crossing: { currentStatus: { states: string[] }[]; lacksCurrentStatus: boolean };
  }>('{ crossing(code: "EASTGATE") { currentStatus { states } lacksCurrentStatus } }');
  return [crossing.currentStatus[0]?.states, crossing.lacksCurrentStatus];
};

describe('a statement about a crossing', () => {
  it('holds for 12 hours from its observation, where nothing else is said', async () => {
    const { status } = await report('XAA');
    expect(status).toMatchObject({ status: 'PARTIAL', statedStatus: 'PARTIAL', latest: true });
    const hours = (Date.parse(status.validUntil) - Date.parse(status.observedAt)) / 3_600_000;
    expect(hours).toBeCloseTo(12, 3);
  });

  it('does not hold for longer, however long it is said to', async () => {
    const more = { observedAt: hoursFromNow(-6), validUntil: hoursFromNow(6.1) };
    expect((await report('XAA', more)).code).toBe('BAD_USER_INPUT');
    expect((await report('XAA', { ...more, validUntil: hoursFromNow(5.9) })).code).toBe(null);
  });

  it('is UNKNOWN to readers at once when it comes with a time that has passed', async () => {
    const { status } = await report('XAA', {
      observedAt: hoursFromNow(-13),
      validUntil: hoursFromNow(-1),
    });
    expect(status).toMatchObject({ status: 'UNKNOWN', statedStatus: 'PARTIAL' });
    expect(await current()).toEqual([['UNKNOWN'], true]);
  });

  it('does not overrule what another partner says', async () => {
    await report('XAA');
    await report('XAB', { statedStatus: 'CLOSED' });
    expect(await current()).toEqual([['CLOSED', 'PARTIAL'], false]);
  });

  it('takes the place of the earlier one of its partner, and gives it back when withdrawn', async () => {
    await report('XAA', { observedAt: hoursFromNow(-2) });
    const { status } = await report('XAA', { statedStatus: 'OPEN' });
    expect(await current()).toEqual([['OPEN'], false]);
    await change('XAA', 'withdrawCrossingStatus', { id: status.id, expectedRevision: 1 });
    expect(await current()).toEqual([['PARTIAL'], false]);
  });

  it('takes the place of those before it in the same bulk', async () => {
    const states = ['OPEN', 'CLOSED', 'PARTIAL'];
    const inputs = Array.from({ length: 12 }, (_, n) => ({
      ...statement,
      statedStatus: states[n % states.length],
    }));
    const { payload } = await writer(subgraph, 'XAA').call({
      field: 'reportCrossingStatuses',
      types: { inputs: '[CrossingStatusInput!]!', marking: 'MarkingInput' },
      args: { inputs: [...inputs, { ...statement, statedStatus: 'OPEN' }], marking: forPartners },
      select: 'rows { crossingStatus { id latest } }',
    });
    const rows = payload?.['rows'] as readonly { crossingStatus: Status }[];
    const ids = rows.map(({ crossingStatus: { id } }) => id);
    expect(rows.map(({ crossingStatus: { latest } }) => latest).lastIndexOf(false)).toBe(11);
    expect(rows.at(-1)?.crossingStatus.latest).toBe(true);
    expect(ids).toEqual(ids.toSorted());
    expect(await current()).toEqual([['OPEN'], false]);
  });

  it('leaves no status behind when the only one is withdrawn', async () => {
    const { status } = await report('XAA');
    const { payload } = await change('XAA', 'withdrawCrossingStatus', {
      id: status.id,
      expectedRevision: 1,
    });
    expect(payload).toMatchObject({ crossingStatus: { status: 'UNKNOWN', revision: 2 } });
    expect(await current()).toEqual([['UNKNOWN'], true]);
  });

  it('is corrected by its owner, who cannot make it last', async () => {
    const { status } = await report('XAA');
    const correct = (input: object) =>
      change('XAA', 'correctCrossingStatus', { id: status.id, input, expectedRevision: 1 });
    expect((await correct({ validUntil: hoursFromNow(13) })).code).toBe('BAD_USER_INPUT');
    expect((await correct({ statedStatus: 'CLOSED' })).payload).toMatchObject({
      crossingStatus: { status: 'CLOSED', revision: 2 },
    });
  });

  it.each([
    ['a crossing that is not there', { crossing: 'NOWHERE' }, 'REFERENCE_UNKNOWN'],
    ['a direction that is not followed there', { direction: 'OUTBOUND' }, 'BAD_USER_INPUT'],
    ['a class that is not followed there', { cargoClass: 'PASSENGERS' }, 'BAD_USER_INPUT'],
    ['an observation that is still to come', { observedAt: hoursFromNow(1) }, 'BAD_USER_INPUT'],
    ['a reason with a telephone number', { reason: 'Call +99 123 456 789' }, 'PERSONAL_DATA'],
  ])('is refused with %s', async (_name, more, code) => {
    expect((await report('XAA', more)).code).toBe(code);
    expect(await current()).toEqual([['UNKNOWN'], true]);
  });

  it('comes once, however often it is sent', async () => {
    const first = await report('XAA', {}, 'round-1');
    const again = await report('XAA', {}, 'round-1');
    expect(again.status.id).toBe(first.status.id);
    expect((await report('XAA', { statedStatus: 'OPEN' }, 'round-1')).code).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  it('is changed by nobody else, and a withheld one answers as none', async () => {
    const { status } = await report('XAA');
    const { id } = status;
    await writer(subgraph, 'XAA').query(
      `mutation { revokeReferenceRelease(id: "${id}", to: ["XAD"]) { id } }`,
    );
    const answers = [];
    for (const partner of ['XAB', 'XAD']) {
      for (const one of [id, `${id.slice(0, -1)}0`]) {
        const answer = await change(partner, 'withdrawCrossingStatus', {
          id: one,
          expectedRevision: 1,
        });
        answers.push(JSON.stringify(answer).replaceAll(one, 'ID'));
      }
    }
    expect([...new Set(answers)]).toEqual([
      expect.stringContaining('There is no record ID for you to change.'),
    ]);
  });

  it('takes the role for it', async () => {
    const { code } = await writer(subgraph, 'XAA', 'analyst').call({
      field: 'reportCrossingStatus',
      types: { input: 'CrossingStatusInput!' },
      args: { input: statement },
      select,
    });
    expect(code).toBe('ROLE_REQUIRED');
  });
});

describe('a round of statements', () => {
  const rows = [statement, { ...statement, direction: 'OUTBOUND' }];
  const round = (allOrNone: boolean) =>
    writer(subgraph, 'XAA').call({
      field: 'reportCrossingStatuses',
      types: {
        inputs: '[CrossingStatusInput!]!',
        marking: 'MarkingInput',
        allOrNone: 'Boolean!',
      },
      args: { inputs: rows, marking: forPartners, allOrNone },
      select: 'accepted refused rows { index crossingStatus { statedStatus } error { field } }',
    });

  it('takes each by itself', async () => {
    expect((await round(false)).payload).toEqual({
      accepted: 1,
      refused: 1,
      rows: [
        { index: 0, crossingStatus: { statedStatus: 'PARTIAL' }, error: null },
        { index: 1, crossingStatus: null, error: { field: 'direction' } },
      ],
    });
    expect(await current()).toEqual([['PARTIAL'], false]);
  });

  it('takes none where one is refused and all were wanted', async () => {
    expect((await round(true)).payload).toMatchObject({ accepted: 0, refused: 2 });
    expect(await current()).toEqual([['UNKNOWN'], true]);
  });
});
