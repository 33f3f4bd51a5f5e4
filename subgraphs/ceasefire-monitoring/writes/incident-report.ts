import { type Checked, defineWrites, type Problem } from '@entente/kit';
import { incidentReportStates } from '../states/incident-report.ts';
import { eventProblems } from './event-rules.ts';
import { recorders } from './roles.ts';

/** Nobody puts a report into another partner's mouth: what others report, they file. */
export const incidentReportWrites = defineWrites('IncidentReport', {
  create: {
    field: 'submitReport',
    bulk: 'submitReports',
    roles: recorders,
    defaults: (_input, { at }) => ({ receivedAt: at }),
  },
  advance: { field: 'advanceIncidentReport', states: incidentReportStates },
  correct: { field: 'correctIncidentReport', roles: recorders },
  withdraw: { field: 'withdrawIncidentReport', roles: recorders },
  limits: { dayPrecision: { min: 1, max: 3 }, geoPrecision: { min: 1, max: 3 } },
  check: (checked) => [...eventProblems(checked.row, checked.at), ...reportProblems(checked)],
});

function reportProblems({ row, before, at, caller }: Checked): readonly Problem[] {
  const problems: Problem[] = [];
  const reporter = row['reporter_code'];
  if (reporter != null && reporter !== caller.partner && reporter !== before?.['reporter_code']) {
    problems.push({
      field: 'reporter',
      message: `A report of ${caller.partner} is not one by ${reporter}.`,
      advice: 'Leave it out where the report came from elsewhere.',
    });
  }
  if (Date.parse(String(row['received_at'])) > Date.parse(at) + 300_000) {
    problems.push({ field: 'receivedAt', message: 'The instant lies ahead.' });
  }
  if ((row['state'] === 'LINKED') !== (row['incident_id'] != null)) {
    problems.push({ field: 'incident', message: 'A report has an incident where it is LINKED.' });
  }
  if (row['state'] !== 'REJECTED' && row['rejection_reason'] != null) {
    problems.push({
      field: 'rejectionReason',
      message: 'Only a report that is REJECTED has a reason of it.',
    });
  }
  if (before !== null && row['duplicate_of_id'] === before['id']) {
    problems.push({ field: 'duplicateOf', message: 'A report does not repeat itself.' });
  }
  return problems;
}
