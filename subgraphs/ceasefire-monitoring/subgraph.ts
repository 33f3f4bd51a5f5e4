import { defineEntity, defineSubgraph, readContract } from '@entente/kit';
import { closuresAfterIncidents } from './closures/closures-after-incidents.ts';
import { alert } from './entities/alert.ts';
import { assessment } from './entities/assessment.ts';
import { controlLineVersion } from './entities/control-line-version.ts';
import { incident } from './entities/incident.ts';
import { incidentReport } from './entities/incident-report.ts';
import { verificationTask } from './entities/verification-task.ts';
import { tables } from './migrations/001-tables.ts';
import { writing as writingColumns } from './migrations/002-writing.ts';
import { series } from './series.ts';
import { writing } from './writing.ts';

/** Commitments, reports, incidents, assessments, tasks, lines, alerts and weekly summaries. */
export const ceasefireMonitoring = defineSubgraph({
  name: 'ceasefire-monitoring',
  contract: readContract(new URL('../../schema/ceasefire-monitoring.graphql', import.meta.url)),
  migrations: { '001_tables': tables, '002_writing': writingColumns },
  entities: [
    defineEntity('Commitment'),
    incidentReport,
    incident,
    assessment,
    verificationTask,
    controlLineVersion,
    alert,
    defineEntity('PeriodSummary'),
  ],
  series,
  writing,
  resolvers: { Crossing: { closuresAfterIncidents } },
});
