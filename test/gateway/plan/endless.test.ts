import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { choosePlanner } from '../../../gateway/plan/choose-planner.ts';
import { PlannerProcess } from '../../../gateway/plan/planner-process.ts';
import { askEngine } from '../../differential/ask-engine.ts';
import { enginesUnderTest } from '../../differential/engines.ts';
import { loadEngine } from '../../differential/graph.ts';
import { endless, endlessSdl, harmless } from './endless.ts';
import { requestOf, supergraphOf } from './planners.ts';

const operation = (text: string) => ({ text, operationName: null, labels: [] });
const planned = expect.objectContaining({ kind: 'QueryPlan' });

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, state]) => Number(parent) === pid && state?.startsWith('Z') === false)
    .map(([child]) => Number(child));
}

async function isGone(pid: number): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,stat=']);
  return !stdout.split('\n').some((line) => new RegExp(`^ *${pid} +[^Z]`).test(line));
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50);
}

describe('a planner that never comes to an end', () => {
  it('is ended, and others are asked of a new one', async () => {
    const before = new Set(await childrenOf(process.pid));
    const graph = await new PlannerProcess('native', { plan: 500, wait: 60_000 }).open(endlessSdl);
    const [child] = (await childrenOf(process.pid)).filter((pid) => !before.has(pid));
    if (child === undefined) throw new Error('the planner has a process');
    const asked = await Promise.allSettled(
      [harmless, endless, harmless].map((text) => graph.plan(operation(text), undefined)),
    );
    expect(asked).toEqual([
      { status: 'fulfilled', value: planned },
      { status: 'rejected', reason: expect.objectContaining({ why: 'broke-down' }) },
      { status: 'fulfilled', value: planned },
    ]);
    await until(() => isGone(child));
  });

  it('lets a bounded number wait, and not for long', async () => {
    const limits = { plan: 4_000, wait: 100, waiting: 2 };
    const graph = await new PlannerProcess('native', limits).open(endlessSdl);
    const settled: string[] = [];
    const ask = (name: string, text: string): Promise<void> =>
      graph.plan(operation(text), undefined).then(
        () => void settled.push(`${name} planned`),
        ({ why }) => void settled.push(`${name} ${why}`),
      );
    const first = ask('endless', endless);
    const others = ['a', 'b', 'c'].map((name) => ask(name, harmless));
    await Promise.all(others);
    // The third is refused at once, two after they have waited, all before the first has an end.
    expect(settled).toEqual(['c busy', 'a busy', 'b busy']);
    await first;
    await ask('d', harmless);
    expect(settled.slice(3)).toEqual(['endless broke-down', 'd planned']);
  });

  it('opens a graph whoever waits', async () => {
    const planners = new PlannerProcess('native', { plan: 500, wait: 100, waiting: 1 });
    const graph = await planners.open(endlessSdl);
    const asked = [endless, endless].map((text) => graph.plan(operation(text), undefined));
    const refused = Promise.allSettled(asked);
    const next = await planners.open(endlessSdl);
    expect(await next.plan(operation(harmless), undefined)).toEqual(planned);
    await refused;
  });

  it('ends with the gateway, also where that is killed', async () => {
    const file = fileURLToPath(new URL('./hold-planner.ts', import.meta.url));
    const gateway = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(gateway.stdout, 'data');
      const children = await childrenOf(gateway.pid ?? 0);
      expect(children).toHaveLength(1);
      gateway.kill('SIGKILL');
      for (const child of children) await until(() => isGone(child));
    } finally {
      gateway.kill('SIGKILL');
    }
  });

  it('keeps nobody from being planned', async () => {
    const supergraph = supergraphOf(endlessSdl);
    const log = pino({ enabled: false });
    const chosen = await choosePlanner(supergraph, supergraph.apiSchema, { log });
    if (chosen.kind === 'failed') throw new Error('a planner loads');
    const asked = [endless, endless, endless, harmless].map((query) =>
      chosen.planner.plan(requestOf(query)),
    );
    const kinds = (await Promise.all(asked)).map(({ kind }) => kind);
    expect(kinds).toEqual(['planned', 'planned', 'planned', 'planned']);
  });

  it('is told to clients as busy where no other planner may be asked', async () => {
    const under = enginesUnderTest.find(({ name }) => name === 'hub-native');
    if (under === undefined) throw new Error('there is such an engine');
    const engine = await loadEngine(under, supergraphOf(endlessSdl));
    if ('refused' in engine) throw new Error('the engine loads');
    const codes: string[] = [];
    const ask = async (query: string): Promise<void> => {
      const { errors } = await askEngine(engine, { query, variables: {} });
      codes.push(...errors.map(({ code }) => code));
    };
    await Promise.all([ask(endless), ask(harmless)]);
    expect(codes).toEqual(['PLANNER_BUSY', 'OPERATION_NOT_PLANNED']);
  });
});
