import { facilities } from './facilities.ts';
import { flowCounts } from './flow-counts.ts';
import { incidentReports } from './incident-reports.ts';
import { publishedTotals } from './published-totals.ts';
import type { RecordKind } from './record-kind.ts';

/** The kinds of records that files hold, in the order in which they are recognised. */
export const recordKinds: readonly RecordKind[] = Object.freeze([
  flowCounts,
  incidentReports,
  facilities,
  publishedTotals,
]);
