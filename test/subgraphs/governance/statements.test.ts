import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ExerciseSubgraph, openExerciseSubgraph } from './exercise-subgraph.ts';

let exercise: ExerciseSubgraph;

beforeAll(async () => {
  exercise = await openExerciseSubgraph();
});
beforeEach(() => void exercise.subgraph.statements());
afterAll(() => exercise.subgraph.close());

async function statementsOf(source: string, variables: Record<string, unknown>): Promise<number> {
  await exercise.subgraph.query(source, variables);
  return exercise.subgraph.statements().length;
}

const places = (count: number) =>
  exercise.world.places.slice(0, count).map(({ pcode }) => ({ __typename: 'Place', pcode }));

const points = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ __typename: 'PlanPoint', number: n + 1 }));

const partners = (count: number) =>
  exercise.world.partners.slice(0, count).map((code) => ({ __typename: 'Partner', code }));

describe('statements do not grow with rows', () => {
  it('for districts with their zones, milestones and displacement: seven', async () => {
    const source = `query($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Place {
        zones(filter: {onDate: "2026-11-01"}) {
          nodes { classCode class { meaning } scheme { name { en } } authority { code } places { pcode } } }
        milestones(first: 20) { nodes { title state indicator { code } } }
        displacementTo(first: 5, orderBy: WEEK_DESC) { nodes { week band fromPlace { pcode } } } } } }`;
    expect(await statementsOf(source, { representations: places(1) })).toBe(7);
    expect(await statementsOf(source, { representations: places(6) })).toBe(7);
  });

  it('for plan points with lead bodies, milestones and what blocks them: six', async () => {
    const source = `query($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on PlanPoint {
        leadBodies { nodes { code mandates { nodes { expiresOn nextReportDueOn } } } }
        milestones { totalCount nodes { state blockedBy { kind reason }
          verifications { nodes { finding } }
          blocks { nodes { id } } } } } } }`;
    expect(await statementsOf(source, { representations: points(9) })).toBe(6);
    expect(await statementsOf(source, { representations: points(20) })).toBe(6);
  });

  it('for decisions with conflicts, positions, replies and representation: eight', async () => {
    const source = `query($first: Int) { decisions(first: $first) { nodes {
      title body { code } dissents { by text }
      conflicts { nodes { reason decisions { nodes { title } } } }
      positions { nodes { stance body { name { en } } replies { nodes { text } } } }
      representations { nodes { partyText standing } } } } }`;
    expect(await statementsOf(source, { first: 10 })).toBe(8);
    expect(await statementsOf(source, { first: 25 })).toBe(8);
  });

  it('for partners with pledges, their series and participations: four', async () => {
    const source = `query($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Partner {
        pledges { nodes { kind amount unit } }
        pledgeSeries(from: "2026-08-01", to: "2026-12-01") { points { kind unit pledgedAmount } }
        participations { nodes { role body { code } } } } } }`;
    expect(await statementsOf(source, { representations: partners(3) })).toBe(4);
    expect(await statementsOf(source, { representations: partners(24) })).toBe(4);
  });

  it('for transitions with zones, criteria and endorsements: four', async () => {
    const source = `query($first: Int) { zoneTransitions(first: $first, orderBy: PROPOSED_ON_DESC) { nodes {
      fromClass toClass criteriaRemaining criteria { text status }
      zone { name } scheme { status }
      endorsements { nodes { verdict } } } } }`;
    expect(await statementsOf(source, { first: 2 })).toBe(4);
    expect(await statementsOf(source, { first: 12 })).toBe(4);
  });

  it('for what blocks milestones, named inside a part: four', async () => {
    const source = `query($first: Int) { milestones(first: $first, filter: {state: [BLOCKED]}) { nodes {
      blockedBy { reason milestone { title } mandate { instrument } }
      blockingMilestones { nodes { state } } } } }`;
    const blocked = exercise.rows('milestone').filter(({ state }) => state === 'BLOCKED');
    const since = '2026-10-01';
    const milestone = exercise.world.record('milestone', 0).id;
    const mandate = exercise.world.record('mandate', 0).id;
    await exercise.subgraph.load({
      milestone: blocked.map((row) => ({
        ...row,
        blocked_by: [
          { kind: 'ANOTHER_MILESTONE', reason: 'First', since, milestone },
          { kind: 'MANDATE', reason: 'Not covered', since, mandate },
        ],
      })),
    });
    expect(blocked.length).toBeGreaterThan(2);
    expect(await statementsOf(source, { first: 1 })).toBe(4);
    expect(await statementsOf(source, { first: 50 })).toBe(4);
  });

  it('for a thousand gates by key: one', async () => {
    const representations = Array.from({ length: 1000 }, (_, n) => ({
      __typename: 'Dependency',
      id: exercise.world.record('dependency', n).id,
    }));
    const source = `query($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Dependency { id state project { id } } } }`;
    expect(await statementsOf(source, { representations })).toBe(1);
  });
});
