import type { Actor, Answer, Day } from '../day.ts';
import { forPartners } from '../marking.ts';
import { pick, pickList, sum } from '../pick.ts';
import { type Act, scene } from '../scene.ts';

const authority: Actor = { partner: 'XAG', role: 'reporter' };
const consignee: Actor = { partner: 'XAF', role: 'reporter' };
const reader: Actor = { partner: 'XAC', role: 'analyst' };

const report = `mutation($inputs: [FlowCountInput!]!, $marking: MarkingInput!, $key: ID!) {
  reportFlows(inputs: $inputs, marking: $marking, allOrNone: true, idempotencyKey: $key) {
    accepted rows { flowCount { id } } } }`;
const correct = `mutation($id: ID!, $key: ID!) {
  correctFlow(id: $id, input: { trucks: 3 }, reason: "One truck went back", expectedRevision: 1,
    idempotencyKey: $key) { flowCount { revisions { kind changes { field before after } } } } }`;
const collected = `query($from: Date!, $to: Date!) { crossing(code: "NORTHPORT") {
  flowSeries(from: $from, to: $to, filter: { stage: [COLLECTED] }, by: [OWNER]) {
    points { countingBasis trucks weightTonnes owner { code } } } } }`;

/** Whose counts disagree? Each basis and each owner stands for itself. */
const counted = (answer: Answer, owner: string) => {
  const points = pickList(answer, 'crossing.flowSeries.points').filter(
    (point) => pick(point, 'owner.code') === owner,
  );
  return sum(points, 'trucks');
};

/** What was collected at Northport, as XAF and as XAG count it: the two are never added up. */
export async function* flows(day: Day): Act {
  const before = await day.ask(reader, collected, day.period);
  yield scene('18:00', 'XAF and XAG each count what was collected at Northport.');
  const one = { date: day.today, crossing: 'NORTHPORT', stage: 'COLLECTED', category: 'FOOD' };
  const own = { ...one, countingBasis: 'PARTNER', destination: 'XT0104' };
  const answer = await day.write(consignee, report, {
    inputs: [{ ...own, trucks: 4, weightTonnes: 25 }],
    marking: forPartners,
  });
  await day.write(authority, report, {
    inputs: [{ ...one, countingBasis: 'AUTHORITY', trucks: 2, weightTonnes: 25 }],
    marking: forPartners,
  });

  yield scene('18:30', 'XAF corrects its count: what it said first stays readable.');
  const [row] = pickList(answer, 'reportFlows.rows');
  const corrected = await day.write(consignee, correct, { id: pick(row, 'flowCount.id') });
  day.expect(
    'the revision says what it was',
    pickList(corrected, 'correctFlow.flowCount.revisions').at(-1),
    { kind: 'CORRECTED', changes: [{ field: 'trucks', before: '4', after: '3' }] },
  );
  const after = await day.ask(reader, collected, day.period);
  const gained = (owner: string) => counted(after, owner) - counted(before, owner);
  day.expect(
    'XAC reads three trucks by XAF and two by XAG',
    [gained('XAF'), gained('XAG')],
    [3, 2],
  );
}
