import { describe, expect, it } from '@jest/globals';
import { composed, fetchesOf, loaders, loadPlanner, planOf, requestOf } from './planners.ts';

const supergraph = composed({
  old: 'type Query { site: Site } type Site @key(fields: "id") { id: ID! a: Int b: Int c: Int d: Int }',
  next: `type Site @key(fields: "id") {
    id: ID!
    a: Int @override(from: "old", label: "percent(25)")
    b: Int @override(from: "old", label: "trial")
    c: Int @override(from: "old", label: "percent(75.5)")
    d: Int @override(from: "old", label: "percent(0.25)")
  }`,
});

describe.each(Object.keys(loaders) as (keyof typeof loaders)[])('the %s planner', (name) => {
  it.each([
    ['', []],
    ['b', ['trial']],
    ['c', ['percent(75.5)']],
    ['ac', ['percent(25)', 'percent(75.5)']],
    ['abcd', ['percent(0.25)', 'percent(25)', 'percent(75.5)', 'trial']],
  ])('moves exactly the fields whose labels are active: "%s"', async (moved, labels) => {
    const planner = await loadPlanner(name, supergraph);
    expect(planner.labels.toSorted()).toEqual([
      'percent(0.25)',
      'percent(25)',
      'percent(75.5)',
      'trial',
    ]);
    const { root } = await planOf(planner, '{ site { a b c d } }', { labels: new Set(labels) });
    const fields = fetchesOf(root)
      .filter(({ subgraph }) => subgraph === 'next')
      .flatMap(({ document }) => document.match(/\b[abcd]\b/g) ?? []);
    expect(fields.sort().join('')).toBe(moved);
  });
});

it('refuses a percentage that is active without a greater one, which the native planner cannot', async () => {
  const planner = await loadPlanner('native', supergraph);
  const labels = new Set(['percent(25)']);
  const result = await planner.plan(requestOf('{ site { a } }', { labels }));
  expect(result).toEqual({ kind: 'unplannable', reason: expect.stringContaining('percentage') });
});
