import { expect, it } from '@jest/globals';
import { PlannerProcess } from '../../../gateway/plan/planner-process.ts';
import { composed } from './planners.ts';

const { sdl } = composed({
  legs: `
    type Query { legs: [Leg!]! }
    union Leg = Road | Ferry
    type Road { site: Site }
    type Ferry { site: Site }
    type Site @key(fields: "id") { id: ID! }
  `,
  sites: 'type Site @key(fields: "id") { id: ID! use(year: Int): Int name: String }',
});
/** Valid, and the native planner (0.0.38) aborts its process on it. */
const deadly =
  '{ legs { ... on Road { site { x: use(year: 1) } } ... on Ferry { site { x: use(year: 2) } } } }';
const harmless = '{ legs { ... on Road { site { name } } } }';
const operation = (text: string) => ({ text, operationName: null, labels: [] });

it('fails the operation that ends the process, and only that', async () => {
  const graph = await new PlannerProcess('native').open(sdl);
  const asked = await Promise.allSettled([
    graph.plan(operation(harmless), undefined),
    graph.plan(operation(deadly), undefined),
    graph.plan(operation(harmless), undefined),
  ]);
  expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(asked[1]).toMatchObject({ reason: { message: expect.stringContaining('broke down') } });
  expect(await graph.plan(operation(harmless), undefined)).toMatchObject({ kind: 'QueryPlan' });
});

it('gives the reason of what the planner refuses', async () => {
  const planners = new PlannerProcess('native');
  await expect(planners.open('type Query { a: Int } type')).rejects.toThrow(/parse/i);
  const graph = await planners.open(sdl);
  await expect(graph.plan(operation('{ nowhere }'), undefined)).rejects.toThrow('nowhere');
});

it('forgets a request that is cancelled, also one that ended the process', async () => {
  const graph = await new PlannerProcess('native').open(sdl);
  const controller = new AbortController();
  const asked = [deadly, deadly, harmless].map((text) =>
    graph.plan(operation(text), controller.signal),
  );
  controller.abort(new Error('enough'));
  for (const one of await Promise.allSettled(asked)) {
    expect(one).toMatchObject({ status: 'rejected', reason: { message: 'enough' } });
  }
  expect(await graph.plan(operation(harmless), undefined)).toMatchObject({ kind: 'QueryPlan' });
});
