import type { Row } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Exercise, openExercise, rowsOf } from './exercise.ts';

let exercise: Exercise;
beforeAll(async () => {
  exercise = await openExercise();
});
afterAll(() => exercise.subgraph.close());

/** Asks for fields of entities that other subgraphs own, as the gateway does. */
async function extend<T>(
  representations: readonly Readonly<Record<string, unknown>>[],
  fragment: string,
): Promise<readonly T[]> {
  const { _entities } = await exercise.subgraph.query<{ _entities: T[] }>(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${fragment} } }`,
    { representations },
  );
  return _entities;
}

const sortedIds = (rows: readonly Row[]) => rows.map((row) => String(row['id'])).sort();

interface Lists {
  readonly [field: string]: {
    readonly nodes: readonly { readonly id: string }[];
    readonly totalCount: number;
  };
}

const list = (field: string) => `${field}(first: 400) { nodes { id } totalCount }`;

describe('fields on entities of other subgraphs', () => {
  const placeLists = [
    ['facilities', 'facility'],
    ['damageAssessments', 'damage_assessment'],
    ['projects', 'project'],
    ['serviceOutputs', 'service_output'],
    ['debrisTasks', 'debris_task'],
    ['hazardSurveys', 'hazard_survey'],
  ] as const;

  it.each(placeLists)('a place has its %s', async (field, table) => {
    const pcodes = exercise.world.places.map(({ pcode }) => pcode);
    const places = await extend<Lists>(
      pcodes.map((pcode) => ({ __typename: 'Place', pcode })),
      `... on Place { ${list(field)} }`,
    );
    const rows = rowsOf(exercise.tables, table);
    const expected = pcodes.map((pcode) =>
      sortedIds(rows.filter((row) => row['place_pcode'] === pcode)),
    );
    expect(places.map((place) => place[field]?.nodes.map(({ id }) => id))).toEqual(expected);
    expect(places.map((place) => place[field]?.totalCount)).toEqual(
      expected.map(({ length }) => length),
    );
  });

  const projectLists: readonly [
    string,
    string,
    string,
    string,
    (row: Row, key: unknown) => boolean,
  ][] = [
    ['Crossing', 'code', 'works', 'crossing_code', (row, key) => row['crossing_code'] === key],
    ['Zone', 'id', 'projects', 'zone_id', (row, key) => row['zone_id'] === key],
    ['Partner', 'code', 'projects', 'owner_code', (row, key) => row['owner_code'] === key],
    [
      'PlanPoint',
      'number',
      'projects',
      'plan_points_number',
      (row, key) => (row['plan_points_number'] as unknown[]).includes(key),
    ],
  ];

  it.each(projectLists)('%s(%s).%s', async (type, key, field, column, belongs) => {
    const rows = rowsOf(exercise.tables, 'project');
    const keys = [...new Set(rows.flatMap((row) => row[column]))].filter((value) => value !== null);
    expect(keys.length).toBeGreaterThan(0);
    const found = await extend<Lists>(
      keys.map((value) => ({ __typename: type, [key]: value })),
      `... on ${type} { ${list(field)} }`,
    );
    expect(found.map((one) => one[field]?.nodes.map(({ id }) => id))).toEqual(
      keys.map((value) => sortedIds(rows.filter((row) => belongs(row, value)))),
    );
  });

  it('works at a crossing are all of type CROSSING_WORKS', async () => {
    await expect(
      exercise.subgraph.load({
        project: [
          { ...rowsOf(exercise.tables, 'project')[0], type: 'ROAD', crossing_code: 'EASTFORD' },
        ],
      }),
    ).rejects.toThrow(/check constraint/);
  });
});

describe('lists under a project', () => {
  it('are its requests and its surveys', async () => {
    const { projects } = await exercise.subgraph.query<{
      projects: { nodes: ({ id: string } & Lists)[] };
    }>(
      `{ projects(first: 120) { nodes { id ${list('materialRequests')} ${list('hazardSurveys')} } } }`,
    );
    for (const [field, table] of [
      ['materialRequests', 'material_request'],
      ['hazardSurveys', 'hazard_survey'],
    ] as const) {
      const rows = rowsOf(exercise.tables, table);
      for (const project of projects.nodes) {
        expect(project[field]?.nodes.map(({ id }) => id)).toEqual(
          sortedIds(rows.filter((row) => row['project_id'] === project.id)),
        );
      }
    }
  });
});

describe('statements', () => {
  const queries: readonly [string, number, (rows: number) => string][] = [
    [
      'projects with requests, surveys, facility and overlaps',
      7,
      (rows) => `{ projects(first: ${rows}) { totalCount nodes {
        facility { name { en } } materialRequests(first: 5) { totalCount nodes { item } }
        hazardSurveys(first: 5) { nodes { state } } overlaps(first: 5) { nodes { sector } }
      } } }`,
    ],
    [
      'requests with their projects and the facilities of those',
      3,
      (rows) =>
        `{ materialRequests(first: ${rows}) { nodes { project { title { en } facility { type } } } } }`,
    ],
    [
      'facilities with the projects that repair them',
      2,
      (rows) =>
        `{ facilities(first: ${rows}) { nodes { type projects(first: 3) { nodes { state } } } } }`,
    ],
    [
      'surveys with the material flow of their projects',
      3,
      (rows) => `{ hazardSurveys(first: ${rows}) { nodes { project {
        materialSeries(from: "2000-01-01", to: "2100-01-01", interval: MONTH) { points { quantity } }
      } } } }`,
    ],
  ];

  it.each(queries)('%s: %i, however many rows', async (_what, expected, query) => {
    for (const rows of [12, 40, 70]) {
      exercise.subgraph.statements();
      await exercise.subgraph.query(query(rows));
      expect(exercise.subgraph.statements()).toHaveLength(expected);
    }
  });

  it('six places with all they have: one for each field', async () => {
    for (const count of [1, 6]) {
      exercise.subgraph.statements();
      await extend(
        exercise.world.places.slice(0, count).map(({ pcode }) => ({ __typename: 'Place', pcode })),
        `... on Place {
          facilities(first: 3) { nodes { id } }
          facilityCounts(by: [TYPE]) { points { records } }
          projects(first: 3) { nodes { id } }
          damageSeries(from: "2000-01-01", to: "2100-01-01") { points { destroyed } }
          serviceSeries(from: "2000-01-01", to: "2100-01-01", interval: MONTH) { points { waterM3 } }
          debrisSeries(from: "2000-01-01", to: "2100-01-01") { points { tonnesRemoved } }
        }`,
      );
      expect(exercise.subgraph.statements()).toHaveLength(6);
    }
  });

  it('250 facilities by key: one', async () => {
    const ids = sortedIds(rowsOf(exercise.tables, 'facility'));
    exercise.subgraph.statements();
    const found = await extend<{ id: string }>(
      ids.map((id) => ({ __typename: 'Facility', id })),
      '... on Facility { id }',
    );
    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(exercise.subgraph.statements()).toHaveLength(1);
  });
});
