import { defineMutation, refusal } from '@entente/kit';
import { groupedReports, isOwn, reportIds } from './grouped-reports.ts';
import { recorders } from './roles.ts';

interface SplitArguments {
  readonly id: string;
  readonly reports: readonly string[];
  readonly reason: string;
  readonly expectedRevision: number;
}

/** Undoes what `mergeReports` did; what had been merged stays in history and revisions. */
export const splitIncident = defineMutation('splitIncident', {
  roles: recorders,
  handle: async (write, { id, reports, reason, expectedRevision }: SplitArguments) => {
    const ids = reportIds(reports);
    const incident = await write.lock('Incident', id, expectedRevision);
    const own = await write.lockAll(
      'IncidentReport',
      ids.filter((one) => isOwn(one, write)),
    );
    const grouped = groupedReports(incident);
    const elsewhere =
      own.find(({ row }) => row['incident_id'] !== id)?.id ??
      ids.find((one) => !isOwn(one, write) && !grouped.includes(one));
    if (elsewhere !== undefined) {
      throw refusal('BAD_USER_INPUT', `${elsewhere} is not in ${id}.`, { field: 'reports' });
    }
    for (const report of own) await write.advance(report, 'TRIAGED', { reason });
    const left = grouped.filter((one) => !ids.includes(one));
    await write.change(incident, { reportsOfOthersId: left }, { kind: 'SPLIT', reason });
    return { incident: id };
  },
});
