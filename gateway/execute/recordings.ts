import { LRUCache } from 'lru-cache';
import type { CacheStats } from '../metrics/cache-stats.ts';
import type { FetchStep, Step } from './program.ts';
import type { RawAnswer } from './subgraph-client.ts';

/**
 * What a healthy run sent, got and answered. As long as every subgraph answers the same bytes
 * again, the same answer stands: the work on them is not done twice. Each subgraph is asked anew.
 */
export interface Recording {
  /** By the number of the fetch; undefined where there was nothing to fetch. */
  readonly requests: readonly (string | undefined)[];
  readonly answers: readonly (Buffer | undefined)[];
  /** The client's `data`. */
  readonly text: string;
  /** When what may be seen of it changes by itself: milliseconds since 1970. */
  readonly until: number;
}

/** Recordings by key, the least recently used dropped first. */
export interface Recordings {
  readonly get: (key: string) => Recording | undefined;
  /** True where the key was seen before: what comes once only is not worth recording. */
  readonly isRepeated: (key: string) => boolean;
  readonly set: (key: string, recording: Recording) => void;
  readonly stats: () => readonly CacheStats[];
}

/** Keys that are remembered as seen, and their length at most. */
const maxSeen = 10_000;
const maxKey = 2_048;

/** @param maxBytes of all requests, answers and texts together */
export function createRecordings(maxBytes: number): Recordings {
  const kept = new LRUCache<string, Recording>({
    maxSize: maxBytes,
    maxEntrySize: Math.floor(maxBytes / 4),
    sizeCalculation: (recording, key) => key.length + recording.text.length + bytesOf(recording),
  });
  let seen = new Set<string>();
  return {
    stats: () => [
      {
        cache: 'recordings',
        entries: kept.size,
        bytes: kept.calculatedSize,
        maxEntries: null,
        maxBytes,
      },
      { cache: 'seen', entries: seen.size, bytes: null, maxEntries: maxSeen, maxBytes: null },
    ],
    get: (key) => kept.get(key),
    isRepeated: (key) => {
      // Long variables hardly come twice, and would make the memory of keys a large one.
      if (key.length > maxKey) return false;
      if (seen.has(key)) return true;
      if (seen.size >= maxSeen) seen = new Set();
      seen.add(key);
      return false;
    },
    set: (key, recording) => void kept.set(key, recording),
  };
}

function bytesOf({ requests, answers }: Recording): number {
  const sent = requests.reduce((sum, request) => sum + (request?.length ?? 0), 0);
  return answers.reduce((sum, answer) => sum + (answer?.length ?? 0), sent);
}

/** Answers by the number of their fetch. */
export type Received = Map<number, RawAnswer>;

/**
 * Asks every subgraph again, in the plan's order, with the requests as recorded.
 *
 * @returns null where all answered as recorded, else what they answered up to the first that did not
 */
export async function replay(
  step: Step,
  recording: Recording,
  send: (step: FetchStep, body: string) => Promise<RawAnswer>,
): Promise<Received | null> {
  const received: Received = new Map();
  const same = async (one: Step): Promise<boolean> => {
    switch (one.kind) {
      case 'sequence':
        for (const next of one.steps) if (!(await same(next))) return false;
        return true;
      case 'parallel':
        return (await Promise.all(one.steps.map(same))).every((each) => each);
      case 'fetch': {
        const request = recording.requests[one.number];
        if (request === undefined) return true;
        const answer = await send(one, request);
        received.set(one.number, answer);
        const recorded = recording.answers[one.number];
        return answer.kind === 'answered' && recorded?.equals(answer.body) === true;
      }
      default:
        return one satisfies never;
    }
  };
  return (await same(step)) ? null : received;
}
