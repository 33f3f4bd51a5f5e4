import type { Actor, Answer, Day } from '../day.ts';
import { forPartners } from '../marking.ts';
import { pick, pickList } from '../pick.ts';
import { type Act, scene } from '../scene.ts';

const owner: Actor = { partner: 'XAI', role: 'reporter' };
const gatekeeper: Actor = { partner: 'XAG', role: 'reporter' };
const reader: Actor = { partner: 'XAC', role: 'analyst' };

const milestone = `mutation($input: MilestoneInput!, $marking: MarkingInput!, $key: ID!) {
  registerMilestone(input: $input, marking: $marking, idempotencyKey: $key) { milestone { id } } }`;
const register = `mutation($input: ProjectInput!, $marking: MarkingInput!, $key: ID!) {
  registerProject(input: $input, marking: $marking, idempotencyKey: $key) { project { id } } }`;
const advance = `mutation($id: ID!, $to: ProjectState!, $revision: Int!, $key: ID!) {
  advanceProject(id: $id, to: $to, expectedRevision: $revision, idempotencyKey: $key) {
    project { state allowedTransitions } } }`;
const gate = `mutation($input: DependencyInput!, $marking: MarkingInput!, $key: ID!) {
  setGate(input: $input, marking: $marking, idempotencyKey: $key) { dependency { id state } } }`;
const waits = `mutation($id: ID!, $key: ID!) {
  updateProgress(id: $id, input: { waitsOn: [CLEARANCE], waitReason: "The ground is not released" },
    expectedRevision: 3, idempotencyKey: $key) { project { waitsOn } } }`;
const question = `query($id: ID!) { project(id: $id) { state waitsOn
  gates { nodes { state owner { code } milestone { title } } } } }`;

const waiting = `{ projects(first: 500, filter: { waitsOn: [CLEARANCE], place: ["XT0104"] }) {
  totalCount } }`;

/** A school is funded and waits: for the ground, and for a milestone that a gate names. */
export async function* project(day: Day): Act {
  yield scene('08:30', 'XAI registers a school, has it assessed and funded.');
  const input = {
    title: { en: 'Primary school in the north' },
    ...{ type: 'SCHOOL', sector: 'EDU', dacPurpose: 'DAC_73010', place: 'XT0104' },
    ...{ budget: 400_000, currency: 'USD', startsOn: day.tomorrow, endsOn: '2099-12-31' },
  };
  const registered = await day.write(owner, register, { input, marking: forPartners });
  const id = pick(registered, 'registerProject.project.id');
  await day.write(owner, advance, { id, to: 'ASSESSED', revision: 1 });
  await day.refused(owner, 'TRANSITION_NOT_ALLOWED', advance, { id, to: 'APPROVED', revision: 2 });
  await day.write(owner, advance, { id, to: 'FUNDED', revision: 2 });

  yield scene(
    '10:30',
    'XAG sets a gate before the school: a milestone that is not met. XAI says what it waits on.',
  );
  const step = await day.write(gatekeeper, milestone, {
    input: { planPoint: 10, title: 'Ground of the northern schools is released' },
    marking: forPartners,
  });
  const named = pick(step, 'registerMilestone.milestone.id');
  await day.write(gatekeeper, gate, {
    input: { project: id, sector: 'EDU', milestone: named, reason: 'Ground not released' },
    marking: forPartners,
  });
  const before = await day.ask(reader, waiting);
  await day.write(owner, waits, { id });
  const after = await day.ask(reader, waiting);
  const count = (answer: Answer) => Number(pick(answer, 'projects.totalCount'));
  day.expect('one project more waits on clearance in the north', count(after) - count(before), 1);
  const answer = await day.ask(reader, question, { id });
  day.expect(
    'the project is funded and waits on clearance',
    [pick(answer, 'project.state'), pick(answer, 'project.waitsOn')],
    ['FUNDED', ['CLEARANCE']],
  );
  day.expect('its gate is closed', pickList(answer, 'project.gates.nodes'), [
    {
      state: 'CLOSED',
      owner: { code: 'XAG' },
      milestone: { title: 'Ground of the northern schools is released' },
    },
  ]);
}
