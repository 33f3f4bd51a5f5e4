import { expect, it } from '@jest/globals';
import {
  composed,
  fetchesOf,
  groupsOf,
  loadPlanner,
  pathText,
  planOf,
  requestOf,
} from './planners.ts';

const names = Array.from({ length: 12 }, (_, i) => `Kind${i}`);
const kinds = composed({
  kinds: `
    type Query { item: Item site: Site }
    interface Item { next: Item n: Int }
    ${names.map((name) => `type ${name} implements Item @key(fields: "id") { id: ID! next: Item n: Int }`).join('\n')}
    type Site @key(fields: "id") { id: ID! name: String }
  `,
  more: `
    ${names.map((name) => `type ${name} @key(fields: "id") { id: ID! more: Int }`).join('\n')}
    type Site @key(fields: "id") { id: ID! loads: Int }
  `,
});

const nested = (depth: number): string =>
  depth === 0 ? 'n' : `__typename next { ${nested(depth - 1)} }`;

it('fetches entities of several types at one path in one fetch', async () => {
  const planner = await loadPlanner('staged', kinds);
  const query = '{ item { __typename ... on Kind0 { more } ... on Kind1 { n more } } }';
  const { root } = await planOf(planner, query);
  expect(fetchesOf(root).map(({ subgraph }) => subgraph)).toEqual(['kinds', 'more']);
  const [group] = groupsOf(root);
  expect(group?.paths.map(pathText)).toEqual(['item']);
  expect(group?.requires).toMatchObject([
    { kind: 'types', names: ['Kind0'] },
    { kind: 'types', names: ['Kind1'] },
  ]);
});

it('says which field no way leads to', async () => {
  const whole = composed({
    camps: `
      type Query { camps: [Camp!]! }
      type Camp @key(fields: "id") @context(name: "camp") { id: ID! language: String wards: [Ward!]! }
      type Ward @key(fields: "id") {
        id: ID!
        notice(language: String @fromContext(field: "$camp { language }")): String
      }
    `,
  });
  const request = requestOf('{ camps { wards { id notice } } }');
  expect(await (await loadPlanner('staged', whole)).plan(request)).toMatchObject({
    kind: 'planned',
  });
  const sdl = whole.sdl.replace('@context(name: "camps__camp")', '');
  const planner = await loadPlanner('staged', { ...whole, sdl });
  expect(await planner.plan(request)).toEqual({
    kind: 'unplannable',
    reason: 'No way leads to Ward.notice.',
  });
});

it('refuses conditions that are not decided', async () => {
  const planner = await loadPlanner('staged', kinds);
  const query = 'query ($all: Boolean!) { item { __typename n @include(if: $all) } }';
  expect(await planner.plan(requestOf(query))).toMatchObject({
    reason: 'It has conditions left open.',
  });
});

it('takes a bounded number of steps', async () => {
  const planner = await loadPlanner('staged', kinds);
  const few = await planner.plan(requestOf(`{ item { ${nested(2)} } }`));
  expect(few.kind).toBe('planned');
  expect(await planner.plan(requestOf(`{ item { ${nested(6)} } }`))).toMatchObject({
    kind: 'unplannable',
    reason: expect.stringContaining('steps'),
  });
});

it('makes a bounded number of fetches', async () => {
  const planner = await loadPlanner('staged', kinds);
  const sites = (count: number): string =>
    `{ ${Array.from({ length: count }, (_, i) => `s${i}: site { loads }`).join(' ')} }`;
  expect(fetchesOf((await planOf(planner, sites(999))).root)).toHaveLength(1_000);
  expect(await planner.plan(requestOf(sites(1_000)))).toMatchObject({
    kind: 'unplannable',
    reason: expect.stringContaining('fetches'),
  });
});
