import { defineMutation, refusal, sql, type WriteContext } from '@entente/kit';
import { groupedReports, isOwn, reportIds } from './grouped-reports.ts';
import { recorders } from './roles.ts';

interface MergeArguments {
  readonly id: string;
  readonly reports: readonly string[];
  readonly original?: string | null;
  readonly reason?: string | null;
  readonly expectedRevision: number;
}

/**
 * Own reports are linked; others' are grouped in the incident, which says nothing of their state. A
 * report stands in one incident of its owner, and in as many groups as others make.
 */
export const mergeReports = defineMutation('mergeReports', {
  roles: recorders,
  handle: async (write, args: MergeArguments) => {
    const { id, original = null, reason = null, expectedRevision } = args;
    const ids = reportIds(args.reports);
    const incident = await write.lock('Incident', id, expectedRevision);
    const own = await write.lockAll(
      'IncidentReport',
      ids.filter((one) => isOwn(one, write)),
    );
    const others = ids.filter((one) => !isOwn(one, write));
    await requireReports(write, original === null ? others : [...others, original]);
    await requireOriginal(write, original);
    for (const report of own) {
      const duplicateOf =
        original === null || report.id === original ? {} : { duplicateOf: original };
      await write.advance(report, 'LINKED', { with: { incident: id, ...duplicateOf }, reason });
    }
    const grouped = [...new Set([...groupedReports(incident), ...others])];
    await write.change(incident, { reportsOfOthersId: grouped }, { kind: 'MERGED', reason });
    return { incident: id };
  },
});

/** The same answer for a report that is withheld and for one that is not there. */
async function requireReports({ db }: WriteContext, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from incident_report where id = any(${ids}::text[])`.execute(db);
  const found = new Set(rows.map(({ id }) => id));
  const missing = ids.find((one) => !found.has(one));
  if (missing === undefined) return;
  throw refusal('REFERENCE_UNKNOWN', `${missing} is no IncidentReport.`, { field: 'reports' });
}

/** Repetitions point to the first report, never to each other. */
async function requireOriginal({ db }: WriteContext, original: string | null): Promise<void> {
  if (original === null) return;
  const { rows } = await sql`select from incident_report
    where id = ${original} and duplicate_of_id is not null`.execute(db);
  if (rows.length === 0) return;
  throw refusal('BAD_USER_INPUT', `${original} repeats another report itself.`, {
    field: 'original',
    advice: 'Name the report that it repeats.',
  });
}
