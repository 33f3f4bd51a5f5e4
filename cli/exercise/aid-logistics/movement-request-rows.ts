import type { Row } from '@entente/kit';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { fullDay, hour, instantAt, present } from './minutes.ts';
import { ownRecord } from './own-record.ts';
import { roles } from './roles.ts';

/** Days beyond the present for which movements are already requested. */
const ahead = 5;

const sectors = {
  ...{ FSC: 34, HEA: 16, WSH: 12, LOG: 10, NUT: 7, SHL: 7 },
  ...{ EDU: 3, PRO: 3, PRO_MIN: 2, TEL: 2, ERY: 2, CCM: 2 },
};
const purposes = {
  ...{ AID_COLLECTION: 32, AID_DISTRIBUTION: 30, ASSESSMENT: 12 },
  ...{ MEDICAL_EVACUATION: 8, REPAIR: 8, STAFF_ROTATION: 7, OTHER: 3 },
};
const reasonsBy: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  IMPEDED: { ACCESS_BLOCKED: 40, SECURITY: 25, CROSSING_CLOSED: 15, HAZARD: 12, WEATHER: 8 },
  DENIED: { SECURITY: 38, NOT_GIVEN: 27, PAPERWORK: 18, NO_CAPACITY: 12, OTHER: 5 },
  CANCELLED: { WITHDRAWN: 60, SECURITY: 20, WEATHER: 20 },
};
const notes: Readonly<Record<string, string>> = {
  PAPERWORK: 'Request arrived after the deadline',
  NO_CAPACITY: 'No slot left on the day',
  ACCESS_BLOCKED: 'Way not passable',
};

export function* movementRequestRows(world: World): Generator<Row> {
  const random = world.random('movement requests');
  const count = world.count('movement-request');
  for (let n = 0; n < count; n++) {
    const day = Math.floor((n / count) * (world.days + ahead));
    yield movementRequestRow(world, random, n, day);
  }
}

function movementRequestRow(world: World, random: Random, n: number, day: number): Row {
  const now = present(world);
  const requested = Math.min(
    day * fullDay - random.int(24, 72) * hour,
    now - random.int(1, 20) * hour,
  );
  const decided = requested + random.int(2, 22) * hour;
  const outcome = day * fullDay + random.int(7, 18) * hour;
  const state = stateOf(random, decided <= now, outcome <= now);
  const changed = { REQUESTED: requested, APPROVED: decided, DENIED: decided }[state] ?? outcome;
  const changedAt = instantAt(world, Math.min(changed, now));
  const [from, to] = random.some(world.places, 2);
  const reason = reasonsBy[state] === undefined ? null : random.weighted(reasonsBy[state]);
  const delayed = state === 'IMPEDED' || (state === 'FACILITATED' && random.chance(0.3));
  const record = ownRecord('movement-request', random.pick(roles.movers), n);
  return {
    ...world.recordFields(record, instantAt(world, requested), {
      asOf: changedAt,
      revision: state === 'REQUESTED' ? 1 : 2,
    }),
    approver_code: roles.authority,
    sector: random.weighted(sectors),
    ...(random.chance(0.5)
      ? { from_pcode: from?.pcode ?? null, to_pcode: to?.pcode ?? null }
      : { from_pcode: to?.pcode ?? null, to_pcode: from?.pcode ?? null }),
    day: world.day(day),
    purpose: random.weighted(purposes),
    state,
    state_changed_at: changedAt,
    delay_minutes: delayed ? random.int(2, 60) * 5 : null,
    reason,
    reason_note: reason === null ? null : (notes[reason] ?? null),
  };
}

function stateOf(random: Random, isDecided: boolean, isOver: boolean): string {
  if (!isDecided) return 'REQUESTED';
  if (!isOver) return random.weighted({ APPROVED: 74, DENIED: 22, REQUESTED: 4 });
  return random.weighted({ FACILITATED: 53, IMPEDED: 17, DENIED: 20, CANCELLED: 10 });
}
