import { expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { checkPlan } from '../../../gateway/plan/check-plan.ts';
import type { EntityGroup, FetchNode, PlanNode } from '../../../gateway/plan/plan.ts';
import { readFacts } from '../../../gateway/plan/supergraph-facts.ts';
import { composed } from './planners.ts';

const facts = readFacts(
  parse(
    composed({
      sites: 'type Query { sites: [Site!]! } type Site @key(fields: "id") { id: ID! name: String }',
      loads: `type Site @key(fields: "id") {
        id: ID!
        name: String @external
        label(size: Int): String @requires(fields: "name")
      }`,
    }).sdl,
  ),
);

const first: FetchNode = {
  kind: 'fetch',
  subgraph: 'sites',
  operation: 'query',
  document: '{ sites { __typename id name } }',
  operationName: null,
  variables: [],
  entities: [],
  at: [],
  outputRewrites: [],
};
const group: EntityGroup = {
  alias: '_entities',
  variable: 'representations',
  paths: [[{ kind: 'field', name: 'sites' }, { kind: 'each' }]],
  requires: [
    {
      kind: 'types',
      names: ['Site'],
      selections: ['__typename', 'id', 'name'].map((name) => ({
        kind: 'field',
        name,
        as: name,
        selections: null,
      })),
    },
  ],
  contexts: [],
  inputRewrites: [],
  outputRewrites: [],
};
const second: FetchNode = {
  ...first,
  subgraph: 'loads',
  document:
    'query ($representations: [_Any!]!, $size: Int) { _entities(representations: $representations) { ... on Site { label(size: $size) } } }',
  variables: ['size'],
  entities: [group],
};
/** The second fetch with less in its representations. */
const holding = (...names: readonly string[]): FetchNode => ({
  ...second,
  entities: [holdingGroup(...names)],
});
function holdingGroup(...names: readonly string[]): EntityGroup {
  const selections = ['__typename', ...names].map(
    (name) => ({ kind: 'field', name, as: name, selections: null }) as const,
  );
  return { ...group, requires: [{ kind: 'types', names: ['Site'], selections }] };
}
const plan = (...nodes: readonly PlanNode[]): PlanNode => ({ kind: 'sequence', nodes });
const check = (node: PlanNode) => checkPlan(node, facts, new Set(['size']), new Set());

it('leaves a sound plan as it is', () => {
  expect(check(plan(first, second))).toEqual({ kind: 'sound', root: plan(first, second) });
});

it.each<[string, PlanNode]>([
  ['does not parse', plan({ ...first, document: '{ sites {' })],
  ['is no mutation', plan({ ...first, operation: 'mutation' })],
  [
    'uses $size without',
    plan(first, { ...second, document: second.document.replace(', $size: Int', '') }),
  ],
  ['is not given $size', plan(first, { ...second, variables: [] })],
  [
    'which the client does not have',
    plan({ ...first, document: 'query ($x: Int) { sites { id } }', variables: ['x'] }),
  ],
  [
    'does not declare $others',
    plan(first, { ...second, entities: [{ ...group, variable: 'others' }] }),
  ],
  ['does not ask for _e0', plan(first, { ...second, entities: [{ ...group, alias: '_e0' }] })],
  ['entities that were not fetched', plan(second, first)],
  ['entities that were not fetched', { kind: 'parallel', nodes: [first, second] }],
  ['needs sites.name', plan({ ...first, document: '{ sites { __typename id } }' }, second)],
  ['needs sites.__typename', plan({ ...first, document: '{ sites { id name } }' }, second)],
  ['objects that were not fetched', plan({ ...first, at: [{ kind: 'field', name: 'hub' }] })],
  [
    'asks for Site.name, which is external',
    plan(first, {
      ...second,
      document: second.document.replace('... on Site {', '... on Site { name'),
    }),
  ],
  ['asks for Query.sites without saying what of it', plan({ ...first, document: '{ sites }' })],
  [
    'asks for Site.label without what it requires',
    plan({ ...first, subgraph: 'loads', document: '{ sites { label } }' }),
  ],
  ['asks for Site.label without what it requires', plan(first, holding('id'))],
  [
    'asks for Site.id and Site.name under one key',
    plan({ ...first, document: '{ sites { id } ... { sites { id: name } } }' }),
  ],
  [
    'gives $representations two meanings',
    plan(first, {
      ...second,
      document:
        'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Site { label } } b: _entities(representations: $representations) { ... on Site { id } } }',
      variables: [],
      entities: [group, { ...holdingGroup('id'), alias: 'b' }],
    }),
  ],
  ['sends Site without a key', plan(first, holding('name'))],
  [
    'which it does not ask for',
    plan({
      ...first,
      outputRewrites: [{ kind: 'rename', path: [{ kind: 'key', name: 'x' }], to: 'y' }],
    }),
  ],
  [
    'a key that it has already',
    plan({
      ...first,
      document: '{ sites { a: name id } }',
      outputRewrites: [
        {
          kind: 'rename',
          path: [
            { kind: 'key', name: 'sites' },
            { kind: 'key', name: 'a' },
          ],
          to: 'id',
        },
      ],
    }),
  ],
])('finds that a fetch %s', (reason, node) => {
  expect(check(node)).toEqual({ kind: 'defect', reason: expect.stringContaining(reason) });
});

it('knows what is below a field by the key that the field has in the end', () => {
  const renaming: FetchNode = {
    ...first,
    document: '{ a: sites { __typename id name } }',
    outputRewrites: [{ kind: 'rename', path: [{ kind: 'key', name: 'a' }], to: 'sites' }],
  };
  expect(check(plan(renaming, second)).kind).toBe('sound');
});

it('refuses a field that another subgraph resolves under the active labels', () => {
  const overridden = readFacts(
    parse(
      composed({
        old: `
          type Query { items: [Item!]! }
          interface Item { name: String }
          type Site implements Item @key(fields: "id") { id: ID! name: String }`,
        new: `
          interface Item { name: String }
          type Site implements Item @key(fields: "id") {
            id: ID!
            name: String @override(from: "old", label: "percent(50)")
          }`,
      }).sdl,
    ),
  );
  const node: FetchNode = { ...first, subgraph: 'old', document: '{ items { name } }' };
  const under = (...labels: readonly string[]) =>
    checkPlan(node, overridden, new Set(), new Set(labels));
  expect(under()).toEqual({ kind: 'sound', root: node });
  expect(under('percent(50)')).toMatchObject({
    reason: expect.stringContaining('asks for Item.name, which another subgraph resolves now'),
  });
});
