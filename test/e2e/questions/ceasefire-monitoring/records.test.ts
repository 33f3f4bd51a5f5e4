import type { Row } from '@entente/kit';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { askQuestion, exerciseStack } from '../../../support/exercise-stack.ts';
import { rowsOf } from './rows.ts';

// The first to ask waits for the hub to start.
beforeAll(async () => void (await exerciseStack()), 180_000);

interface List<Node> {
  readonly totalCount: number;
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const text = (value: unknown) => (typeof value === 'string' ? value : null);
const sortedIds = (rows: readonly Row[]) => rows.map((row) => String(row['id'])).sort();

describe('where partner assessments disagree', () => {
  it('is where findings or the parties held responsible differ', async () => {
    const { incidents } = await askQuestion<{
      incidents: List<{
        id: string;
        assessments: { nodes: { byPartner: { code: string }; finding: string }[] };
      }>;
    }>('ceasefire-monitoring/disagreeing-assessments');
    const byIncident = Map.groupBy(await rowsOf('assessment'), (row) => String(row['incident_id']));
    const expected = [...byIncident].filter(([, assessments]) => {
      const findings = new Set(assessments.map((row) => row['finding']));
      const parties = new Set(
        assessments.map((row) => row['attributed_to']).filter((party) => party !== null),
      );
      return (findings.has('VIOLATION') && findings.has('NO_VIOLATION')) || parties.size > 1;
    });
    expect(expected.length).toBeGreaterThan(0);
    expect(incidents.totalCount).toBe(expected.length);
    expect(incidents.nodes.map(({ id }) => id)).toEqual(expected.map(([id]) => id).sort());
    for (const { id, assessments } of incidents.nodes) {
      const made = byIncident.get(id)?.map((row) => `${row['by_partner_code']} ${row['finding']}`);
      expect(
        assessments.nodes.map(({ byPartner, finding }) => `${byPartner.code} ${finding}`).sort(),
      ).toEqual(made?.sort());
    }
  });
});

describe('which reports are duplicates', () => {
  it('names each with the report that it repeats', async () => {
    const { incidentReports } = await askQuestion<{
      incidentReports: List<{
        id: string;
        duplicateOf: { id: string; receivedAt: string };
        incident: { id: string } | null;
      }>;
    }>('ceasefire-monitoring/duplicate-reports');
    const reports = await rowsOf('incident_report');
    const received = new Map(reports.map((row) => [row['id'], row['received_at']]));
    const expected = reports
      .filter((row) => row['duplicate_of_id'] !== null)
      .map((row) => ({
        id: row['id'],
        duplicateOf: {
          id: row['duplicate_of_id'],
          receivedAt: received.get(row['duplicate_of_id']),
        },
        incident: row['incident_id'] === null ? null : { id: row['incident_id'] },
      }));
    expect(expected.length).toBeGreaterThan(0);
    expect(incidentReports.totalCount).toBe(expected.length);
    expect(incidentReports.nodes).toHaveLength(expected.length);
    expect(incidentReports.nodes).toEqual(expect.arrayContaining(expected));
  });
});

describe('what is overdue', () => {
  it('is what is assigned past its due time, until it expires', async () => {
    const before = new Date().toISOString();
    const { overdue, expired } = await askQuestion<{
      overdue: List<{ id: string; incident: { id: string; state: string } }>;
      expired: { totalCount: number };
    }>('ceasefire-monitoring/overdue-tasks');
    const assigned = (await rowsOf('verification_task')).filter(
      (row) => row['state'] === 'ASSIGNED',
    );
    const at = (row: Row, column: string) => text(row[column]) ?? '';
    const late = assigned.filter(
      (row) => at(row, 'due_at') <= before && at(row, 'expires_at') > before,
    );
    const ended = assigned.filter((row) => at(row, 'expires_at') <= before);
    expect(overdue.nodes.map(({ id }) => id).sort()).toEqual(sortedIds(late));
    expect(overdue.totalCount).toBe(late.length);
    expect(expired.totalCount).toBe(ended.length);
    expect(late.length + ended.length).toBeGreaterThan(0);
    const states = new Map((await rowsOf('incident')).map((row) => [row['id'], row['state']]));
    for (const { incident } of overdue.nodes) expect(incident.state).toBe(states.get(incident.id));
  });
});

describe("what changed since yesterday's briefing", () => {
  it('is what the partners changed after it', async () => {
    const changes = (await rowsOf('incident')).map((row) => String(row['changed_at']));
    // A briefing after which a tenth of the incidents changed.
    const since = changes.sort().at(-Math.ceil(changes.length / 10)) ?? '';
    const answer = await askQuestion<
      Record<string, { totalCount: number; nodes?: { id: string; changedAt: string }[] }>
    >('ceasefire-monitoring/changed-since-briefing', { since });
    const changed = async (table: string) =>
      (await rowsOf(table)).filter((row) => String(row['changed_at']) > since);
    expect(answer['incidents']?.nodes?.map(({ id }) => id).sort()).toEqual(
      sortedIds(await changed('incident')),
    );
    expect(
      Object.fromEntries(
        Object.entries(answer).map(([list, { totalCount }]) => [list, totalCount]),
      ),
    ).toEqual({
      incidents: (await changed('incident')).length,
      incidentReports: (await changed('incident_report')).length,
      assessments: (await changed('assessment')).length,
      verificationTasks: (await changed('verification_task')).length,
      alerts: (await changed('alert')).length,
    });
    expect((await changed('incident')).length).toBeGreaterThan(0);
  });
});
