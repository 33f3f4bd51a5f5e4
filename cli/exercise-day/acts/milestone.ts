import type { Actor, Day } from '../day.ts';
import { forPartners } from '../marking.ts';
import { pick } from '../pick.ts';
import { type Act, scene } from '../scene.ts';

const owner: Actor = { partner: 'XAG', role: 'reporter' };
const disputing: Actor = { partner: 'XAE', role: 'verifier' };
const reader: Actor = { partner: 'XAC', role: 'analyst' };

const register = `mutation($input: MilestoneInput!, $marking: MarkingInput!, $key: ID!) {
  registerMilestone(input: $input, marking: $marking, idempotencyKey: $key) { milestone { id } } }`;
const report = `mutation($id: ID!, $to: MilestoneState!, $with: MilestoneProgress, $revision: Int!, $key: ID!) {
  reportMilestone(id: $id, to: $to, with: $with, expectedRevision: $revision, idempotencyKey: $key) {
    milestone { state } } }`;
const dispute = `mutation($input: MilestoneDisputeInput!, $marking: MarkingInput!, $key: ID!) {
  disputeMilestone(input: $input, marking: $marking, idempotencyKey: $key) {
    milestoneVerification { id finding } } }`;
const counts = `{ planPoint(number: 7) { milestones(filter: { state: [DISPUTED] }) { totalCount } } }`;
const question = `query($id: ID!) { milestone(id: $id) {
  state disputedBy { owner { code } text } history { to byPartner } } }`;

/** What one partner reports as met, another disputes; the dispute stays with who made it. */
export async function* milestone(day: Day): Act {
  const before = await day.ask(reader, counts);
  yield scene('16:00', 'XAG reports a milestone of point 7 as met.');
  const input = { planPoint: 7, title: 'Two crossings take relief goods every day' };
  const made = await day.write(owner, register, { input, marking: forPartners });
  const id = pick(made, 'registerMilestone.milestone.id');
  await day.write(owner, report, { id, to: 'IN_PROGRESS', revision: 1 });
  const met = { reportedMetOn: day.today };
  await day.write(owner, report, { id, to: 'REPORTED_MET', with: met, revision: 2 });

  yield scene('16:30', 'XAE disputes it: one of the two crossings was open in part only.');
  const text = 'Northport took relief goods in part only.';
  await day.write(disputing, dispute, {
    input: { milestone: id, verifiedOn: day.today, method: 'Own count at the crossing', text },
    marking: forPartners,
  });
  const answer = await day.ask(reader, question, { id });
  day.expect(
    'the milestone is disputed, by XAE and in its words',
    [
      pick(answer, 'milestone.state'),
      pick(answer, 'milestone.disputedBy.owner.code'),
      pick(answer, 'milestone.disputedBy.text'),
    ],
    ['DISPUTED', 'XAE', text],
  );
  const after = await day.ask(reader, counts);
  const path = 'planPoint.milestones.totalCount';
  day.expect(
    'point 7 has one disputed milestone more',
    Number(pick(after, path)) - Number(pick(before, path)),
    1,
  );
}
