import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ExerciseSubgraph, openExerciseSubgraph } from './exercise-subgraph.ts';

let exercise: ExerciseSubgraph;

beforeAll(async () => {
  exercise = await openExerciseSubgraph();
});
afterAll(() => exercise.subgraph.close());

interface Walk {
  readonly pledges: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const pageOf = (orderBy: string, after: string | null) =>
  exercise.subgraph.query<Walk>(
    `query($after: String) { pledges(first: 11, after: $after, orderBy: ${orderBy}) {
       nodes { id } pageInfo { hasNextPage endCursor } } }`,
    { after },
  );

it('pages stay whole while records are added behind and before them', async () => {
  const [model] = exercise.rows('pledge');
  for (const orderBy of ['ANNOUNCED_ON_ASC', 'ANNOUNCED_ON_DESC', 'STATE_CHANGED_AT_ASC']) {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; ; page++) {
      const { pledges }: Walk = await pageOf(orderBy, after);
      seen.push(...pledges.nodes.map(({ id }) => id));
      if (!pledges.pageInfo.hasNextPage) break;
      after = pledges.pageInfo.endCursor;
      const added = (local: string, announced_on: string, state_changed_at: string) => ({
        ...model,
        id: `XAA:pledge:${orderBy}-${page}-${local}`,
        owner_code: 'XAA',
        announced_on,
        state_changed_at,
      });
      await exercise.subgraph.load({
        pledge: [
          added('early', '2020-01-01', '2020-01-01T00:00:00Z'),
          added('late', '2030-01-01', '2030-01-01T00:00:00Z'),
        ],
      });
    }
    const before = exercise.rows('pledge').map(({ id }) => String(id));
    const old = seen.filter((id) => before.includes(id));
    expect(old).toHaveLength(before.length);
    expect(new Set(seen).size).toBe(seen.length);
  }
});

describe('changedSince', () => {
  const changed = `query($since: DateTime) {
    milestones(changedSince: $since) { totalCount nodes { id state changedAt revision } }
    planPoint: _entities(representations: [{__typename: "PlanPoint", number: 1}]) {
      ... on PlanPoint { milestones(changedSince: $since) { totalCount } } } }`;

  it('gives what changed, at the root and under a parent', async () => {
    type Changed = {
      milestones: { totalCount: number; nodes: { id: string; changedAt: string }[] };
      planPoint: [{ milestones: { totalCount: number } }];
    };
    const all = await exercise.subgraph.query<Changed>(changed);
    const since = all.milestones.nodes
      .map(({ changedAt }) => changedAt)
      .sort()
      .at(-1);
    const first = exercise.rows('milestone').find((row) => row['plan_point_number'] === 1);
    const other = exercise.rows('milestone').find((row) => row['plan_point_number'] === 2);
    await exercise.subgraph.load({
      milestone: [
        { ...first, state: 'LAPSED', title: 'Given up' },
        { ...other, state: 'LAPSED', title: 'Given up' },
      ],
    });
    const after = await exercise.subgraph.query<Changed>(changed, { since });
    expect(after.milestones.nodes).toHaveLength(2);
    expect(after.milestones.totalCount).toBe(2);
    expect(after.planPoint).toEqual([{ milestones: { totalCount: 1 } }]);
    await exercise.subgraph.load({ milestone: [first ?? {}, other ?? {}] });
  });
});
