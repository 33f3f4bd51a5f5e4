import type { Row, Visibility } from '@entente/kit';
import { ceasefireMonitoring } from '../../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { decided, incidentRow, reportRow } from '../../../subgraphs/ceasefire-monitoring/rows.ts';
import { drawLabel } from '../draw-label.ts';
import { partners } from '../partners.ts';
import type { WrittenDomain } from '../written-domain.ts';

const event = { type: 'BATTLES', subType: 'ARMED_CLASH' };

const isOwn = (row: Row, { partner }: Visibility) => row['owner_code'] === partner;

export const monitoring: WrittenDomain = {
  subgraph: ceasefireMonitoring,
  // What takes many steps to come about: an incident that is decided, and one that groups reports.
  rows: (draw) => {
    const ids = (type: string) => partners.map((owner) => draw.newId(owner, type));
    const label = () => ({ ...drawLabel(draw), summary: draw.text() });
    const reports = ids('IncidentReport');
    return {
      incident_report: reports.map((id) => reportRow(id, { ...label(), state: 'TRIAGED' })),
      incident: [
        ...ids('Incident').map((id) =>
          incidentRow(id, { ...decided('VERIFIED', 5), reports_of_others_id: [], ...label() }),
        ),
        ...ids('Incident').map((id) =>
          incidentRow(id, {
            reports_of_others_id: reports.filter((one) => !one.startsWith(id.slice(0, 3))),
            ...label(),
          }),
        ),
      ],
    };
  },
  inputs: {
    IncidentReportInput: ({ text }) => ({ ...event, summary: text(), place: 'XT0101' }),
    IncidentInput: ({ text }) => ({ ...event, summary: text(), place: 'XT0101' }),
    AssessmentInput: ({ text }) => ({ rationale: text() }),
    VerificationTaskInput: ({ instant }) => {
      const dueAt = instant('future');
      return { dueAt, expiresAt: new Date(Date.parse(dueAt) + 86_400_000).toISOString() };
    },
    AlertInput: ({ chance, id, instant, text }) => ({
      ...(chance(60)
        ? { msgType: 'ALERT', references: [] }
        : { msgType: 'UPDATE', references: [id('Alert', isOwn)] }),
      headline: { en: text() },
      effectiveFrom: instant('past'),
      effectiveTo: instant('future'),
      status: 'EXERCISE',
      scope: 'PUBLIC',
      places: ['XT0101'],
    }),
  },
  values: {
    dayPrecision: () => 1,
    geoPrecision: () => 2,
    subType: () => event.subType,
    type: () => event.type,
    reporter: () => null,
    restriction: () => null,
    attributedTo: () => null,
  },
  alongside: { Incident: ['IncidentReport'], IncidentReport: ['Incident'], Alert: ['Incident'] },
  elapsed: ['hoursToDecision'],
  about: {
    splitIncident: ({ id, groups_others: groups }, { incident_report: all = [] }) =>
      groups === true || all.some((one) => one['incident_id'] === id),
  },
  arguments: {
    splitIncident: (
      { some },
      { id, reports_of_others_id: others },
      { incident_report: all = [] },
    ) => {
      const linked = all.filter((one) => one['incident_id'] === id).map((one) => one['id']);
      return { reports: some([...linked, ...((others ?? []) as unknown[])], 60, 1) };
    },
    mergeReports: ({ id, some }, { owner_code: owner }, { incident_report: all = [] }) => {
      const own = all.filter((one) => one['owner_code'] === owner && one['state'] === 'TRIAGED');
      return { reports: [...some(own, 50).map((one) => one['id']), id('IncidentReport')] };
    },
  },
  keys: { Place: ['XT0101', 'XT0102'], Crossing: ['KS'], Source: ['s1'], PlanPoint: [1, 2] },
  references: { reports: 'IncidentReport', original: 'IncidentReport', references: 'Alert' },
};
