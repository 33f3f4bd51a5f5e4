import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { mutate, worker } from './mutate.ts';
import { decided, incidentRow, reportRow, taskRow } from './rows.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
});
afterAll(() => subgraph.close());

const incidentStates = [
  ...['OPEN', 'UNDER_VERIFICATION', 'VERIFIED', 'DISPUTED'],
  ...['UNSUBSTANTIATED', 'DUPLICATE', 'CLOSED', 'REOPENED'],
] as const;
const reportStates = ['RECEIVED', 'TRIAGED', 'LINKED', 'REJECTED'] as const;

/** The ways of the domain's text, written a second time. */
const ways: Readonly<Record<string, readonly string[]>> = {
  OPEN: ['UNDER_VERIFICATION'],
  UNDER_VERIFICATION: ['VERIFIED', 'DISPUTED', 'UNSUBSTANTIATED', 'DUPLICATE'],
  VERIFIED: ['CLOSED'],
  DISPUTED: ['CLOSED'],
  UNSUBSTANTIATED: ['CLOSED'],
  DUPLICATE: ['CLOSED'],
  CLOSED: ['REOPENED'],
  REOPENED: ['CLOSED', 'UNDER_VERIFICATION'],
  RECEIVED: ['TRIAGED'],
  TRIAGED: ['LINKED', 'REJECTED'],
  // Taken apart from its incident again.
  LINKED: ['TRIAGED'],
  REJECTED: [],
};

const pairs = (states: readonly string[]) =>
  states.flatMap((from) => states.map((to) => [from, to] as const));

function incidentIn(id: string, state: string) {
  const original = { duplicate_of_id: 'XAA:incident:original' };
  switch (state) {
    case 'OPEN':
    case 'UNDER_VERIFICATION':
    case 'REOPENED':
      return incidentRow(id, { state });
    case 'CLOSED':
      return incidentRow(id, {
        ...decided('VERIFIED', 1),
        state,
        closed_at: '2026-03-03T00:00:00Z',
      });
    default:
      return incidentRow(id, { ...decided(state, 1), ...(state === 'DUPLICATE' ? original : {}) });
  }
}

const incidentValues: Readonly<Record<string, unknown>> = {
  DUPLICATE: { duplicateOf: 'XAA:incident:original' },
};
const reportValues: Readonly<Record<string, unknown>> = {
  LINKED: { incident: 'XAA:incident:original' },
  REJECTED: { rejectionReason: 'It cannot be placed.' },
};

describe('an incident', () => {
  beforeAll(() =>
    subgraph.load({
      incident: [
        incidentRow('XAA:incident:original'),
        ...pairs(incidentStates).map(([from, to]) =>
          incidentIn(`XAA:incident:${from}.${to}`, from),
        ),
      ],
    }),
  );

  it.each(pairs(incidentStates))('%s to %s goes as the domain says', async (from, to) => {
    const allowed = ways[from]?.includes(to) === true;
    const values = from === 'REOPENED' ? { standing: 'UNSUBSTANTIATED' } : incidentValues[to];
    const { code, answer } = await mutate(
      subgraph,
      worker('XAA'),
      'advanceIncident',
      {
        ...{ id: `XAA:incident:${from}.${to}`, to, expectedRevision: 1, reason: 'As found.' },
        ...(allowed && to !== 'UNDER_VERIFICATION' && values !== undefined ? { with: values } : {}),
      },
      '{ incident { state standing revision decidedAt closedAt verificationStartedAt } }',
    );
    if (!allowed) {
      expect(code).toBe('TRANSITION_NOT_ALLOWED');
      return;
    }
    expect(code).toBeNull();
    const { incident } = answer;
    expect(incident).toMatchObject({ state: to, revision: 2 });
    const before = from === 'CLOSED' ? 'VERIFIED' : from;
    const standing =
      to === 'UNDER_VERIFICATION' || to === 'REOPENED'
        ? 'ALLEGED'
        : to === 'CLOSED'
          ? from === 'REOPENED'
            ? 'UNSUBSTANTIATED'
            : before
          : to;
    expect(incident?.['standing']).toBe(standing);
    expect(incident?.['decidedAt'] === null).toBe(standing === 'ALLEGED');
    expect(incident?.['closedAt'] === null).toBe(to !== 'CLOSED');
  });

  it('says which ways are open, to its owner and to nobody else', async () => {
    const source = `{ incident(id: "XAA:incident:UNDER_VERIFICATION.OPEN") { allowedTransitions } }`;
    const allowed = async (who: ReturnType<typeof worker>) => {
      const { incident } = await subgraph
        .as(who)
        .query<{ incident: { allowedTransitions: string[] } }>(source);
      return [...incident.allowedTransitions].sort();
    };
    expect(await allowed(worker('XAA'))).toEqual([...(ways['UNDER_VERIFICATION'] ?? [])].sort());
    expect(await allowed(worker('XAA', ['reporter']))).toEqual([]);
    expect(await allowed(worker('XAB'))).toEqual([]);
  });

  it.each([
    ['DUPLICATE', 'without what it repeats', {}, 'FIELD_REQUIRED'],
    ['DUPLICATE', 'of itself', { duplicateOf: 'XAA:incident:w1' }, 'BAD_USER_INPUT'],
    ['VERIFIED', 'with another standing', { standing: 'DISPUTED' }, 'BAD_USER_INPUT'],
    ['VERIFIED', 'as a repetition', { duplicateOf: 'XAA:incident:original' }, 'BAD_USER_INPUT'],
  ])('is not %s %s', async (to, _what, values, code) => {
    const id = 'XAA:incident:w1';
    await subgraph.load({ incident: [incidentRow(id, { state: 'UNDER_VERIFICATION' })] });
    const outcome = await mutate(
      subgraph,
      worker('XAA'),
      'advanceIncident',
      { id, to, with: values, expectedRevision: 1 },
      '{ incident { state } }',
    );
    expect(outcome.code).toBe(code);
  });

  it('is not held to be something else by closing it', async () => {
    const id = 'XAA:incident:w4';
    await subgraph.load({ incident: [incidentIn(id, 'VERIFIED')] });
    const { code } = await mutate(
      subgraph,
      worker('XAA'),
      'closeIncident',
      { id, expectedRevision: 1, with: { standing: 'DISPUTED' } },
      '{ incident { state } }',
    );
    expect(code).toBe('BAD_USER_INPUT');
  });

  it('is closed after it was reopened only with what it is held to be', async () => {
    const id = 'XAA:incident:w2';
    await subgraph.load({ incident: [incidentIn(id, 'REOPENED')] });
    const close = (more: object) =>
      mutate(
        subgraph,
        worker('XAA'),
        'closeIncident',
        { id, expectedRevision: 1, reason: 'Reopened by mistake.', ...more },
        '{ incident { state standing } }',
      );
    expect(await close({})).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'An incident is not closed as an allegation.',
    });
    expect((await close({ with: { standing: 'VERIFIED' } })).answer).toEqual({
      incident: { state: 'CLOSED', standing: 'VERIFIED' },
    });
  });

  it('keeps what was found in its history when it is reopened', async () => {
    const id = 'XAA:incident:w3';
    await subgraph.load({ incident: [incidentIn(id, 'CLOSED')] });
    const { answer } = await mutate(
      subgraph,
      worker('XAA'),
      'reopenIncident',
      { id, expectedRevision: 1, reason: 'New imagery.' },
      '{ incident { standing history { from to reason } revisions { changes { field before after } } } }',
    );
    expect(answer['incident']).toMatchObject({
      standing: 'ALLEGED',
      history: [{ from: 'CLOSED', to: 'REOPENED', reason: 'New imagery.' }],
      revisions: [
        {
          changes: expect.arrayContaining([
            { field: 'standing', before: '"VERIFIED"', after: '"ALLEGED"' },
          ]),
        },
      ],
    });
  });
});

describe('a report', () => {
  beforeAll(() =>
    subgraph.load({
      incident: [incidentRow('XAA:incident:original')],
      incident_report: pairs(reportStates).map(([from, to]) =>
        reportRow(`XAA:incident-report:${from}.${to}`, {
          state: from,
          incident_id: from === 'LINKED' ? 'XAA:incident:original' : null,
          rejection_reason: from === 'REJECTED' ? 'No place.' : null,
        }),
      ),
    }),
  );

  it.each(pairs(reportStates))('%s to %s goes as the domain says', async (from, to) => {
    const { code, answer } = await mutate(
      subgraph,
      worker('XAA'),
      'advanceIncidentReport',
      {
        ...{ id: `XAA:incident-report:${from}.${to}`, to, expectedRevision: 1 },
        ...{ reason: 'As found.', with: reportValues[to] },
      },
      '{ incidentReport { state incident { id } rejectionReason } }',
    );
    if (ways[from]?.includes(to) !== true) {
      expect(code).toBe('TRANSITION_NOT_ALLOWED');
      return;
    }
    expect(code).toBeNull();
    expect(answer['incidentReport']).toEqual({
      state: to,
      incident: to === 'LINKED' ? { id: 'XAA:incident:original' } : null,
      rejectionReason: to === 'REJECTED' ? 'It cannot be placed.' : null,
    });
  });

  it.each([
    ['LINKED', 'incident'],
    ['REJECTED', 'rejectionReason'],
  ])('is %s only with %s', async (to, field) => {
    await subgraph.load({
      incident_report: [reportRow('XAA:incident-report:w1', { state: 'TRIAGED' })],
    });
    const { code, message } = await mutate(
      subgraph,
      worker('XAA'),
      'advanceIncidentReport',
      { id: 'XAA:incident-report:w1', to, expectedRevision: 1 },
      '{ incidentReport { state } }',
    );
    expect(code).toBe('FIELD_REQUIRED');
    expect(message).toContain(field);
  });
});

describe('a verification task', () => {
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const complete = (id: string, who = worker('XAA')) =>
    mutate(
      subgraph,
      who,
      'completeVerificationTask',
      { id, expectedRevision: 1 },
      '{ verificationTask { state doneAt allowedTransitions } }',
    );

  it('is completed until it expires, by its owner', async () => {
    const id = 'XAA:verification-task:1';
    await subgraph.load({
      verification_task: [taskRow(id, 'XAA:incident:original', { expires_at: at(1) })],
    });
    expect((await complete(id, worker('XAB'))).code).toBe('RECORD_NOT_FOUND');
    const { code, answer } = await complete(id);
    expect(code).toBeNull();
    expect(answer['verificationTask']).toMatchObject({ state: 'DONE', allowedTransitions: [] });
    expect(answer['verificationTask']?.['doneAt']).not.toBeNull();
  });

  it('lapses by its own time: nobody completes it any more', async () => {
    const id = 'XAA:verification-task:2';
    await subgraph.load({
      verification_task: [taskRow(id, 'XAA:incident:original', { expires_at: at(-1) })],
    });
    expect((await complete(id)).code).toBe('TRANSITION_NOT_ALLOWED');
    const read = await subgraph
      .as(worker('XAA'))
      .query(`{ verificationTask(id: "${id}") { state allowedTransitions } }`);
    expect(read).toEqual({ verificationTask: { state: 'EXPIRED', allowedTransitions: [] } });
  });
});
