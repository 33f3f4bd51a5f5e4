import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { round } from './round.ts';

/** Item, unit (UN/ECE Rec 20), restricted class, usual quantities. */
const items = [
  ['Cement', 'TNE', 'DUAL_USE', 20, 600],
  ['Reinforcing steel', 'TNE', 'DUAL_USE', 5, 200],
  ['Bitumen', 'TNE', 'HAZARDOUS', 10, 150],
  ['Gravel', 'MTQ', 'UNRESTRICTED', 50, 2_000],
  ['Timber', 'MTQ', 'UNRESTRICTED', 5, 120],
  ['Window glass', 'MTK', 'UNRESTRICTED', 50, 3_000],
  ['Water pipe', 'MTR', 'DUAL_USE', 200, 8_000],
  ['Electrical cable', 'MTR', 'DUAL_USE', 200, 12_000],
  ['Water pump', 'C62', 'DUAL_USE', 2, 40],
  ['Generator', 'C62', 'DUAL_USE', 1, 12],
  ['Excavator', 'C62', 'HEAVY_EQUIPMENT', 1, 6],
] as const;

const order = ['SUBMITTED', 'CLEARED', 'ENTERED', 'CONSUMED', 'AUDITED'];
const weights = { SUBMITTED: 22, CLEARED: 16, DENIED: 10, ENTERED: 18, CONSUMED: 18, AUDITED: 16 };

export function* materialRequests(world: World, projects: readonly Row[]): Generator<Row> {
  const byOwner = Map.groupBy(projects, (row) => row['owner_code']);
  for (let n = 0; n < world.count('material-request'); n += 1) {
    const random = world.random(`material-request ${n}`);
    const record = world.record('material-request', n);
    const project = random.pick(byOwner.get(record.owner) ?? projects);
    const [item, unit, restrictedClass, min, max] = random.pick(items);
    const measured = (value: number) => (unit === 'C62' ? Math.round(value) : round(value));
    const state = random.weighted(weights);
    const day = random.int(0, world.days - 1);
    const quantity = random.int(min, max);
    const partly = random.chance(0.25);
    const cleared = measured(quantity * (partly ? random.float(0.4, 0.9) : 1));
    const entered = measured(cleared * random.float(0.75, 1));
    const consumed = measured(entered * random.float(0.7, 1));
    // Most audits find what was reported; some find far less.
    const audited = measured(consumed * (random.chance(0.2) ? random.float(0.4, 0.8) : 1));
    const reached = (stage: string) => order.indexOf(state) >= order.indexOf(stage);
    const denied = state === 'DENIED';
    const reason = denied ? 'On the restricted list' : partly ? 'Cleared for a first phase' : null;
    yield {
      ...world.recordFields(record, world.instant(day, random.int(300, 719))),
      project_id: project['id'],
      item,
      quantity,
      unit,
      restricted_class: restrictedClass,
      needed_by: random.chance(0.7) ? world.day(day + random.int(14, 120)) : null,
      state,
      state_changed_at: world.instant(day, random.int(0, 299)),
      decision_reason: state === 'SUBMITTED' ? null : reason,
      quantity_cleared: denied ? 0 : reached('CLEARED') ? cleared : null,
      quantity_entered: reached('ENTERED') ? entered : null,
      quantity_consumed: reached('CONSUMED') ? consumed : null,
      quantity_audited: reached('AUDITED') ? audited : null,
    };
  }
}
