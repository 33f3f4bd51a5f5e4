import type { WritingDefinition } from '@entente/kit';
import { alertWrites } from './writes/alert.ts';
import { assessmentWrites } from './writes/assessment.ts';
import { cancelAlert } from './writes/cancel-alert.ts';
import { incidentWrites } from './writes/incident.ts';
import { incidentReportWrites } from './writes/incident-report.ts';
import { mergeReports } from './writes/merge-reports.ts';
import { splitIncident } from './writes/split-incident.ts';
import { verificationTaskWrites } from './writes/verification-task.ts';

/** How reports, incidents, assessments, tasks and alerts are written. */
export const writing: WritingDefinition = {
  writes: [
    incidentReportWrites,
    incidentWrites,
    assessmentWrites,
    verificationTaskWrites,
    alertWrites,
  ],
  mutations: [mergeReports, splitIncident, cancelAlert],
};
