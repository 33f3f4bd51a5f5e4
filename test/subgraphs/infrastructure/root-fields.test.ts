import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Exercise, openExercise, rowsOf } from './exercise.ts';

let exercise: Exercise;
beforeAll(async () => {
  exercise = await openExercise();
});
afterAll(() => exercise.subgraph.close());

const lists = [
  ['facility', 'facilities', 'type function place { pcode } name { en ar } approxPoint'],
  [
    'damage_assessment',
    'damageAssessments',
    'imageryDate method structures destroyed housingUnits',
  ],
  ['project', 'projects', 'state waitsOn zone { id } planPoints { number } organisations { role }'],
  ['material_request', 'materialRequests', 'state unit project { id } quantityUnaccounted'],
  ['service_output', 'serviceOutputs', 'date waterM3PerDay powerMwhPerDay gridHoursPerDay beds'],
  ['debris_task', 'debrisTasks', 'startedOn tonnesEstimated tonnesRemoved'],
  ['hazard_survey', 'hazardSurveys', 'state areaHectares project { id }'],
] as const;

interface Connection {
  readonly nodes: readonly { readonly id: string }[];
  readonly totalCount: number;
}

describe.each(lists)('%s', (table, field, selection) => {
  const common = 'id owner { code } marking { tlp releasableTo } source { id } observedAt exercise';

  it('is listed in the order of ids, with the count of all', async () => {
    const data = await exercise.subgraph.query<Record<string, Connection>>(
      `{ ${field}(first: 7) { nodes { ${common} ${selection} } totalCount } }`,
    );
    const ids = rowsOf(exercise.tables, table)
      .map((row) => String(row['id']))
      .sort();
    expect(data[field]?.nodes.map(({ id }) => id)).toEqual(ids.slice(0, 7));
    expect(data[field]?.totalCount).toBe(ids.length);
  });

  it('is found by its id, and is null where there is none', async () => {
    const one = table.replace(/_(.)/g, (_match, letter: string) => letter.toUpperCase());
    const id = String(rowsOf(exercise.tables, table)[3]?.['id']);
    const missing = id.replace(/[^:]+$/, 'none');
    const data = await exercise.subgraph.query<Record<string, unknown>>(
      `query ($id: ID!, $missing: ID!) {
        found: ${one}(id: $id) { id owner { code } }
        missing: ${one}(id: $missing) { id }
      }`,
      { id, missing },
    );
    expect(data).toEqual({ found: { id, owner: { code: id.slice(0, 3) } }, missing: null });
  });
});
