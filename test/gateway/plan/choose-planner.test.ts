import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { choosePlanner } from '../../../gateway/plan/choose-planner.ts';
import type { Planner } from '../../../gateway/plan/planner.ts';
import type { Supergraph } from '../../../schema/supergraph.ts';
import { composed, fetchesOf, groupsOf, planOf, requestOf, supergraphOf } from './planners.ts';

const federation1 = supergraphOf(
  await readFile(new URL('./federation-1.graphql', import.meta.url), 'utf8'),
);

const contexts = composed({
  sites: `
    type Query { camps: [Camp!]! }
    type Camp @key(fields: "id") @context(name: "camp") { id: ID! language: String wards: [Ward!]! }
    type Ward @key(fields: "id") {
      id: ID!
      notice(language: String @fromContext(field: "$camp { language }")): String
    }
  `,
  beds: `
    type Query { beds: Int }
    type Ward @key(fields: "id") { id: ID! beds: Int }
  `,
});

const interfaceObjects = composed({
  posts: `
    type Query { posts: [Post!]! }
    interface Post @key(fields: "id") { id: ID! }
    type Gate implements Post @key(fields: "id") { id: ID! lanes: Int }
    type Tower implements Post @key(fields: "id") { id: ID! }
  `,
  loads: `
    type Query { fullest: Post }
    type Post @key(fields: "id") @interfaceObject { id: ID! load: Int }
  `,
});

const unions = composed({
  routes: `
    type Query { legs: [Leg!]! }
    union Leg = Road | Ferry
    type Road { site: Site }
    type Ferry { site: Site }
    type Site @key(fields: "id") { id: ID! }
  `,
  sites: 'type Site @key(fields: "id") { id: ID! use(year: Int): Int name: String }',
});

interface Line {
  readonly level: 'info' | 'warn';
  readonly text: string;
}

async function choose(supergraph: Supergraph, planner?: Planner['name']) {
  const lines: Line[] = [];
  const log = (level: Line['level']) => (fields: unknown, message?: string) => {
    lines.push({ level, text: `${message} ${JSON.stringify(fields)}` });
  };
  const result = await choosePlanner(supergraph, supergraph.apiSchema, {
    log: { info: log('info'), warn: log('warn') },
    ...(planner === undefined ? {} : { planner }),
  });
  return { result, lines };
}

it('takes the native planner where nothing speaks against it', async () => {
  const { result, lines } = await choose(unions);
  expect(result).toMatchObject({ kind: 'planner', planner: { name: 'native' } });
  expect(lines).toEqual([]);
});

it.each([
  ['federation 1', federation1, 'join/v0.1'],
  ['@fromContext', contexts, '@fromContext'],
  ['@interfaceObject', interfaceObjects, '@interfaceObject'],
])("takes Apollo's for %s, and says so", async (_, supergraph, feature) => {
  const { result, lines } = await choose(supergraph);
  expect(result).toMatchObject({ kind: 'planner', planner: { name: 'apollo' } });
  expect(lines).toEqual([{ level: 'info', text: expect.stringContaining(feature) }]);
});

it('never replaces what the operator chose', async () => {
  const { result, lines } = await choose(federation1, 'native');
  expect(result).toMatchObject({
    kind: 'failed',
    findings: [{ code: 'PLANNER_LACKS_FEATURE', message: expect.stringContaining('join/v0.1') }],
  });
  expect(lines).toEqual([]);
  expect((await choose(unions, 'apollo')).result).toMatchObject({ planner: { name: 'apollo' } });
});

it('plans federation 1', async () => {
  const { result } = await choose(federation1);
  if (result.kind === 'failed') throw new Error('no planner');
  const { root } = await planOf(result.planner, '{ site(id: 1) { name access } }');
  expect(fetchesOf(root).map(({ subgraph }) => subgraph)).toEqual(['sites', 'roads']);
});

it('knows interface objects by the name of the interface as well', async () => {
  const { result } = await choose(interfaceObjects);
  if (result.kind === 'failed') throw new Error('no planner');
  const { root } = await planOf(result.planner, '{ fullest { load ... on Gate { lanes } } }');
  const [group] = groupsOf(root);
  expect(group?.requires).toMatchObject([{ names: expect.arrayContaining(['Gate', 'Post']) }]);
  expect(group?.inputRewrites).toContainEqual({
    kind: 'set',
    path: [
      { kind: 'types', names: expect.arrayContaining(['Gate', 'Post', 'Tower']) },
      { kind: 'key', name: '__typename' },
    ],
    value: 'Post',
  });
});

it('says where the value of a context stands', async () => {
  const { result } = await choose(contexts);
  if (result.kind === 'failed') throw new Error('no planner');
  const { root, renamed } = await planOf(
    result.planner,
    '{ camps { language: id wards { notice } } }',
  );
  const [, entities] = fetchesOf(root);
  const [context, ...more] = entities?.entities[0]?.contexts ?? [];
  expect(more).toEqual([]);
  expect(context?.ways).toEqual([
    {
      levels: 1,
      path: [
        { kind: 'types', names: ['Camp'] },
        { kind: 'key', name: 'language' },
      ],
    },
  ]);
  expect(entities?.variables).toEqual([]);
  expect(entities?.document).toContain(`$${context?.variable}`);
  // The alias of the client would be taken for the context.
  expect([...(renamed?.clientKeys.values() ?? [])]).toEqual(['language']);
});

it('refuses a supergraph that needs what no planner knows', async () => {
  const sdl = unions.sdl.replace(
    'schema\n',
    'schema\n  @link(url: "https://specs.example/rationing/v1.0", for: SECURITY)\n',
  );
  const { result } = await choose(supergraphOf(sdl));
  expect(result).toMatchObject({
    kind: 'failed',
    findings: [
      { message: expect.stringContaining('https://specs.example/rationing/v1.0') },
      { message: expect.stringContaining('https://specs.example/rationing/v1.0') },
    ],
  });
});

it('keeps fields apart that share a key in objects of different types', async () => {
  const query =
    '{ legs { ... on Road { site { x: use(year: 1) } } ... on Ferry { site { x: use(year: 2) } } } }';
  for (const name of ['native', 'apollo'] as const) {
    const { result } = await choose(unions, name);
    if (result.kind === 'failed') throw new Error('no planner');
    const { root, renamed } = await planOf(result.planner, query);
    const text = fetchesOf(root).map(({ document }) => document);
    expect(text.join()).toMatch(/use\(year: ?1\)/);
    expect(text.join()).toMatch(/use\(year: ?2\)/);
    expect([...(renamed?.clientKeys.values() ?? [])]).toEqual(['x']);
  }
});

it("asks Apollo's planner for an operation that the native one fails on", async () => {
  const stock = composed({
    list: `
      type Query { item: Item }
      type Item @key(fields: "id", resolvable: false) { id: ID! }
    `,
    codes: 'type Item @key(fields: "id") @key(fields: "code") { id: ID! code: Int! }',
    weights: 'type Item @key(fields: "id") { id: ID! weight: Int }',
    cost: `type Item @key(fields: "code") {
      code: Int!
      weight: Int @external
      freight: Int @requires(fields: "weight")
    }`,
  });
  const query = '{ item { freight } }';
  const native = await choose(stock, 'native');
  if (native.result.kind === 'failed') throw new Error('no planner');
  expect((await native.result.planner.plan(requestOf(query))).kind).toBe('unplannable');
  const { result, lines } = await choose(stock);
  if (result.kind === 'failed') throw new Error('no planner');
  const { root } = await planOf(result.planner, query);
  expect(fetchesOf(root).at(-1)?.subgraph).toBe('cost');
  expect(lines).toEqual([{ level: 'info', text: expect.stringContaining('planned by apollo') }]);
});

it('asks our own for an operation that both others fail on', async () => {
  const chain = composed({
    gates: `
      type Gate @key(fields: "id") @key(fields: "code") {
        id: ID!
        code: ID!
        width: Int!
        lanes: Int! @external
        load: Int! @requires(fields: "lanes")
      }
    `,
    traffic: `
      type Query { gates: [Gate!]! }
      type Gate @key(fields: "id") {
        id: ID!
        width: Int! @external
        lanes: Int! @requires(fields: "width")
      }
    `,
  });
  const query = '{ gates { load } }';
  const kindsOf = async (planner?: Planner['name']) => {
    const { result, lines } = await choose(chain, planner);
    if (result.kind === 'failed') throw new Error('no planner');
    return { plan: await result.planner.plan(requestOf(query)), lines };
  };
  expect((await kindsOf('native')).plan.kind).toBe('unplannable');
  expect((await kindsOf('apollo')).plan.kind).toBe('unplannable');
  const { plan, lines } = await kindsOf();
  if (plan.kind !== 'planned') throw new Error('not planned');
  const asked = fetchesOf(plan.plan.root).map(({ subgraph }) => subgraph);
  expect(asked).toEqual(['traffic', 'gates', 'traffic', 'gates']);
  expect(lines).toEqual([{ level: 'info', text: expect.stringContaining('planned by staged') }]);
});
