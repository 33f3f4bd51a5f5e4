/**
 * A planner in a process of its own: `node planner-child.ts native`. Requests come over the channel
 * of `fork`, one at a time. The asker holds the other end of standard input: the process ends when
 * that closes, whatever it is at.
 */
import { Worker } from 'node:worker_threads';
import type { PlannerReply, PlannerRequest, PlanOperation } from './planner-messages.ts';
import { startApolloPlanner } from './start-apollo-planner.ts';
import { startNativePlanner } from './start-native-planner.ts';

type Asked = Extract<PlannerRequest, { readonly kind: 'open' | 'plan' }>;

const start = process.argv[2] === 'native' ? startNativePlanner : startApolloPlanner;
const graphs = new Map<number, PlanOperation>();

new Worker(new URL('./end-with-asker.ts', import.meta.url));
// A signal to the whole group is the gateway's to heed: it drains first.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('message', (message) => {
  const request = message as PlannerRequest;
  if (request.kind === 'close') graphs.delete(request.graph);
  else void answer(request);
});

async function answer(request: Asked): Promise<void> {
  try {
    send({ kind: 'done', value: await run(request) });
  } catch (error) {
    send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

async function run(request: Asked): Promise<unknown> {
  if (request.kind === 'open') {
    graphs.set(request.graph, await start(request.sdl));
    return null;
  }
  const plan = graphs.get(request.graph);
  if (plan === undefined) throw new RangeError(`Graph ${request.graph} is not open.`);
  return plan(request.operation);
}

function send(reply: PlannerReply): void {
  process.send?.(reply);
}
