import type { Actor, Day } from '../day.ts';
import { forPartners } from '../marking.ts';
import { pick } from '../pick.ts';
import { type Act, scene } from '../scene.ts';

const requester: Actor = { partner: 'XAB', role: 'reporter' };
const approver: Actor = { partner: 'XAG', role: 'verifier' };
const other: Actor = { partner: 'XAC', role: 'analyst' };

const request = `mutation($input: MovementRequestInput!, $marking: MarkingInput!, $key: ID!) {
  requestMovement(input: $input, marking: $marking, idempotencyKey: $key) { movementRequest { id state } } }`;
const decide = `mutation($id: ID!, $key: ID!) {
  decideMovement(id: $id, to: APPROVED, expectedRevision: 1, idempotencyKey: $key) {
    movementRequest { state } } }`;
const one = 'query($id: ID!) { movementRequest(id: $id) { state } }';

/** A movement is asked for and approved: until it is over, nobody else is told of it. */
export async function* movement(day: Day): Act {
  yield scene('10:00', 'XAB asks XAG for a movement tomorrow; XAG approves.');
  const input = {
    ...{ approver: 'XAG', sector: 'FSC', from: 'XT0104', to: 'XT0101' },
    ...{ day: day.tomorrow, purpose: 'AID_DISTRIBUTION' },
  };
  const asked = await day.write(requester, request, { input, marking: forPartners });
  const id = pick(asked, 'requestMovement.movementRequest.id');
  const decided = await day.write(approver, decide, { id });
  day.expect('it is approved', pick(decided, 'decideMovement.movementRequest.state'), 'APPROVED');
  const seen = await day.ask(other, one, { id });
  day.expect('XAC sees nothing of it', seen, { movementRequest: null });
}
