import { setTimeout as pause } from 'node:timers/promises';
import type { FixtureSubgraph } from '../support/fixture-subgraph.ts';
import type { FolderEntry, HubFolder } from '../support/hub-folder.ts';
import { clinicsSdl, startClinics } from './graph.ts';
import type { VersionLog } from './version-log.ts';

export interface Swaps {
  /** Writes the next version; resolves when the gateway serves it, or has refused it. */
  readonly next: () => Promise<void>;
  readonly taken: () => number;
  readonly refused: () => number;
  /** Milliseconds until the slowest was seen by a client. */
  readonly longest: () => number;
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
}

export interface SwapsOptions {
  readonly folder: HubFolder;
  readonly base: readonly FolderEntry[];
  readonly versions: VersionLog;
  /** How often the gateway has said that it refuses a graph. */
  readonly refusals: () => number;
}

/** Milliseconds. */
const takeTimeout = 20_000;
const grace = 5_000;

/** What comes after what, over and over. */
const rhythm = ['present', 'present', 'absent', 'present', 'broken', 'present', 'absent'] as const;

/** Changes the graph: `clinics` in new versions at new addresses, without it, and broken. */
export function createSwaps({ folder, base, versions, refusals }: SwapsOptions): Swaps {
  const problems: string[] = [];
  const closing = new Set<Promise<void>>();
  let current: FixtureSubgraph | undefined;
  let version = 0;
  let turn = 0;
  let taken = 0;
  let refused = 0;
  let longest = 0;

  const reached = async (condition: () => boolean, problem: string): Promise<boolean> => {
    const began = performance.now();
    const limit = began + takeTimeout;
    while (performance.now() < limit) {
      if (condition()) {
        longest = Math.max(longest, performance.now() - began);
        return true;
      }
      await pause(50);
    }
    problems.push(problem);
    return false;
  };
  /** Requests that began with it may still come. */
  const retire = (subgraph: FixtureSubgraph | undefined): void => {
    if (subgraph === undefined) return;
    const closed = pause(grace).then(subgraph.close);
    closing.add(closed);
    void closed.then(() => closing.delete(closed));
  };
  const clinics = (url: string, sdl: string): FolderEntry => ({
    name: 'clinics',
    owner: 'XAD',
    url,
    sdl,
  });

  const breakGraph = async (): Promise<void> => {
    const before = refusals();
    const sdl = 'type Query { clinicsVersion: Missing }';
    await folder.write([...base, clinics(current?.url ?? 'http://127.0.0.1:9/graphql', sdl)]);
    if (await reached(() => refusals() > before, 'a broken graph was not refused')) refused += 1;
  };
  const changeGraph = async (absent: boolean): Promise<void> => {
    const before = current;
    version += 1;
    versions.write(version, absent);
    current = absent ? undefined : await startClinics(version);
    await folder.write(
      current === undefined ? base : [...base, clinics(current.url, clinicsSdl(version))],
    );
    const wanted = version;
    const serves = () => versions.floor() >= wanted;
    if (await reached(serves, `version ${wanted} was not taken in`)) taken += 1;
    retire(before);
  };
  return {
    problems,
    taken: () => taken,
    refused: () => refused,
    longest: () => longest,
    next: () => {
      const what = rhythm[turn++ % rhythm.length];
      return what === 'broken' ? breakGraph() : changeGraph(what === 'absent');
    },
    close: async () => {
      await Promise.all(closing);
      await current?.close();
    },
  };
}
