import type { Row } from '@entente/kit';
import { exerciseMarking } from './marking.ts';
import { createRandom, hashNumber, type Random } from './random.ts';
import { type ExerciseSize, exerciseDays, type RecordKind, recordCounts } from './sizes.ts';
import { corridors, crossings, partners, places } from './territory.ts';

/** One exercise: all that its generators share, fixed by seed, size and last day. */
export interface World {
  readonly seed: number;
  readonly size: ExerciseSize;
  /** First day. */
  readonly start: string;
  /** Last day; nothing but validity and plans reaches beyond its noon (UTC). */
  readonly until: string;
  /** Days from `start` to `until`, both included. */
  readonly days: number;
  readonly places: typeof places;
  readonly crossings: typeof crossings;
  readonly corridors: typeof corridors;
  readonly partners: typeof partners;
  /** An independent stream of chances. */
  readonly random: (stream: string) => Random;
  readonly count: (kind: RecordKind) => number;
  /** Id and owner of the n-th record of a kind (from 0), without generating it. */
  readonly record: (kind: RecordKind, n: number) => { readonly id: string; readonly owner: string };
  /** Day `n` of the exercise, from 0. */
  readonly day: (n: number) => string;
  /** Instant on day `n` at `minutes` after midnight UTC, not after noon of the last day. */
  readonly instant: (n: number, minutes: number) => string;
  /** All of a record's own columns: identity, marking, provenance, revision. */
  readonly recordFields: (
    record: { readonly id: string; readonly owner: string },
    observedAt: string,
    more?: {
      readonly asOf?: string;
      readonly validUntil?: string | null;
      readonly revision?: number;
    },
  ) => Row;
}

export interface ExerciseOptions {
  readonly seed: number;
  readonly size: ExerciseSize;
  /** The last day, `2026-11-22`. */
  readonly until: string;
}

const dayLength = 86_400_000;

export function createWorld({ seed, size, until }: ExerciseOptions): World {
  const last = Date.parse(`${until}T00:00:00Z`);
  const days = exerciseDays[size];
  const first = last - (days - 1) * dayLength;
  const day = (n: number) => new Date(first + n * dayLength).toISOString().slice(0, 10);
  const noon = last + dayLength / 2;
  const iso = (time: number) => new Date(time).toISOString().replace('Z', '000Z');
  return {
    seed,
    size,
    start: day(0),
    until,
    days,
    places,
    crossings,
    corridors,
    partners,
    random: (stream) => createRandom(seed, stream),
    count: (kind) => recordCounts[kind][size],
    record: (kind, n) => {
      const owner =
        partners[Math.abs(hashNumber(`${seed} ${kind} ${n}`)) % partners.length] ?? 'XAA';
      return { owner, id: `${owner}:${kind}:${String(n).padStart(6, '0')}` };
    },
    day,
    instant: (n, minutes) => iso(Math.min(first + n * dayLength + minutes * 60_000, noon)),
    recordFields: ({ id, owner }, observedAt, more = {}) => {
      const random = createRandom(seed, id);
      const asOf = more.asOf ?? observedAt;
      return {
        id,
        owner_code: owner,
        ...exerciseMarking({ owner, createdAt: observedAt, until, partners }, random),
        source_id: `${owner}:source:own`,
        observed_at: observedAt,
        as_of: asOf,
        valid_until: more.validUntil ?? null,
        changed_at: asOf,
        revision: more.revision ?? 1,
        exercise: true,
      };
    },
  };
}
