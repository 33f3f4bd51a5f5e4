import type { Actor, Answer, Day } from '../day.ts';
import { forPartners } from '../marking.ts';
import { pick, pickList, sum } from '../pick.ts';
import { type Act, scene } from '../scene.ts';

const sender: Actor = { partner: 'XAB', role: 'reporter' };
const consignee: Actor = { partner: 'XAF', role: 'reporter' };
const reader: Actor = { partner: 'XAC', role: 'analyst' };

const submit = `mutation($inputs: [ConsignmentInput!]!, $marking: MarkingInput!, $key: ID!) {
  submitConsignments(inputs: $inputs, marking: $marking, idempotencyKey: $key) {
    accepted refused rows { consignment { id revision } error { code field } } } }`;
const advance = `mutation($id: ID!, $to: ConsignmentState!, $with: ConsignmentProgress, $reason: String,
    $revision: Int!, $key: ID!) {
  advanceConsignment(id: $id, to: $to, with: $with, reason: $reason, expectedRevision: $revision,
    idempotencyKey: $key) { consignment { id revision state allowedTransitions } } }`;
const reconcile = `mutation($id: ID!, $revision: Int!, $key: ID!) {
  reconcile(id: $id, expectedRevision: $revision, idempotencyKey: $key) {
    consignment { state outcome history { to } } } }`;
const delivered = `query($from: Date!, $to: Date!) { place(pcode: "XT0104") {
  deliverySeries(from: $from, to: $to) { points { state weightTonnes deliveredWeightTonnes records } } } }`;
const waiting = `query($ids: [String!]!) {
  consignments(filter: { reference: $ids, state: [OFFLOADED] }) { totalCount nodes { reference } } }`;

/** What stands in a place's series for one state today. */
const ofState = (answer: Answer, state: string) => {
  const points = pickList(answer, 'place.deliverySeries.points').filter(
    (point) => point['state'] === state,
  );
  return { records: sum(points, 'records'), tonnes: sum(points, 'deliveredWeightTonnes') };
};

/** Four loads of flour go to one district: two arrive, one of them in part, one waits, one is stopped. */
export async function* consignments(day: Day): Act {
  const before = await day.ask(reader, delivered, day.period);

  yield scene('07:00', 'XAB submits four loads of flour for XAF, and one with a negative weight.');
  const references = ['A', 'B', 'C', 'D', 'E'].map((n) => `DAY-${n}-${Date.now()}`);
  const inputs = references.map((reference, n) => ({
    ...{ reference, category: 'FOOD', consignee: 'XAF', crossing: 'NORTHPORT' },
    ...{ destination: 'XT0104', pallets: 17, weightTonnes: n === 4 ? -1 : 12.5 },
    lineItems: [{ item: 'wheat flour', quantity: 12_500, unit: 'KGM' }],
  }));
  const bulk = await day.write(sender, submit, { inputs, marking: forPartners });
  const rows = pickList(bulk, 'submitConsignments.rows');
  day.expect(
    'four are accepted, one is refused by itself',
    [pick(bulk, 'submitConsignments.accepted'), pick(rows[4], 'error.field')],
    [4, 'weightTonnes'],
  );
  const ids = rows.slice(0, 4).map((row) => String(pick(row, 'consignment.id')));
  const [whole = '', part = '', late = '', held = ''] = ids;
  const revisions = new Map(ids.map((id) => [id, 1]));
  const step = async (who: Actor, id: string, to: string, more: object = {}) => {
    const revision = revisions.get(id) ?? 1;
    await day.write(who, advance, { id, to, revision, ...more });
    revisions.set(id, revision + 1);
  };

  yield scene('08:00', 'Three are cleared and leave; one is put on hold.');
  await step(sender, held, 'ON_HOLD', { reason: 'Packing list incomplete' });
  for (const id of [whole, part, late]) {
    for (const to of ['CLEARED', 'MANIFESTED', 'IN_TRANSIT', 'AT_CROSSING', 'OFFLOADED']) {
      await step(sender, id, to);
    }
  }
  const open = await day.ask(reader, waiting, { ids: references });
  day.expect('three wait at the crossing', pick(open, 'consignments.totalCount'), 3);

  yield scene('11:00', 'XAF collects two. XAC tries to, and is told of no such record to change.');
  await day.refused(reader, 'ROLE_REQUIRED', advance, { id: whole, to: 'COLLECTED', revision: 6 });
  const stranger: Actor = { partner: 'XAC', role: 'reporter' };
  await day.refused(stranger, 'RECORD_NOT_FOUND', advance, {
    ...{ id: whole, to: 'COLLECTED', revision: 6 },
  });
  await step(consignee, whole, 'COLLECTED');
  await step(consignee, part, 'COLLECTED');
  await day.refused(consignee, 'TRANSITION_NOT_ALLOWED', advance, {
    ...{ id: whole, to: 'CLEARED', revision: 7 },
  });
  await day.refused(sender, 'REVISION_CONFLICT', advance, {
    ...{ id: whole, to: 'DELIVERED', revision: 6 },
  });

  yield scene('15:00', 'Of the collected loads one arrives whole, of the other a part.');
  await step(consignee, whole, 'DELIVERED', { with: { deliveredWeightTonnes: 12.5 } });
  await step(consignee, part, 'PARTLY_DELIVERED', { with: { deliveredWeightTonnes: 8 } });
  const after = await day.ask(reader, delivered, day.period);
  const gained = (state: string) => {
    const [was, is] = [ofState(before, state), ofState(after, state)];
    return { records: is.records - was.records, tonnes: round(is.tonnes - was.tonnes) };
  };
  day.expect(
    'the district’s series has both deliveries, apart',
    [gained('DELIVERED'), gained('PARTLY_DELIVERED')],
    [
      { records: 1, tonnes: 12.5 },
      { records: 1, tonnes: 8 },
    ],
  );
  const left = await day.ask(reader, waiting, { ids: references });
  day.expect('one still waits', pickList(left, 'consignments.nodes'), [
    { reference: references[2] },
  ]);

  yield scene('17:00', 'XAB and XAF agree on what arrived.');
  const closed = await day.write(sender, reconcile, { id: part, revision: revisions.get(part) });
  day.expect(
    'the account is closed and keeps its outcome',
    [pick(closed, 'reconcile.consignment.state'), pick(closed, 'reconcile.consignment.outcome')],
    ['RECONCILED', 'PARTLY_DELIVERED'],
  );
  const steps = pickList(closed, 'reconcile.consignment.history').map(({ to }) => to);
  day.expect('every step is in its history', steps, [
    ...['SUBMITTED', 'CLEARED', 'MANIFESTED', 'IN_TRANSIT', 'AT_CROSSING', 'OFFLOADED'],
    ...['COLLECTED', 'PARTLY_DELIVERED', 'RECONCILED'],
  ]);
}

const round = (tonnes: number) => Math.round(tonnes * 1_000) / 1_000;
