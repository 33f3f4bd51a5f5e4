import type { Actor, Day } from '../day.ts';
import { forPartners } from '../marking.ts';
import { pick, pickList } from '../pick.ts';
import { type Act, scene } from '../scene.ts';

const authority: Actor = { partner: 'XAG', role: 'reporter' };
const reader: Actor = { partner: 'XAC', role: 'analyst' };

const report = `mutation($input: CrossingStatusInput!, $marking: MarkingInput!, $key: ID!) {
  reportCrossingStatus(input: $input, marking: $marking, idempotencyKey: $key) {
    crossingStatus { id status } } }`;
const question = `{ crossing(code: "NORTHPORT") { currentStatus { direction cargoClass states } } }`;

/** Northport is open in the morning and goes PARTIAL: it is never a matter of open or closed. */
export async function* crossing(day: Day): Act {
  const state = async (statedStatus: string, reason: string | null) => {
    const input = {
      ...{ crossing: 'NORTHPORT', direction: 'INBOUND', cargoClass: 'HUMANITARIAN' },
      ...{ statedStatus, reason },
    };
    const answer = await day.write(authority, report, { input, marking: forPartners });
    return pick(answer, 'reportCrossingStatus.crossingStatus.id');
  };
  yield scene('06:00', 'XAG states that Northport is open for relief goods.');
  await state('OPEN', null);
  yield scene('09:30', 'A scanner breaks down at Northport: XAG states PARTIAL.');
  const id = await state('PARTIAL', 'One of two scanners works');
  const now = pickList(await day.ask(reader, question), 'crossing.currentStatus').find(
    ({ direction, cargoClass }) => direction === 'INBOUND' && cargoClass === 'HUMANITARIAN',
  );
  const states = (now?.['states'] ?? []) as readonly string[];
  day.expect('Northport reads PARTIAL for XAC', states.includes('PARTIAL'), true);
  const own = `query($id: ID!) { crossingStatus(id: $id) { status owner { code } } }`;
  day.expect('the statement is XAG’s', await day.ask(reader, own, { id }), {
    crossingStatus: { status: 'PARTIAL', owner: { code: 'XAG' } },
  });
}
