import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import {
  alertRow,
  assessmentRow,
  decided,
  incidentRow,
  reportRow,
  summaryRow,
  taskRow,
} from './rows.ts';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
});
afterAll(() => subgraph.close());

const incident = 'XAA:incident:1';
const broken: readonly (readonly [string, string, Record<string, unknown>])[] = [
  ['an exercise alert as an actual one', 'alert', alertRow('XAA:alert:1', { status: 'ACTUAL' })],
  [
    'a restriction of a public alert',
    'alert',
    alertRow('XAA:alert:1', { restriction: 'Partners' }),
  ],
  ['a sub-type of another type', 'incident', incidentRow(incident, { sub_type: 'MOB_VIOLENCE' })],
  [
    'a sub-type that never enters the hub',
    'incident_report',
    reportRow('XAA:report:1', { type: 'VIOLENCE_AGAINST_CIVILIANS', sub_type: 'SEXUAL_VIOLENCE' }),
  ],
  [
    'a finding while verification goes on',
    'incident',
    incidentRow(incident, { ...decided('VERIFIED', 1), state: 'UNDER_VERIFICATION' }),
  ],
  ['a closed allegation', 'incident', incidentRow(incident, { state: 'CLOSED' })],
  ['a duplicate of nothing', 'incident', incidentRow(incident, decided('DUPLICATE', 1))],
  [
    'a linked report without an incident',
    'incident_report',
    reportRow('XAA:report:1', { state: 'LINKED' }),
  ],
  ['a day precision beyond 3', 'incident_report', reportRow('XAA:report:1', { day_precision: 4 })],
  [
    'somebody responsible for what is no violation',
    'assessment',
    assessmentRow('XAA:assessment:1', incident, 'NO_VIOLATION', { attributed_to: 'First party' }),
  ],
  [
    'a done task without its time',
    'verification_task',
    taskRow('XAA:task:1', incident, { state: 'DONE' }),
  ],
  [
    'a week that begins on a Sunday',
    'period_summary',
    summaryRow('XAA:summary:1', '2026-03-01', 'XX01'),
  ],
  [
    'a record of an owner that its id does not name',
    'incident',
    { ...incidentRow(incident), owner_code: 'XAB' },
  ],
  ['a real record in an exercise', 'incident', incidentRow(incident, { exercise: false })],
];

describe('the tables refuse', () => {
  it.each(broken)('%s', async (_what, table, row) => {
    await expect(subgraph.load({ [table]: [row] })).rejects.toThrow(/violates check constraint/);
  });
});
