import type { Row } from '@entente/kit';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { lineItems } from './line-items.ts';
import type { Load } from './loads.ts';
import { instantAt } from './minutes.ts';
import { ownRecord } from './own-record.ts';
import { roles } from './roles.ts';

const outcomes = ['DELIVERED', 'PARTLY_DELIVERED', 'INTERCEPTED', 'LOST', 'RETURNED'];
const urgent: Readonly<Record<string, string>> = { HEALTH: 'LIFE_SAVING', NUTRITION: 'HIGH' };
const reasons: Readonly<Record<string, readonly string[]>> = {
  ON_HOLD: ['Packing list incomplete', 'Item under review', 'Waits for a certificate'],
  REJECTED: ['Item not accepted at this crossing', 'Reference not known'],
  CANCELLED: ['Replaced by another consignment', 'Goods not available'],
};
/** Categories whose loads may serve a reconstruction project. */
const building = ['SHELTER', 'WASH', 'FUEL', 'OTHER'];

export function* consignmentRows(world: World, loads: readonly Load[]): Generator<Row> {
  const random = world.random('consignments');
  for (const load of loads) yield consignmentRow(world, random, load);
}

function consignmentRow(world: World, random: Random, load: Load): Row {
  const { lane, mechanism, steps, n } = load;
  const last = steps.at(-1);
  const state = last?.state ?? 'DRAFT';
  const changedAt = instantAt(world, last?.at ?? 0);
  const outcome = steps.find((step) => outcomes.includes(step.state));
  const serves = !mechanism && building.includes(lane.category) && random.chance(0.5);
  // Outside the mechanism some owners do not weigh what they send.
  const weighed = mechanism || load.n % 12 !== 0;
  return {
    ...world.recordFields(ownRecord('consignment', lane.sender, n), changedAt, {
      revision: steps.length,
    }),
    utn: mechanism ? `UTN-${String(n).padStart(6, '0')}` : null,
    reference: `${lane.sender}/${String(n).padStart(6, '0')}`,
    sender_code: lane.sender,
    consignee_code: random.pick(roles.consignees),
    donor_code: random.chance(0.7) ? random.pick(roles.donors) : null,
    category: lane.category,
    corridor_code: load.corridor,
    crossing_code: load.crossing,
    destination_pcode: load.destination,
    project_id: serves
      ? world.record('project', random.int(0, world.count('project') - 1)).id
      : null,
    priority: urgent[lane.category] ?? random.weighted({ HIGH: 20, NORMAL: 70, LOW: 10 }),
    pallets: load.pallets,
    weight_tonnes: weighed ? load.weightTonnes : null,
    volume_cubic_metres: Math.round(load.pallets * random.float(1.4, 1.9)),
    state,
    state_changed_at: changedAt,
    state_reason: reasons[state] === undefined ? null : random.pick(reasons[state]),
    outcome: outcome?.state ?? null,
    outcome_at: outcome === undefined ? null : instantAt(world, outcome.at),
    intercepted_how:
      outcome?.state === 'INTERCEPTED' ? random.weighted({ PEACEFUL: 70, FORCEFUL: 30 }) : null,
    delivered_weight_tonnes:
      outcome === undefined || !weighed ? null : deliveredTonnes(load, outcome.state),
    line_items: lineItems(world, random, lane.category, load.weightTonnes),
  };
}

/** What arrived: all that was collected, a part of it, or nothing. */
export function deliveredTonnes(load: Load, outcome: string): number {
  if (outcome === 'DELIVERED') return load.collectedTonnes;
  if (outcome !== 'PARTLY_DELIVERED') return 0;
  return Math.round(load.collectedTonnes * (4 + (load.n % 6))) / 10;
}
