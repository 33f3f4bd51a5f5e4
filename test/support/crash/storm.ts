import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../../cli/exercise/random.ts';
import type { CrashDomain } from './domains.ts';
import { openFollower } from './follower.ts';
import { type CrashScene, openCrashScene } from './scene.ts';
import { startWriters, type Writing } from './writers.ts';

export interface StormOptions {
  /** Which crash comes when, and what each writer does, follow from it. */
  readonly seed: number;
  /** SIGKILL of the process. */
  readonly kills: number;
  /** PostgreSQL ends all connections of the process. */
  readonly cuts?: number;
}

/** How it went. */
export interface Storm {
  readonly seed: number;
  /** What is broken; none where all is well. */
  readonly problems: readonly string[];
  readonly answered: number;
  /** How often a write was left without an answer, and sent again. */
  readonly unanswered: number;
}

/** Lets 200 writers write while the subgraph crashes again and again, and looks at what is left. */
export async function storm(
  domain: CrashDomain,
  { seed, kills, cuts = 0 }: StormOptions,
): Promise<Storm> {
  const scene = await openCrashScene(domain);
  const follower = openFollower(domain, scene.ask, scene.url);
  const { target, ledger } = scene;
  const problems: string[] = [];
  try {
    const writing = startWriters(scene, seed);
    const following = { ended: false };
    const followed = (async () => {
      while (!following.ended) {
        await follower.follow();
        await sleep(50);
      }
    })();
    try {
      const random = createRandom(seed, 'crashes');
      for (const kind of order(random.int, kills, cuts)) {
        await answers(scene, random.int(60, 240));
        await sleep(random.int(0, 20));
        problems.push(...(kind === 'kill' ? await kill(scene, writing) : await cut(scene)));
        if (problems.length > 0) break;
      }
      await answers(scene, 60);
    } finally {
      // Nobody is left without an answer for ever.
      if (!target.isRunning()) await target.start();
      await writing.end();
      following.ended = true;
      await followed;
    }
    await follower.follow();
    problems.push(...(await follower.differences()), ...(await scene.broken()));
    const open = [...ledger.entries.values()].filter(({ state }) => state === 'open');
    problems.push(...open.map(({ operation }) => `${operation.key} was never answered`));
    return {
      ...{ seed, problems: [...new Set(problems)].slice(0, 20) },
      ...{ answered: ledger.answered(), unanswered: writing.unanswered() },
    };
  } catch (error) {
    throw new Error(`CRASH_SEED=${seed} repeats it.`, { cause: error });
  } finally {
    await follower.close();
    await scene.close();
  }
}

/** Crashes of both kinds in a drawn order. */
function order(
  int: (min: number, max: number) => number,
  kills: number,
  cuts: number,
): readonly ('kill' | 'cut')[] {
  const left = { kill: kills, cut: cuts };
  return Array.from({ length: kills + cuts }, () => {
    const kind = int(1, left.kill + left.cut) <= left.kill ? 'kill' : 'cut';
    left[kind] -= 1;
    return kind;
  });
}

/** Waits until writers have been given so many further answers. */
async function answers({ ledger, target }: CrashScene, count: number): Promise<void> {
  const wanted = ledger.answered() + count;
  const deadline = Date.now() + 40_000;
  while (ledger.answered() < wanted) {
    if (Date.now() > deadline) throw new Error('Writers are not answered any more.');
    if (!target.isRunning()) throw new Error(`The process has ended:\n${target.told()}`);
    await sleep(2);
  }
}

/** What a killed process leaves is looked at before it is started again. */
async function kill(scene: CrashScene, writing: Writing): Promise<readonly string[]> {
  const { promise, resolve } = Promise.withResolvers<void>();
  writing.pause(promise);
  await scene.target.kill();
  await scene.gone();
  const problems = await scene.broken();
  await scene.target.start();
  resolve();
  return problems;
}

/** The process must go on by itself. */
async function cut({ cut: cutOff, target }: CrashScene): Promise<readonly string[]> {
  await cutOff();
  await sleep(100);
  return target.isRunning() ? [] : [`the process has ended: ${target.told().slice(-2_000)}`];
}
