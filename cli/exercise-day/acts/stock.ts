import type { Actor, Day } from '../day.ts';
import { forPartners } from '../marking.ts';
import { pick, pickList } from '../pick.ts';
import { type Act, scene } from '../scene.ts';

const holder: Actor = { partner: 'XAF', role: 'reporter' };
const reader: Actor = { partner: 'XAC', role: 'analyst' };

const report = `mutation($input: StockReportInput!, $marking: MarkingInput!, $key: ID!) {
  reportStock(input: $input, marking: $marking, idempotencyKey: $key) { stockReport { id } } }`;
const short = `{ place(pcode: "XT0104") {
  stockReports(first: 500, filter: { latest: true, daysOfSupply: { max: 6.99 }, owner: ["XAF"],
    category: [FOOD] }) { nodes { id } } } }`;

/** Where is supply under seven days? The newest report of a holder alone says it. */
export async function* stock(day: Day): Act {
  const state = async (daysOfSupply: number) => {
    const input = {
      place: 'XT0104',
      category: 'FOOD',
      weightTonnes: daysOfSupply * 5,
      daysOfSupply,
    };
    const answer = await day.write(holder, report, { input, marking: forPartners });
    return pick(answer, 'reportStock.stockReport.id');
  };
  const listed = async () =>
    pickList(await day.ask(reader, short), 'place.stockReports.nodes').map(({ id }) => id);
  yield scene('06:30', 'XAF has food for four days left in the north.');
  const low = await state(4);
  day.expect('the north is short of food', (await listed()).includes(low), true);
  yield scene('17:30', 'With what arrived, food in the north lasts for nine.');
  await state(9);
  day.expect('it is short no longer', await listed(), []);
}
