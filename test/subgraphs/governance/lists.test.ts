import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { byText, type ExerciseSubgraph, openExerciseSubgraph } from './exercise-subgraph.ts';

let exercise: ExerciseSubgraph;

beforeAll(async () => {
  exercise = await openExerciseSubgraph();
});
beforeEach(() => void exercise.subgraph.statements());
afterAll(() => exercise.subgraph.close());

interface Nodes {
  readonly list: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly id: string }[];
  };
}

async function ids(list: string, args: string): Promise<string[]> {
  const { list: page } = await exercise.subgraph.query<Nodes>(
    `{ list: ${list}(first: 500, ${args}) { nodes { id } } }`,
  );
  return page.nodes.map(({ id }) => id);
}

function idsOf(table: string, keep: (row: Readonly<Record<string, unknown>>) => boolean) {
  return exercise
    .rows(table)
    .filter(keep)
    .map((row) => String(row['id']));
}

describe('every record type', () => {
  it.each([
    ['body', 'bodies', 'body'],
    ['mandate', 'mandates', 'mandate'],
    ['milestone', 'milestones', 'milestone'],
    ['milestoneVerification', 'milestoneVerifications', 'milestone_verification'],
    ['zoneScheme', 'zoneSchemes', 'zone_scheme'],
    ['zone', 'zones', 'zone'],
    ['zoneTransition', 'zoneTransitions', 'zone_transition'],
    ['transitionEndorsement', 'transitionEndorsements', 'transition_endorsement'],
    ['reformBenchmark', 'reformBenchmarks', 'reform_benchmark'],
    ['pledge', 'pledges', 'pledge'],
    ['decision', 'decisions', 'decision'],
    ['decisionConflict', 'decisionConflicts', 'decision_conflict'],
    ['participation', 'participations', 'participation'],
    ['representation', 'representations', 'representation'],
    ['position', 'positions', 'position'],
    ['indicator', 'indicators', 'indicator'],
    ['indicatorValue', 'indicatorValues', 'indicator_value'],
    ['dependency', 'dependencies', 'dependency'],
    ['displacementFigure', 'displacementFigures', 'displacement_figure'],
  ])('%s is found by id and listed', async (one, list, table) => {
    const all = exercise.rows(table).map(({ id }) => id);
    expect(all.length).toBeGreaterThan(1);
    const data = await exercise.subgraph.query<Nodes & { one: object }>(
      `query($id: ID!) { one: ${one}(id: $id) { id owner { code } marking { tlp } exercise }
         list: ${list}(first: 500) { totalCount nodes { id } } }`,
      { id: all[1] },
    );
    expect(data.one).toMatchObject({
      id: all[1],
      owner: { code: exercise.rows(table)[1]?.['owner_code'] },
      exercise: true,
    });
    expect(data.list.totalCount).toBe(all.length);
    expect(data.list.nodes.map(({ id }) => id)).toEqual(all);
    expect(exercise.subgraph.statements()).toHaveLength(3);
  });
});

describe('filters', () => {
  it('take any of the given values', async () => {
    const wanted = idsOf('milestone', ({ state }) => state === 'BLOCKED' || state === 'DISPUTED');
    expect(await ids('milestones', 'filter: {state: [BLOCKED, DISPUTED]}')).toEqual(wanted);
    expect(wanted.length).toBeGreaterThan(0);
  });

  it('look into lists of references', async () => {
    const touches = (row: Readonly<Record<string, unknown>>) =>
      (row['places_pcode'] as string[]).includes('XT0102');
    expect(await ids('milestones', 'filter: {places: ["XT0102"]}')).toEqual(
      idsOf('milestone', touches),
    );
  });

  it('know ranges of days, with what has no day at the end', async () => {
    const due = (row: Readonly<Record<string, unknown>>) =>
      row['due_on'] !== null && String(row['due_on']) < '2026-12-01';
    expect(await ids('milestones', 'filter: {dueOnOrNever: {to: "2026-12-01"}}')).toEqual(
      idsOf('milestone', due),
    );
    const never = await ids('milestones', 'filter: {dueOnOrNever: {from: "9999-12-31"}}');
    expect(never).toEqual(idsOf('milestone', ({ due_on }) => due_on === null));
    expect(never.length).toBeGreaterThan(0);
  });

  it('know who takes part on a day', async () => {
    const day = '2026-10-10';
    const member = (row: Readonly<Record<string, unknown>>) =>
      String(row['member_from']) <= day &&
      (row['member_to'] === null || String(row['member_to']) > day);
    expect(await ids('participations', `filter: {onDate: "${day}"}`)).toEqual(
      idsOf('participation', member),
    );
  });

  it('count what remains of criteria', async () => {
    const remaining = (row: Readonly<Record<string, unknown>>) =>
      (row['criteria'] as { status: string }[]).filter(({ status }) => status !== 'MET').length;
    expect(await ids('zoneTransitions', 'filter: {criteriaRemaining: {min: 2}}')).toEqual(
      idsOf('zone_transition', (row) => remaining(row) >= 2),
    );
  });
});

describe('orders', () => {
  const sorted = (table: string, column: (row: Readonly<Record<string, unknown>>) => unknown) =>
    [...exercise.rows(table)]
      .sort((a, b) => byText(column(a), column(b)) || byText(a['id'], b['id']))
      .map(({ id }) => String(id));

  it.each([
    ['milestones', 'milestone', 'DUE_ON', 'due_on'],
    ['mandates', 'mandate', 'EXPIRES_ON', 'expires_on'],
    ['zones', 'zone', 'EFFECTIVE_FROM', 'effective_from'],
    ['bodies', 'body', 'CODE', 'code'],
    ['pledges', 'pledge', 'STATE_CHANGED_AT', 'state_changed_at'],
  ])('%s by %s in both directions', async (list, table, order, column) => {
    const expected = sorted(table, (row) => row[column] ?? '9999-12-31');
    expect(await ids(list, `orderBy: ${order}_ASC`)).toEqual(expected);
    expect(await ids(list, `orderBy: ${order}_DESC`)).toEqual(expected.reverse());
  });
});
