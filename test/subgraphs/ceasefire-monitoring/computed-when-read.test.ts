import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { alertRow, decided, incidentRow, lineRow, reportRow, taskRow } from './rows.ts';

let subgraph: TestSubgraph;

/** An instant so many days from now. */
const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const day = (days: number) => at(days).slice(0, 10);
const expiry = at(-1);

beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
  const incident = 'XAA:incident:1';
  await subgraph.load({
    incident: [
      incidentRow(incident),
      incidentRow('XAA:incident:2', decided('VERIFIED', 36)),
      incidentRow('XAA:incident:3', decided('DISPUTED', 12)),
    ],
    incident_report: [
      reportRow('XAA:report:1'),
      reportRow('XAA:report:2', { duplicate_of_id: 'XAA:report:1' }),
    ],
    verification_task: [
      taskRow('XAA:task:ahead', incident, { due_at: at(1), expires_at: at(2) }),
      taskRow('XAA:task:done', incident, {
        state: 'DONE',
        state_changed_at: at(-9),
        done_at: at(-9),
        expires_at: expiry,
      }),
      taskRow('XAA:task:expired', incident, { expires_at: expiry }),
      taskRow('XAA:task:overdue', incident, { expires_at: at(1) }),
    ],
    alert: [
      alertRow('XAA:alert:cancel', {
        msg_type: 'CANCEL',
        references: ['XAA:alert:cancelled'],
        effective_to: at(1),
      }),
      alertRow('XAA:alert:future', { effective_from: at(1), effective_to: at(2) }),
      alertRow('XAA:alert:now', { effective_to: at(1) }),
      alertRow('XAA:alert:cancelled', { effective_to: at(1) }),
      alertRow('XAA:alert:updated', { effective_to: at(1) }),
      alertRow('XAA:alert:update', {
        msg_type: 'UPDATE',
        references: ['XAA:alert:updated'],
        effective_to: at(1),
      }),
      // Nobody takes back another's alert.
      alertRow('XAB:alert:stranger', { msg_type: 'CANCEL', references: ['XAA:alert:now'] }),
      alertRow('XAA:alert:past', { effective_to: at(-1) }),
    ],
    control_line_version: [
      lineRow('XAA:line:1', 1, day(-30), day(-10)),
      lineRow('XAA:line:2', 2, day(-10), null),
      lineRow('XAA:line:3', 3, day(10), null),
    ],
  });
});
afterAll(() => subgraph.close());

async function ids(list: string, filter: string): Promise<string[]> {
  const answer = await subgraph.query<Record<string, { nodes: { id: string }[] }>>(
    `{ ${list}(filter: ${filter}) { nodes { id } } }`,
  );
  return (answer[list]?.nodes ?? []).map(({ id }) => id);
}

describe('what depends on the time of reading', () => {
  it('expires a task that nobody did, at the instant it ran out', async () => {
    const { verificationTask } = await subgraph.query<{ verificationTask: unknown }>(
      '{ verificationTask(id: "XAA:task:expired") { state stateChangedAt overdue } }',
    );
    const stateChangedAt = expiry.replace('Z', '000Z');
    expect(verificationTask).toEqual({ state: 'EXPIRED', stateChangedAt, overdue: false });
  });

  it('filters tasks by their state as read', async () => {
    expect(await ids('verificationTasks', '{ state: [EXPIRED] }')).toEqual(['XAA:task:expired']);
    expect(await ids('verificationTasks', '{ state: [DONE] }')).toEqual(['XAA:task:done']);
    expect(await ids('verificationTasks', '{ state: [ASSIGNED] }')).toEqual([
      'XAA:task:ahead',
      'XAA:task:overdue',
    ]);
  });

  it('calls overdue what is late and still to be done', async () => {
    expect(await ids('verificationTasks', '{ overdue: true }')).toEqual(['XAA:task:overdue']);
  });

  it('keeps in force alerts that hold now, until their owner updates or cancels them', async () => {
    expect(await ids('alerts', '{ inForce: true }')).toEqual(['XAA:alert:now', 'XAA:alert:update']);
  });

  it('has one version of a line in effect', async () => {
    expect(await ids('controlLineVersions', '{ inEffect: true }')).toEqual(['XAA:line:2']);
  });
});

describe('what follows from the record', () => {
  it('says how long a decision took, and calls only verified incidents verified', async () => {
    const { incidents } = await subgraph.query<{ incidents: { nodes: unknown } }>(
      '{ incidents { nodes { hoursToDecision verifiedAt } } }',
    );
    expect(incidents.nodes).toEqual([
      { hoursToDecision: null, verifiedAt: null },
      { hoursToDecision: 36, verifiedAt: '2026-03-02T20:00:00.000000Z' },
      { hoursToDecision: 12, verifiedAt: null },
    ]);
    expect(await ids('incidents', '{ hoursToDecision: { min: 13 } }')).toEqual(['XAA:incident:2']);
  });

  it('knows duplicates of reports', async () => {
    expect(await ids('incidentReports', '{ duplicate: true }')).toEqual(['XAA:report:2']);
    expect(await ids('incidentReports', '{ duplicate: false }')).toEqual(['XAA:report:1']);
  });
});
