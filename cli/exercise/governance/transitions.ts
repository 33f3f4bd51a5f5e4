import type { Row } from '@entente/kit';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { bodyNumber } from './body-list.ts';
import { otherPartner, statement } from './numbered.ts';
import { schemeOf } from './scheme-list.ts';
import type { ZoneStep } from './zone-history.ts';

const criteriaTexts = [
  'Ground surveyed for unexploded ordnance',
  'Water and sewage restored to half of need',
  'Civil police present',
  'Clinics open in every quarter',
  'Roads passable for relief',
  'Owners of land consulted',
];

/** How far proposals are, in turn. */
const progress = ['PROPOSED', 'CRITERIA_MET', 'PROPOSED', 'ENDORSED'] as const;

interface Transition {
  readonly step: ZoneStep;
  readonly toClass: string;
  readonly state: string;
  readonly proposedOn: number;
  readonly inEffectFrom: number | null;
  readonly resulting: ZoneStep | null;
}

/** Conversions that made the zones of the past and present, then proposals for the present ones. */
export function zoneTransitions(world: World, history: readonly ZoneStep[]): readonly Row[] {
  return planned(world, history).map((transition, n) => {
    const { step, state, toClass, proposedOn, inEffectFrom, resulting } = transition;
    const random = world.random(`zone-transition ${n}`);
    const record = world.record('zone-transition', n);
    const changed =
      resulting?.revertedOn ?? inEffectFrom ?? Math.min(proposedOn + 9, world.days - 1);
    const observed = world.instant(proposedOn, 540);
    const changedAt = state === 'PROPOSED' ? observed : world.instant(changed, 600);
    return {
      ...world.recordFields(record, observed, { asOf: changedAt }),
      scheme_id: world.record('zone-scheme', step.scheme).id,
      zone_id: world.record('zone', step.n).id,
      from_class: step.classCode,
      to_class: toClass,
      state,
      state_changed_at: changedAt,
      criteria: criteria(
        world,
        random,
        state === 'PROPOSED',
        Math.min(proposedOn + 5, world.days - 1),
      ),
      proposed_by_id: world.record('body', bodyNumber.board).id,
      proposed_on: world.day(proposedOn),
      in_effect_from: inEffectFrom === null ? null : world.day(inEffectFrom),
      resulting_zone_id: resulting === null ? null : world.record('zone', resulting.n).id,
      reverted_on: resulting?.revertedOn == null ? null : world.day(resulting.revertedOn),
      reverted_reason: resulting?.revertedOn == null ? null : 'New hazards found.',
      decision_id: random.chance(0.3)
        ? world.record('decision', random.int(0, world.count('decision') - 1)).id
        : null,
    };
  });
}

function planned(world: World, history: readonly ZoneStep[]): readonly Transition[] {
  const byNumber = new Map(history.map((step) => [step.n, step]));
  const done = history.flatMap((made): Transition[] => {
    const step = byNumber.get(made.before?.n ?? -1);
    if (made.by !== 'CONVERSION' || step === undefined) return [];
    const state = made.revertedOn === null ? 'IN_EFFECT' : 'REVERTED';
    const proposedOn = made.from - 15;
    return [
      {
        step,
        toClass: made.classCode,
        state,
        proposedOn,
        inEffectFrom: made.from,
        resulting: made,
      },
    ];
  });
  const present = history.filter((step) => step.to === null);
  const random = world.random('zone-transition proposals');
  const open = present.flatMap((step) =>
    schemeOf(step.scheme)
      .paths.filter(({ from }) => from === step.classCode)
      .map(({ to }) => ({ step, toClass: to })),
  );
  const wanted = Math.max(0, world.count('zone-transition') - done.length);
  const proposed = Array.from({ length: wanted }, (_, n): Transition => {
    const { step, toClass } = open[n % open.length] ?? random.pick(open);
    const proposedOn = random.int(Math.max(step.from, world.days - 60), world.days - 1);
    // One proposal along each path may have come far; what repeats it waits for criteria.
    const state = n < open.length ? (progress[n % progress.length] ?? 'PROPOSED') : 'PROPOSED';
    return { step, toClass, state, proposedOn, inEffectFrom: null, resulting: null };
  });
  return [...done, ...proposed].slice(0, world.count('zone-transition'));
}

function criteria(world: World, random: Random, open: boolean, day: number): readonly Row[] {
  return random.some(criteriaTexts, random.int(3, 5)).map((text, index) => {
    // The first stays open, so that what is only proposed lacks something.
    const lacking = open && (index === 0 || random.chance(0.4));
    const status = lacking ? random.weighted({ NOT_MET: 70, NOT_ASSESSED: 30 }) : 'MET';
    const assessed = status !== 'NOT_ASSESSED';
    return {
      code: `C${index + 1}`,
      text,
      status,
      assessedOn: assessed ? world.day(day) : null,
      assessedBy: assessed ? random.pick(world.partners) : null,
    };
  });
}

/** Each body's word on a transition that has met its criteria; some object. */
export function transitionEndorsements(world: World, transitions: readonly Row[]): readonly Row[] {
  const bodies = [bodyNumber.board, bodyNumber.committee, bodyNumber.presence];
  const rows: Row[] = [];
  for (const [n, transition] of transitions.entries()) {
    if (transition['state'] === 'PROPOSED') continue;
    const random = world.random(`transition-endorsement ${n}`);
    const endorsed = transition['state'] !== 'CRITERIA_MET';
    for (const body of random.some(bodies, endorsed ? 3 : 1)) {
      const owner = otherPartner(world, String(transition['owner_code']), random);
      const at = String(transition['state_changed_at']);
      rows.push({
        ...world.recordFields(statement('transition-endorsement', owner, rows.length), at),
        transition_id: transition['id'],
        body_id: world.record('body', body).id,
        verdict: endorsed ? random.weighted({ ENDORSED: 85, OBJECTED: 15 }) : 'OBJECTED',
        stated_on: at.slice(0, 10),
        text: null,
      });
    }
  }
  return rows;
}
