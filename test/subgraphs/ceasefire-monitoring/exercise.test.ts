import type { Row } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateCeasefireMonitoring } from '../../../cli/exercise/ceasefire-monitoring.ts';
import { createWorld } from '../../../cli/exercise/world.ts';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

const until = '2026-05-31';

function generate(seed: number): Readonly<Record<string, readonly Row[]>> {
  const tables = generateCeasefireMonitoring(createWorld({ seed, size: 'small', until }));
  return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, [...rows]]));
}

const exercise = generate(1);
const rowsOf = (table: string) => exercise[table] ?? [];

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
  await subgraph.load(exercise);
});
afterAll(() => subgraph.close());

describe('an exercise of ceasefire monitoring', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(generate(1)).toEqual(exercise);
    expect(generate(2)).not.toEqual(exercise);
  });

  it('fills every list of the contract', async () => {
    const lists = {
      commitments: 'commitment',
      incidentReports: 'incident_report',
      incidents: 'incident',
      assessments: 'assessment',
      verificationTasks: 'verification_task',
      controlLineVersions: 'control_line_version',
      alerts: 'alert',
      periodSummaries: 'period_summary',
    };
    const fields = Object.keys(lists).map((list) => `${list}(first: 0) { totalCount }`);
    const counts = Object.entries(lists).map(([list, table]) => [
      list,
      { totalCount: rowsOf(table).length },
    ]);
    expect(await subgraph.query(`{ ${fields.join(' ')} }`)).toEqual(Object.fromEntries(counts));
  });

  it('knows nothing that happened after its noon', () => {
    const noon = `${until}T12:00:00.000000Z`;
    const happened = ['changed_at', 'opened_at', 'decided_at', 'received_at', 'made_at', 'sent'];
    const later = Object.values(exercise)
      .flat()
      .flatMap((row) => happened.map((column) => row[column]))
      .filter((time) => typeof time === 'string' && time > noon);
    expect(later).toEqual([]);
  });

  it('opens every incident with a report, and links reports to incidents that exist', () => {
    const linked = rowsOf('incident_report').flatMap((row) => row['incident_id'] ?? []);
    const incidents = rowsOf('incident').map((row) => row['id']);
    expect(new Set(linked)).toEqual(new Set(incidents));
  });

  it('sums up a week as it stood when the summary was published', () => {
    const total = (column: string) =>
      rowsOf('period_summary').reduce((sum, row) => sum + Number(row[column]), 0);
    expect(total('alleged')).toBeGreaterThan(0);
    for (const row of rowsOf('period_summary')) {
      const week = Date.parse(String(row['week']));
      const days = (day: unknown) => (Date.parse(String(day)) - week) / 86_400_000;
      const stood = rowsOf('incident').filter(
        (incident) =>
          incident['place_pcode'] === row['place_pcode'] &&
          incident['type'] === row['type'] &&
          days(incident['occurred_on']) >= 0 &&
          days(incident['occurred_on']) < 7 &&
          incident['standing'] === 'VERIFIED' &&
          days(incident['decided_at']) <= days(row['published_on']),
      );
      expect(row['verified']).toBe(stood.length);
    }
  });
});
