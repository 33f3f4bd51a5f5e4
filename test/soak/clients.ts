import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import type { FailingSubgraph } from './failing-subgraph.ts';
import { judgeAnswer } from './judge-answer.ts';
import { type Ask, makeAsk, mixedAsk, mixedKinds, type OperationKind } from './operations.ts';
import type { VersionLog } from './version-log.ts';

export interface ClientsReport {
  /** Requests that ended in each way. */
  readonly right: number;
  readonly absent: number;
  readonly partial: number;
  readonly aborted: number;
  readonly byKind: Readonly<Partial<Record<OperationKind, number>>>;
  /** Answers that are wrong, mixed, late, or faulty without a fault. */
  readonly wrong: readonly string[];
  /** Requests that ended without an answer, or too late. */
  readonly lost: readonly string[];
  /** The longest time of a request that nobody held, in milliseconds, and its kind. */
  readonly longest: { readonly time: number; readonly kind: OperationKind };
}

export interface ClientsOptions {
  readonly endpoint: string;
  readonly versions: VersionLog;
  readonly supplies: FailingSubgraph;
  /** False: everyone leaves after the answer that is due. */
  readonly running: () => boolean;
  /** Milliseconds that the run still lasts. */
  readonly left: () => number;
}

/** Connections that ask and wait; others leave before they are answered. */
const asking = 16;
const leaving = 4;
/** Milliseconds: a bound for each request, and for one to a subgraph that never answers (30 s). */
const bound = 15_000;
const holdBound = 40_000;
const maxProblems = 20;

/** Clients that ask mixed operations one after another, and judge each answer. */
export function startClients(options: ClientsOptions) {
  const { endpoint, versions, supplies, running, left } = options;
  const pool = new Pool(new URL(endpoint).origin, {
    connections: asking + leaving + 2,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const counts = { right: 0, absent: 0, partial: 0, aborted: 0 };
  const byKind: Partial<Record<OperationKind, number>> = {};
  const wrong: string[] = [];
  const lost: string[] = [];
  let longest: ClientsReport['longest'] = { time: 0, kind: 'lookup' };
  const note = (list: string[], problem: string): void => {
    if (list.length < maxProblems) list.push(problem);
  };

  const post = async (ask: Ask, signal: AbortSignal) => {
    const { statusCode, body } = await pool.request({
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: ask.query, variables: ask.variables }),
      signal,
    });
    return { status: statusCode, body: await body.text() };
  };

  const askAndJudge = async (ask: Ask, limit: number): Promise<void> => {
    const began = performance.now();
    const floor = versions.floor();
    let answer: { status: number; body: string };
    try {
      answer = await post(ask, AbortSignal.timeout(limit));
    } catch (error) {
      const after = Math.round(performance.now() - began);
      note(lost, `${ask.kind}: ${error instanceof Error ? error.message : error} (${after} ms)`);
      return;
    }
    const ended = performance.now();
    const time = ended - began;
    if (ask.kind !== 'hold' && time > longest.time) longest = { time, kind: ask.kind };
    byKind[ask.kind] = (byKind[ask.kind] ?? 0) + 1;
    const verdict = judgeAnswer(ask, answer.status, answer.body);
    if (verdict.kind === 'wrong') return note(wrong, verdict.reason);
    counts[verdict.kind] += 1;
    if (verdict.kind === 'partial' && !supplies.explains(began, ended)) {
      note(wrong, `${ask.kind}: no fault explains ${answer.body.slice(0, 300)}`);
    }
    const seen = verdict.kind === 'absent' ? null : verdict.version;
    if (verdict.kind !== 'absent' && seen === null) return;
    const problem = versions.see(seen, floor);
    if (problem !== undefined) note(wrong, `${ask.kind}: ${problem}`);
  };

  const asker = async (): Promise<void> => {
    while (running()) {
      await askAndJudge(mixedAsk(), bound);
      await pause(Math.random() * 20);
    }
  };
  /** Leaves in the middle of a request; holds are given up by nobody else. */
  const leaver = async (): Promise<void> => {
    while (running()) {
      const ask = Math.random() < 0.5 ? makeAsk('hold') : mixedAsk();
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), Math.random() * 60);
      try {
        await post(ask, controller.signal);
      } catch (error) {
        if (controller.signal.aborted) counts.aborted += 1;
        else note(lost, `${ask.kind}, to be aborted: ${String(error)}`);
      }
      clearTimeout(timer);
    }
  };
  const stranger = async (): Promise<void> => {
    while (running()) {
      await askAndJudge(makeAsk('coldAndLong'), bound);
      await pause(40);
    }
  };
  /** Waits for a subgraph that never answers, until the gateway gives up. */
  const patient = async (): Promise<void> => {
    while (running() && left() > holdBound) await askAndJudge(makeAsk('hold'), holdBound);
  };

  const clients = [
    ...Array.from({ length: asking }, asker),
    ...Array.from({ length: leaving }, leaver),
    stranger(),
    patient(),
  ];
  return {
    report: (): ClientsReport => ({ ...counts, byKind, wrong, lost, longest }),
    /** Resolves when each has its last answer. */
    ended: async (): Promise<void> => {
      await Promise.all(clients);
      await pool.destroy();
    },
    missing: (): readonly OperationKind[] =>
      [...mixedKinds, 'coldAndLong' as const].filter((kind) => !byKind[kind]),
  };
}
