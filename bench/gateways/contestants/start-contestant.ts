import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../processes/free-port.ts';
import { type PinnedProcess, startPinned } from '../processes/pinned-process.ts';
import type { Contestant, ContestantName, Setting } from './contestants.ts';

/** A gateway that serves. */
export interface RunningContestant {
  readonly kind: 'running';
  readonly name: ContestantName;
  readonly port: number;
  /** What its requests carry besides. */
  readonly headers: Readonly<Record<string, string>>;
  readonly process: PinnedProcess;
}

export type StartResult =
  | RunningContestant
  | { readonly kind: 'failed'; readonly name: ContestantName; readonly reason: string };

/** Milliseconds. */
const patience = 60_000;
const step = 100;

/**
 * Starts a gateway and waits until it answers.
 *
 * @param nodeFlags flags of Node itself, such as `--inspect`
 */
export async function startContestant(
  contestant: Contestant,
  core: string,
  options: Omit<Setting, 'port'>,
  nodeFlags: readonly string[] = [],
): Promise<StartResult> {
  const { name, headers = {} } = contestant;
  const setting = { ...options, port: await freePort() };
  const running = startPinned(
    [...nodeFlags, ...contestant.args(setting)],
    core,
    contestant.environment(setting),
  );
  const deadline = Date.now() + patience;
  while (Date.now() < deadline && running.child.exitCode === null) {
    if (await answers(setting.port)) {
      return { kind: 'running', name, port: setting.port, headers, process: running };
    }
    await pause(step);
  }
  await running.stop();
  return { kind: 'failed', name, reason: running.complaints().trim() || 'It does not answer.' };
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
      signal: AbortSignal.timeout(5_000),
    });
    return response.ok && (await response.text()).includes('Query');
  } catch {
    return false;
  }
}
