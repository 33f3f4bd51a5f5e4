/**
 * A planner in a process of its own: `node planner-child.ts native`. Requests come over the
 * channel of `fork`; the process ends with it.
 */
import type { PlannerReply, PlannerRequest, PlanOperation } from './planner-messages.ts';
import { startApolloPlanner } from './start-apollo-planner.ts';
import { startNativePlanner } from './start-native-planner.ts';

type Asked = Extract<PlannerRequest, { readonly kind: 'open' | 'plan' }>;

const start = process.argv[2] === 'native' ? startNativePlanner : startApolloPlanner;
const graphs = new Map<number, Promise<PlanOperation>>();
const running = new Map<number, AbortController>();

process.on('disconnect', () => process.exit());
// A signal to the whole group is the gateway's to heed: it drains first.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('message', (message) => {
  const request = message as PlannerRequest;
  if (request.kind === 'close') graphs.delete(request.graph);
  else if (request.kind === 'cancel') running.get(request.id)?.abort();
  else void answer(request);
});

async function answer(request: Asked): Promise<void> {
  const { id } = request;
  const controller = new AbortController();
  running.set(id, controller);
  try {
    send({ id, kind: 'done', value: await run(request, controller.signal) });
  } catch (error) {
    send({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  } finally {
    running.delete(id);
  }
}

async function run(request: Asked, signal: AbortSignal): Promise<unknown> {
  if (request.kind === 'open') {
    const opening = start(request.sdl);
    graphs.set(request.graph, opening);
    await opening;
    return null;
  }
  const plan = await graphs.get(request.graph);
  if (plan === undefined) throw new RangeError(`Graph ${request.graph} is not open.`);
  return plan(request.operation, signal);
}

function send(reply: PlannerReply): void {
  process.send?.(reply);
}
