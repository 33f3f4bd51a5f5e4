import type { FastifyBaseLogger } from 'fastify';
import { parse } from 'graphql';
import type { Finding } from '../schema/finding.ts';
import type { HubState } from '../schema/hub-state.ts';
import type { Supergraph } from '../schema/supergraph.ts';
import { agreementsInForce, nextChange } from './authenticate/agreements-in-force.ts';
import { groupsOf } from './authenticate/groups-of.ts';
import type { Access } from './authenticate/signed-in-context.ts';
import { createMarkingReader } from './authorize/marking-reader.ts';
import { type Receiver, receiver, releasesTo, reviewOf } from './authorize/record-policy.ts';
import { createJudge, type Judge } from './execute/guard/judge.ts';
import { cacheSamples } from './metrics/cache-stats.ts';
import type { Sample } from './metrics/metrics.ts';
import { guardPlan } from './plan/guard/guard-plan.ts';
import { readRecordTypes } from './plan/guard/record-types.ts';
import type { Plan } from './plan/plan.ts';

/** Records under markings in one supergraph. */
export interface RecordGuard {
  /** Names of the types of records. */
  readonly types: ReadonlySet<string>;
  readonly guardPlan: (plan: Plan) => Plan;
  /** Who decides about the records of one request; undefined: nobody is known, nothing is released. */
  readonly judgeFor: (access: Access | undefined) => RequestJudge;
  readonly samples: () => readonly Sample[];
}

/** The judge of a request, and what is left to do when it is answered. */
export interface RequestJudge extends Judge {
  /** Tells operators of records that should not have been delivered: one line a request. */
  readonly report: (requestId: string) => void;
}

export type RecordGuardResult =
  /** Null where the graph has no records. */
  | { readonly kind: 'guard'; readonly guard: RecordGuard | null }
  | { readonly kind: 'failed'; readonly findings: readonly Finding[] };

/** @param now milliseconds */
export function loadRecordGuard(
  { sdl }: Supergraph,
  { log, now = Date.now }: { readonly log: FastifyBaseLogger; readonly now?: () => number },
): RecordGuardResult {
  const read = readRecordTypes(parse(sdl, { noLocation: true }));
  if (read.kind === 'failed') return read;
  const { records } = read;
  if (records.owners.size === 0) return { kind: 'guard', guard: null };
  const states = new WeakMap<HubState, Operators>();
  const counts = new Map<string, number>();
  const readMarking = createMarkingReader();

  const operatorsOf = (state: HubState): Operators => {
    const known = states.get(state);
    if (known !== undefined && now() < known.until) return known;
    const operators = readOperators(state, now());
    states.set(state, operators);
    return operators;
  };
  const judgeFor = (access: Access | undefined): RequestJudge => {
    const at = now();
    const operators = access === undefined ? undefined : operatorsOf(access.state);
    const judge = createJudge({
      releases: access === undefined ? () => false : releasesTo(callerOf(access), at),
      releasesTo: (partner) =>
        access === undefined || operators === undefined
          ? () => false
          : releasesTo(operators.receiverOf(partner, access), at),
      reviewOf,
      readMarking,
      operatorOf: (subgraph) => operators?.operatorOf.get(subgraph),
      now: at,
    });
    return {
      ...judge,
      until: () => Math.min(judge.until(), operators?.until ?? at),
      report: (requestId) => {
        if (judge.withheld.size === 0) return;
        for (const [place, number] of judge.withheld) {
          counts.set(place, (counts.get(place) ?? 0) + number);
        }
        const records = Object.fromEntries(judge.withheld);
        log.warn(
          { requestId, records },
          'records that are not released to the caller were held back',
        );
      },
    };
  };
  const samples = (): readonly Sample[] => [
    ...cacheSamples([readMarking.stats()]),
    ...[...counts].map(([place, value]): Sample => {
      const [subgraph = '', type = ''] = place.split(' ');
      return { name: 'entente_records_held_back_total', labels: { subgraph, type }, value };
    }),
  ];
  return {
    kind: 'guard',
    guard: {
      types: new Set(records.owners.keys()),
      guardPlan: (plan) => guardPlan(plan, records),
      judgeFor,
      samples,
    },
  };
}

/** Who operates subgraphs, and what may be sent to them. */
interface Operators {
  readonly operatorOf: ReadonlyMap<string, string>;
  readonly receiverOf: (partner: string, access: Access) => Receiver;
  /** When agreements begin or end (ms). */
  readonly until: number;
}

function readOperators(state: HubState, now: number): Operators {
  const receivers = new Map<string, Receiver>();
  return {
    operatorOf: new Map(state.providers.map(({ subgraph, partner }) => [subgraph, partner])),
    until: nextChange(state.agreements, now),
    receiverOf: (partner, { visibility }) => {
      const { purpose } = visibility.principal;
      const key = `${partner} ${purpose}`;
      const known = receivers.get(key);
      if (known !== undefined) return known;
      // Who is not active any more gets nothing under agreements: its own records alone.
      const active = state.partnerStatus[partner] === 'ACTIVE';
      const groups = active ? groupsOf(partner, state) : [];
      const inForce = active
        ? agreementsInForce(state.agreements, { partner, groups }, purpose, now)
        : [];
      const made = receiver({ partner, groups, purpose }, inForce);
      receivers.set(key, made);
      return made;
    },
  };
}

const callers = new WeakMap<Access['visibility'], Receiver>();

function callerOf({ visibility }: Access): Receiver {
  let caller = callers.get(visibility);
  if (caller === undefined) {
    caller = receiver(visibility.principal, visibility.agreements);
    callers.set(visibility, caller);
  }
  return caller;
}
