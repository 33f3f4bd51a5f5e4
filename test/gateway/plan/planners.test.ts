import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Planner } from '../../../gateway/plan/planner.ts';
import {
  composed,
  fetchesOf,
  groupsOf,
  loaders,
  loadPlanner,
  pathText,
  planOf,
} from './planners.ts';

const supergraph = composed({
  sites: `
    type Query { site(id: ID!): Site sites: [Site!]! places: [Place!]! hub: Hub }
    type Hub { query: Query }
    union Place = Site | Depot
    type Site @key(fields: "id") { id: ID! name: String use(year: Int): Int area: Area }
    type Area { size(unit: Unit): Float }
    type Depot @key(fields: "id") { id: ID! name: String }
    enum Unit { HA KM2 }
    type Mutation { open(id: ID!): Site close(id: ID!): Site }
  `,
  loads: `
    type Query { loads(by: Filter, first: Int = 5): Int }
    input Filter { kind: [Kind!] weight: Float }
    enum Kind { FOOD FUEL }
    type Site @key(fields: "id") {
      id: ID!
      use(year: Int): Int @external
      area: Area @external
      need: Int @requires(fields: "use(year: 1)")
      later: Int @requires(fields: "use(year: 2)")
      size: Int @requires(fields: "area { size(unit: HA) }")
      wide: Int @requires(fields: "area { size(unit: KM2) }")
      loads(by: Filter): Int
    }
    type Area { size(unit: Unit): Float @external }
    enum Unit { HA KM2 }
    type Depot @key(fields: "id") { id: ID! loads: Int }
    type Mutation { send(to: ID!): Site }
  `,
});

describe.each(['native', 'apollo', 'staged'] as const)('the %s planner', (name) => {
  let planner: Planner;
  beforeAll(async () => {
    planner = await loadPlanner(name, supergraph);
  });

  it('fetches entities after what they come from', async () => {
    const { root, renamed } = await planOf(planner, '{ sites { name loads } }');
    expect(root?.kind).toBe('sequence');
    const [first, second] = fetchesOf(root);
    expect(first).toMatchObject({ subgraph: 'sites', operation: 'query', entities: [], at: [] });
    expect(second).toMatchObject({ subgraph: 'loads', at: [], variables: [] });
    const [group] = second?.entities ?? [];
    expect(group?.paths.map(pathText)).toEqual(['sites.@']);
    expect(group?.requires).toMatchObject([{ kind: 'types', names: ['Site'] }]);
    expect(second?.document).toContain(`$${group?.variable}`);
    expect(renamed).toBeNull();
  });

  it('names the variables of each document, defaults and input objects kept', async () => {
    const { root } = await planOf(
      planner,
      `query ($first: Int = 3, $weight: Float, $id: ID!) {
        loads(by: { kind: [FOOD], weight: $weight }, first: $first) site(id: $id) { id }
      }`,
    );
    const fetches = fetchesOf(root);
    const loads = fetches.find(({ subgraph }) => subgraph === 'loads');
    expect(loads?.variables.toSorted()).toEqual(['first', 'weight']);
    expect(loads?.document).toMatch(/\$first:\s*Int\s*=\s*3/);
    expect(loads?.document).toMatch(/kind:\s*\[FOOD\]/);
    expect(fetches.find(({ subgraph }) => subgraph === 'sites')?.variables).toEqual(['id']);
  });

  it('asks nobody for the type of the root', async () => {
    expect(await planOf(planner, '{ __typename t: __typename }')).toEqual({
      root: null,
      renamed: null,
    });
    const { root } = await planOf(
      planner,
      '{ __typename sites { __typename } __schema { types { name } } }',
    );
    const [only, ...more] = fetchesOf(root);
    expect(more).toEqual([]);
    expect(only?.document.replaceAll(/\s/g, '')).toBe('{sites{__typename}}');
  });

  it('plans nothing for what constant or known conditions leave out', async () => {
    const out = await planOf(planner, '{ sites @skip(if: true) { name } }');
    expect(out.root).toBeNull();
    const query = 'query ($all: Boolean!) { sites { name loads @include(if: $all) } }';
    const less = await planOf(planner, query, { conditions: new Map([['all', false]]) });
    expect(fetchesOf(less.root).map(({ subgraph }) => subgraph)).toEqual(['sites']);
    const more = await planOf(planner, query, { conditions: new Map([['all', true]]) });
    expect(fetchesOf(more.root).map(({ variables }) => variables)).toEqual([[], []]);
  });

  it('resolves the types of unions in paths and representations', async () => {
    const { root } = await planOf(
      planner,
      '{ places { ... on Site { loads } ... on Depot { n: loads } } }',
    );
    const [group] = groupsOf(root);
    expect(group?.paths.map(pathText)).toEqual(['places.@']);
    const names = group?.requires.flatMap((one) => (one.kind === 'types' ? one.names : []));
    expect(names?.toSorted()).toEqual(['Depot', 'Site']);
  });

  it('runs the root fields of a mutation one after the other, each to its end', async () => {
    const { root } = await planOf(
      planner,
      `mutation { a: open(id: 1) { loads } b: close(id: 2) { name } c: send(to: 3) { name } ...D }
      fragment D on Mutation { d: open(id: 4) { loads } }`,
    );
    expect(root?.kind).toBe('sequence');
    const steps = root?.kind === 'sequence' ? root.nodes : [];
    expect(steps.every(({ kind }) => kind === 'fetch')).toBe(true);
    const asked = fetchesOf(root).map(({ operation, subgraph }) => `${operation} ${subgraph}`);
    expect(asked).toEqual([
      'mutation sites',
      'query loads',
      'mutation sites',
      'mutation loads',
      'query sites',
      'mutation sites',
      'query loads',
    ]);
  });

  it('fetches root fields of a nested query for the objects that they belong to', async () => {
    const { root } = await planOf(planner, '{ hub { query { loads sites { name } } } }');
    const nested = fetchesOf(root).find(({ subgraph }) => subgraph === 'loads');
    expect(nested?.entities).toEqual([]);
    expect(pathText(nested?.at ?? [])).toBe('hub.query');
  });

  it('plans the operation that is named', async () => {
    const query = 'query A { sites { name } } query B { loads }';
    const { root } = await planOf(planner, query, { operationName: 'B' });
    expect(fetchesOf(root).map(({ subgraph }) => subgraph)).toEqual(['loads']);
  });

  it.each([
    ['subscription { sites { id } }', 'Subscriptions'],
    ['{ sites { id ... @defer { loads } } }', '@defer'],
    ['{ sites @stream { id } }', '@stream'],
    ['query A { hub { query { loads } } } query B { loads }', 'no operation'],
    ['{ sites {', 'Syntax Error'],
    ['{ nowhere }', 'nowhere'],
    ['query ($representations: ID!) { site(id: $representations) { loads } a: loads }', null],
  ])('gives a plan or a reason, never throws: %s', async (query, reason) => {
    const result = await planner.plan({ query, operationName: null, labels: new Set() });
    if (reason === null) return expect(result.kind).toBe('planned');
    return expect(result).toEqual({ kind: 'unplannable', reason: expect.stringContaining(reason) });
  });

  it('plans nothing once it is cancelled', async () => {
    const before = AbortSignal.abort();
    const query = '{ sites { loads } }';
    const request = { query, operationName: null, labels: new Set<string>() };
    expect(await planner.plan({ ...request, signal: before })).toEqual({ kind: 'cancelled' });
    const during = new AbortController();
    const planning = planner.plan({ ...request, signal: during.signal });
    during.abort();
    expect(await planning).toEqual({ kind: 'cancelled' });
    expect((await planner.plan(request)).kind).toBe('planned');
  });
});

describe.each(['native', 'apollo'] as const)('the %s planner, as it is', (name) => {
  let planner: Planner;
  beforeAll(async () => {
    planner = await loadPlanner(name, supergraph);
  });

  it('keeps conditions whose values are not known', async () => {
    const query = 'query ($all: Boolean!) { sites { name loads @include(if: $all) } }';
    const { root } = await planOf(planner, query);
    expect(JSON.stringify(root)).toMatch(
      /"kind":"condition","variable":"all"|"variables":\["all"\]/,
    );
  });

  it('refuses a variable that it needs for itself', async () => {
    const result = await planner.plan({
      query:
        'query ($representations: Float) { sites { loads(by: { weight: $representations }) } }',
      operationName: null,
      labels: new Set(),
    });
    expect(result).toMatchObject({
      kind: 'unplannable',
      reason: expect.stringContaining('$representations'),
    });
  });
});

describe('@requires with arguments', () => {
  it.each(Object.keys(loaders) as (keyof typeof loaders)[])(
    'is not mixed up with what the client asks: %s',
    async (name) => {
      const planner = await loadPlanner(name, supergraph);
      const { root, renamed } = await planOf(planner, '{ sites { use(year: 9) need } }');
      expect([...(renamed?.clientKeys.values() ?? [])]).toEqual(['use']);
      const [first] = fetchesOf(root);
      expect(first?.document).toMatch(/\w: ?use\(year: ?9\)/);
      expect(first?.document).toMatch(/[ })]use\(year: ?1\)/);
    },
  );

  it('holds each value in a representation of its own', async () => {
    const planner = await loadPlanner('native', supergraph);
    const { root } = await planOf(planner, '{ sites { need later size wide } }');
    const groups = groupsOf(root);
    const [first] = fetchesOf(root);
    /** Keys from which representations take a field, by what was asked under them. */
    const taken = JSON.stringify(groups.map(({ requires }) => requires));
    const aliases = [...(first?.document.matchAll(/(\w+): (?:use|size)\(/g) ?? [])];
    expect(aliases.length).toBe(2);
    for (const [, alias] of aliases) expect(taken).toContain(`"name":"${alias}"`);
    expect(groups.length).toBeGreaterThan(1);
  });

  it("is refused where Apollo's planner drops one of them", async () => {
    const planner = await loadPlanner('apollo', supergraph);
    const request = {
      query: '{ sites { need later } }',
      operationName: null,
      labels: new Set<string>(),
    };
    expect(await planner.plan(request)).toMatchObject({
      kind: 'unplannable',
      reason: expect.stringContaining('arguments'),
    });
  });
});
