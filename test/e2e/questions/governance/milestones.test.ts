import type { Row } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';
import { exerciseWorld } from '../../../support/exercise-stack.ts';
import { allPages } from './all-pages.ts';
import { rowById, rowsOf } from './rows.ts';

describe('Which points are blocked, by what?', () => {
  it('gives each blocked milestone, what blocks it and what must be met first', async () => {
    const milestone = await rowById('milestone');
    const mandate = await rowById('mandate');
    const blocked = (await rowsOf('milestone', 'due_on')).filter(
      ({ state }) => state === 'BLOCKED',
    );
    expect(blocked.length).toBeGreaterThan(0);
    expect(await allPages('which-points-are-blocked')).toEqual(
      blocked.map((row) => ({
        id: row['id'],
        planPoint: { number: row['plan_point_number'] },
        title: row['title'],
        dueOn: row['due_on'],
        blockedBy: (row['blocked_by'] as Row[]).map(({ kind, reason, since, ...by }) => ({
          kind,
          reason,
          since,
          milestone:
            by['milestone'] === null ? null : { title: milestone(by['milestone'])['title'] },
          mandate:
            by['mandate'] === null ? null : { instrument: mandate(by['mandate'])['instrument'] },
        })),
        blockingMilestones: {
          nodes: (row['blocking_milestones_id'] as string[])
            .toSorted()
            .map((id) => ({ id, state: milestone(id)['state'] })),
        },
      })),
    );
  });
});

describe('What is due before the six-monthly report?', () => {
  interface Mandate {
    readonly reportingCycleMonths: number | null;
    readonly nextReportDueOn: string | null;
  }

  it('gives what is open and due before the day that the mandate says', async () => {
    const mandates = await allPages<Mandate>('when-do-mandates-expire');
    const sixMonthly = mandates.find(
      (one) => one.reportingCycleMonths === 6 && one.nextReportDueOn !== null,
    );
    const reportOn = String(sixMonthly?.nextReportDueOn);
    const due = (await rowsOf('milestone', 'due_on')).filter(
      (row) =>
        row['due_on'] !== null &&
        String(row['due_on']) < reportOn &&
        row['state'] !== 'VERIFIED_MET' &&
        row['state'] !== 'LAPSED',
    );
    expect(due.length).toBeGreaterThan(0);
    expect(await allPages('what-is-due-before-the-report', { reportOn })).toEqual(
      due.map((row) => ({
        id: row['id'],
        planPoint: { number: row['plan_point_number'] },
        title: row['title'],
        state: row['state'],
        dueOn: row['due_on'],
        verifier: { code: row['verifier_code'] },
      })),
    );
  });
});

describe('When do mandates expire?', () => {
  /** The first end of a cycle that is not past; a 31st is the last day of a shorter month. */
  function nextReport(from: string, months: number, end: string | null): string | null {
    for (let n = 1; ; n++) {
      const date = new Date(`${from}T00:00:00Z`);
      const day = date.getUTCDate();
      date.setUTCDate(1);
      date.setUTCMonth(date.getUTCMonth() + n * months + 1, 0);
      date.setUTCDate(Math.min(day, date.getUTCDate()));
      const due = date.toISOString().slice(0, 10);
      if (due >= new Date().toISOString().slice(0, 10))
        return end !== null && due > end ? null : due;
    }
  }

  it('gives each mandate in the order of its end, what has none last', async () => {
    const body = await rowById('body');
    const mandates = await rowsOf('mandate', 'expires_on');
    expect(mandates.at(-1)?.['expires_on']).toBeNull();
    expect(await allPages('when-do-mandates-expire')).toEqual(
      mandates.map((row) => ({
        id: row['id'],
        instrument: row['instrument'],
        body: { code: body(row['body_id'])['code'] },
        expiresOn: row['expires_on'],
        reportingCycleMonths: row['reporting_cycle_months'],
        reportsTo: row['reports_to'],
        nextReportDueOn:
          row['reporting_cycle_months'] === null
            ? null
            : nextReport(
                String(row['reports_counted_from']),
                Number(row['reporting_cycle_months']),
                row['expires_on'] as string | null,
              ),
      })),
    );
    expect((await exerciseWorld()).count('mandate')).toBe(mandates.length);
  });
});

describe('Which reform benchmarks are verified, by whom?', () => {
  it('gives the verified ones with their assessor', async () => {
    const body = await rowById('body');
    const verified = (await rowsOf('reform_benchmark')).filter(({ state }) => state === 'VERIFIED');
    expect(verified.length).toBeGreaterThan(0);
    expect(await allPages('which-benchmarks-are-verified')).toEqual(
      verified.map((row) => ({
        id: row['id'],
        area: row['area'],
        title: row['title'],
        body: { code: body(row['body_id'])['code'] },
        assessor: { code: row['assessor_code'] },
        assessorBody: { code: body(row['assessor_body_id'])['code'] },
        assessedOn: row['assessed_on'],
      })),
    );
  });
});

describe('Which obligations remain?', () => {
  it('is not made up: the exercise has no counters', async () => {
    expect(await allPages('which-obligations-remain')).toEqual([]);
  });
});
