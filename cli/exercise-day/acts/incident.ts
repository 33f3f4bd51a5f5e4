import type { Actor, Day } from '../day.ts';
import { forPartners } from '../marking.ts';
import { pick, pickList, sum } from '../pick.ts';
import { type Act, scene } from '../scene.ts';

const reporter = (partner: string): Actor => ({ partner, role: 'reporter' });
const verifier = (partner: string): Actor => ({ partner, role: 'verifier' });
const reader: Actor = { partner: 'XAC', role: 'analyst' };

const report = `mutation($input: IncidentReportInput!, $marking: MarkingInput!, $key: ID!) {
  submitReport(input: $input, marking: $marking, idempotencyKey: $key) { incidentReport { id } } }`;
const triage = `mutation($id: ID!, $key: ID!) {
  advanceIncidentReport(id: $id, to: TRIAGED, expectedRevision: 1, idempotencyKey: $key) {
    incidentReport { state } } }`;
const open = `mutation($input: IncidentInput!, $marking: MarkingInput!, $key: ID!) {
  openIncident(input: $input, marking: $marking, idempotencyKey: $key) {
    incident { id revision } } }`;
const merge = `mutation($id: ID!, $reports: [ID!]!, $key: ID!) {
  mergeReports(id: $id, reports: $reports, expectedRevision: 1, idempotencyKey: $key) {
    incident { id } } }`;
const assess = `mutation($input: AssessmentInput!, $marking: MarkingInput!, $key: ID!) {
  addAssessment(input: $input, marking: $marking, idempotencyKey: $key) { assessment { id } } }`;
const withdraw = `mutation($id: ID!, $key: ID!) {
  withdrawAssessment(id: $id, reason: "We do not agree", expectedRevision: 1, idempotencyKey: $key) {
    assessment { id } } }`;
const counted = `query($from: Date!, $to: Date!) { place(pcode: "XT0104") {
  incidentSeries(from: $from, to: $to) { points { alleged verified } } } }`;
const found = `query($id: ID!) { incident(id: $id) { standing assessmentsDisagree
  reports { totalCount } assessments { nodes { byPartner { code } finding } } } }`;

const disagreeing = `query($after: String) { incidents(first: 200, after: $after,
  filter: { assessmentsDisagree: true, place: ["XT0104"] }) {
    nodes { id } pageInfo { hasNextPage endCursor } } }`;

/** Where do partner assessments disagree? All pages of it. */
async function whereTheyDisagree(day: Day): Promise<readonly unknown[]> {
  const ids: unknown[] = [];
  for (let after: unknown = null, more = true; more; ) {
    const answer = await day.ask(reader, disagreeing, { after });
    ids.push(...pickList(answer, 'incidents.nodes').map(({ id }) => id));
    after = pick(answer, 'incidents.pageInfo.endCursor');
    more = pick(answer, 'incidents.pageInfo.hasNextPage') === true;
  }
  return ids;
}

/** Two partners report one event and find different things: both stand, and neither is the truth. */
export async function* incident(day: Day): Act {
  const before = await day.ask(reader, counted, day.period);

  yield scene('12:00', 'XAD and XAE each report shots near Northport.');
  const event = {
    ...{ type: 'BATTLES', subType: 'ARMED_CLASH', occurredOn: day.today },
    ...{ place: 'XT0104', crossing: 'NORTHPORT', summary: 'Shots were heard near the crossing.' },
  };
  const reports: unknown[] = [];
  for (const partner of ['XAD', 'XAE']) {
    const input = { ...event, reporter: partner, reporterKind: 'MONITORING_TEAM' };
    const answer = await day.write(reporter(partner), report, { input, marking: forPartners });
    reports.push(pick(answer, 'submitReport.incidentReport.id'));
  }
  await day.write(verifier('XAD'), triage, { id: reports[0] });

  yield scene('13:00', 'XAD opens an incident and merges both reports into it.');
  const opened = await day.write(verifier('XAD'), open, { input: event, marking: forPartners });
  const id = pick(opened, 'openIncident.incident.id');
  await day.write(verifier('XAD'), merge, { id, reports });

  yield scene('14:00', 'XAD finds a violation. XAE does not.');
  const statement = async (partner: string, finding: string) => {
    const input = { incident: id, finding, confidence: 'MODERATE' };
    const answer = await day.write(verifier(partner), assess, { input, marking: forPartners });
    return pick(answer, 'addAssessment.assessment.id');
  };
  await statement('XAD', 'VIOLATION');
  const contrary = await statement('XAE', 'NO_VIOLATION');
  yield scene('14:30', 'XAD, whose incident it is, tries to remove what XAE has stated.');
  await day.refused(verifier('XAD'), 'RECORD_NOT_FOUND', withdraw, { id: contrary });

  const answer = await day.ask(reader, found, { id });
  const findings = pickList(answer, 'incident.assessments.nodes').map((one) => [
    pick(one, 'byPartner.code'),
    one['finding'],
  ]);
  day.expect('both assessments stand, and are seen to disagree', findings.sort(), [
    ['XAD', 'VIOLATION'],
    ['XAE', 'NO_VIOLATION'],
  ]);
  day.expect(
    'the incident is an allegation with two reports',
    [
      pick(answer, 'incident.standing'),
      pick(answer, 'incident.assessmentsDisagree'),
      pick(answer, 'incident.reports.totalCount'),
    ],
    ['ALLEGED', true, 2],
  );
  const listed = await whereTheyDisagree(day);
  day.expect('it is listed where assessments disagree', listed.includes(id), true);
  const after = await day.ask(reader, counted, day.period);
  const points = [before, after].map((one) => pickList(one, 'place.incidentSeries.points'));
  const gained = (field: string) => sum(points[1] ?? [], field) - sum(points[0] ?? [], field);
  day.expect(
    'the district counts one alleged incident more, and no verified one',
    [gained('alleged'), gained('verified')],
    [1, 0],
  );
}
