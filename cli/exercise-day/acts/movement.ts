import type { Actor, Day } from '../day.ts';
import { forPartners } from '../marking.ts';
import { pick, pickList, sum } from '../pick.ts';
import { type Act, scene } from '../scene.ts';

const requester: Actor = { partner: 'XAB', role: 'reporter' };
const approver: Actor = { partner: 'XAG', role: 'verifier' };
const other: Actor = { partner: 'XAC', role: 'analyst' };

const request = `mutation($input: MovementRequestInput!, $marking: MarkingInput!, $key: ID!) {
  requestMovement(input: $input, marking: $marking, idempotencyKey: $key) { movementRequest { id state } } }`;
const decide = `mutation($id: ID!, $key: ID!) {
  decideMovement(id: $id, to: APPROVED, expectedRevision: 1, idempotencyKey: $key) {
    movementRequest { state } } }`;
const deny = `mutation($id: ID!, $key: ID!) {
  decideMovement(id: $id, to: DENIED, with: { reason: CROSSING_CLOSED }, reason: "Works on the road",
    expectedRevision: 1, idempotencyKey: $key) { movementRequest { reason reasonNote } } }`;
const denied = `query($from: Date!, $to: Date!) {
  movementSeries(from: $from, to: $to, filter: { state: [DENIED] }, by: [REASON]) {
    points { reason records } } }`;
const one = 'query($id: ID!) { movementRequest(id: $id) { state } }';

/** A movement is asked for and approved: until it is over, nobody else is told of it. */
export async function* movement(day: Day): Act {
  const ask = async (to: string) => {
    const input = {
      ...{ approver: 'XAG', sector: 'FSC', from: 'XT0104', to },
      ...{ day: day.tomorrow, purpose: 'AID_DISTRIBUTION' },
    };
    const asked = await day.write(requester, request, { input, marking: forPartners });
    return pick(asked, 'requestMovement.movementRequest.id');
  };
  const counts = async (who: Actor) =>
    sum(pickList(await day.ask(who, denied, day.period), 'movementSeries.points'), 'records');
  const [own, others] = [await counts(requester), await counts(other)];

  yield scene('10:00', 'XAB asks XAG for two movements tomorrow; XAG approves one.');
  const id = await ask('XT0101');
  const decided = await day.write(approver, decide, { id });
  day.expect('it is approved', pick(decided, 'decideMovement.movementRequest.state'), 'APPROVED');
  const refused = await day.write(approver, deny, { id: await ask('XT0102') });
  day.expect('the other is denied, and why', pick(refused, 'decideMovement.movementRequest'), {
    reason: 'CROSSING_CLOSED',
    reasonNote: 'Works on the road',
  });
  const seen = await day.ask(other, one, { id });
  day.expect('XAC sees nothing of it', seen, { movementRequest: null });
  day.expect(
    'the denied one counts for XAB, and not yet for XAC',
    [(await counts(requester)) - own, (await counts(other)) - others],
    [1, 0],
  );
}
