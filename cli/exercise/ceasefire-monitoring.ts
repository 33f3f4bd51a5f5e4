import type { TableRows } from '@entente/kit';
import { alertRows } from './ceasefire-monitoring/alert-rows.ts';
import { assessmentRows } from './ceasefire-monitoring/assessment-rows.ts';
import { drawCommitments } from './ceasefire-monitoring/commitments.ts';
import { controlLineVersionRows } from './ceasefire-monitoring/control-line-version-rows.ts';
import { incidentReportRows } from './ceasefire-monitoring/incident-report-rows.ts';
import { incidentRows } from './ceasefire-monitoring/incident-rows.ts';
import { drawIncidents } from './ceasefire-monitoring/incidents.ts';
import { periodSummaryRows } from './ceasefire-monitoring/period-summary-rows.ts';
import { verificationTaskRows } from './ceasefire-monitoring/verification-task-rows.ts';
import type { World } from './world.ts';

/** Rows of an exercise for the tables of ceasefire monitoring; each table can be read once. */
export function generateCeasefireMonitoring(world: World): TableRows {
  const commitments = drawCommitments(world);
  const incidents = drawIncidents(world, commitments);
  return {
    commitment: commitments.map(({ row }) => row),
    incident: incidentRows(world, incidents),
    incident_report: incidentReportRows(world, incidents),
    assessment: assessmentRows(world, incidents),
    verification_task: verificationTaskRows(world, incidents),
    control_line_version: controlLineVersionRows(world),
    alert: alertRows(world, incidents),
    period_summary: periodSummaryRows(world, incidents),
  };
}
