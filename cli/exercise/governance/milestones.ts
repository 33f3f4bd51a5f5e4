import type { Row } from '@entente/kit';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { bodyNumber } from './body-list.ts';
import { milestoneTitles } from './milestone-titles.ts';
import { numbered, otherPartner, statement } from './numbered.ts';

const states = {
  NOT_STARTED: 18,
  IN_PROGRESS: 30,
  REPORTED_MET: 12,
  VERIFIED_MET: 12,
  BLOCKED: 16,
  DISPUTED: 7,
  LAPSED: 5,
} as const;
type State = keyof typeof states;

export function milestones(world: World): readonly Row[] {
  return [
    ...numbered(world, 'milestone', (n, record, random) => milestone(world, n, record, random)),
  ];
}

function milestone(
  world: World,
  n: number,
  record: { readonly id: string; readonly owner: string },
  random: Random,
): Row {
  const point = n % milestoneTitles.length;
  const title = random.pick(milestoneTitles[point] ?? ['Step reached']);
  const state = random.weighted(states);
  const places = random.some(world.places, Number(random.weighted({ '1': 60, '2': 30, '6': 10 })));
  const changed = random.int(5, world.days - 1);
  const met = state === 'REPORTED_MET' || state === 'VERIFIED_MET' || state === 'DISPUTED';
  const at = world.instant(changed, random.int(300, 700));
  const waits = state === 'BLOCKED' && n > 0 && random.chance(0.4);
  const before = waits ? [world.record('milestone', random.int(0, n - 1)).id] : [];
  return {
    ...world.recordFields(record, world.instant(changed - 5, 480), { asOf: at }),
    plan_point_number: point + 1,
    title:
      places.length > 2 ? title : `${title}, ${places.map(({ name }) => name.en).join(' and ')}`,
    description: null,
    places_pcode: places.map(({ pcode }) => pcode),
    indicator_id: random.chance(0.5)
      ? world.record('indicator', random.int(0, world.count('indicator') - 1)).id
      : null,
    target: random.chance(0.5) ? random.int(1, 20) * 5 : null,
    state,
    state_changed_at: at,
    due_on: random.chance(0.1) ? null : world.day(world.days - 1 + random.int(-60, 240)),
    reporter_code: record.owner,
    reported_met_on: met ? world.day(changed - 3) : null,
    verifier_code: otherPartner(world, record.owner, random),
    verified_met_on: state === 'VERIFIED_MET' ? world.day(changed) : null,
    blocked_by: state === 'BLOCKED' ? blocks(world, before, changed, random) : [],
    blocking_milestones_id: before,
  };
}

const reasons = {
  FUNDING: 'Part of what was pledged has not arrived.',
  ACCESS: 'Requests for movement are not answered.',
  MATERIALS: 'Building materials wait for a decision.',
  SECURITY: 'Partners do not send teams at present.',
  MANDATE: 'The mandate does not cover it.',
} as const;

function blocks(
  world: World,
  before: readonly string[],
  day: number,
  random: Random,
): readonly Row[] {
  const since = world.day(day - random.int(0, 5));
  const none = { milestone: null, mandate: null };
  const list = before.map((milestone) => {
    return { kind: 'ANOTHER_MILESTONE', reason: 'Has to be met first.', since, ...none, milestone };
  });
  if (list.length > 0 && random.chance(0.7)) return list;
  const kind = random.weighted({ FUNDING: 3, ACCESS: 3, MATERIALS: 2, SECURITY: 2, MANDATE: 1 });
  const number = random.int(0, world.count('mandate') - 1);
  const mandate = kind === 'MANDATE' ? world.record('mandate', number).id : null;
  return [...list, { kind, reason: reasons[kind], since, ...none, mandate }];
}

/** The verifier's finding where one is due; where it is disputed, another partner's besides. */
export function milestoneVerifications(world: World, all: readonly Row[]): readonly Row[] {
  const rows: Row[] = [];
  const body = world.record('body', bodyNumber.verifiers).id;
  const find = (milestone: Row, owner: string, finding: string) => {
    const at = String(milestone['state_changed_at']);
    rows.push({
      ...world.recordFields(statement('milestone-verification', owner, rows.length), at),
      milestone_id: milestone['id'],
      body_id: body,
      finding,
      verified_on: at.slice(0, 10),
      method: 'Visit by a joint team',
      text: null,
    });
  };
  const findings: Partial<Readonly<Record<State, readonly string[]>>> = {
    REPORTED_MET: ['INCONCLUSIVE'],
    VERIFIED_MET: ['MET'],
    DISPUTED: ['MET', 'NOT_MET'],
  };
  for (const milestone of all) {
    const verifier = String(milestone['verifier_code']);
    const random = world.random(`verification ${milestone['id']}`);
    const due = findings[milestone['state'] as State] ?? [];
    for (const [index, finding] of due.entries()) {
      find(milestone, index === 0 ? verifier : otherPartner(world, verifier, random), finding);
    }
  }
  return rows;
}
