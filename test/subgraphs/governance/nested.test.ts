import type { Row } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ExerciseSubgraph, openExerciseSubgraph } from './exercise-subgraph.ts';

let exercise: ExerciseSubgraph;

beforeAll(async () => {
  exercise = await openExerciseSubgraph();
});
afterAll(() => exercise.subgraph.close());

type Lists = Readonly<Record<string, { readonly nodes: readonly { readonly id: string }[] }>>;

/** Ids in the given lists of every parent, by field. */
async function listsOf(
  type: string,
  keys: readonly object[],
  fields: readonly string[],
): Promise<readonly Readonly<Record<string, readonly string[]>>[]> {
  const representations = keys.map((key) => ({ __typename: type, ...key }));
  const selections = fields.map((field) => `${field}(first: 200) { nodes { id } }`).join(' ');
  const { _entities } = await exercise.subgraph.query<{ _entities: Lists[] }>(
    `query($representations: [_Any!]!) {
       _entities(representations: $representations) { ... on ${type} { ${selections} } } }`,
    { representations },
  );
  return _entities.map((lists) =>
    Object.fromEntries(fields.map((f) => [f, (lists[f]?.nodes ?? []).map(({ id }) => id)])),
  );
}

function idsOf(table: string, keep: (row: Row) => boolean): string[] {
  return exercise
    .rows(table)
    .filter(keep)
    .map(({ id }) => String(id));
}

const has = (row: Row, column: string, value: unknown) =>
  ((row[column] ?? []) as unknown[]).includes(value);

describe('lists under an entity hold the records that name it', () => {
  it('under places', async () => {
    const keys = exercise.world.places.map(({ pcode }) => ({ pcode }));
    const fields = ['zones', 'milestones', 'displacementTo', 'displacementFrom'];
    expect(await listsOf('Place', keys, fields)).toEqual(
      keys.map(({ pcode }) => ({
        zones: idsOf('zone', (row) => has(row, 'places_pcode', pcode)),
        milestones: idsOf('milestone', (row) => has(row, 'places_pcode', pcode)),
        displacementTo: idsOf('displacement_figure', (row) => row['to_place_pcode'] === pcode),
        displacementFrom: idsOf('displacement_figure', (row) => row['from_place_pcode'] === pcode),
      })),
    );
  });

  it('under partners: what they give and say, not merely what they own', async () => {
    const keys = exercise.world.partners.map((code) => ({ code }));
    const fields = ['pledges', 'participations', 'positions', 'representations'];
    const of = (table: string, code: string) => idsOf(table, (row) => row['partner_code'] === code);
    expect(await listsOf('Partner', keys, fields)).toEqual(
      keys.map(({ code }) => ({
        pledges: of('pledge', code),
        participations: of('participation', code),
        positions: of('position', code),
        representations: of('representation', code),
      })),
    );
  });

  it('under plan points', async () => {
    const keys = Array.from({ length: 20 }, (_, n) => ({ number: n + 1 }));
    const fields = ['leadBodies', 'milestones', 'positions', 'obligationCounters'];
    expect(await listsOf('PlanPoint', keys, fields)).toEqual(
      keys.map(({ number }) => ({
        leadBodies: idsOf('body', (row) => has(row, 'plan_points_number', number)),
        milestones: idsOf('milestone', (row) => row['plan_point_number'] === number),
        positions: idsOf('position', (row) => row['plan_point_number'] === number),
        obligationCounters: [],
      })),
    );
  });

  it('under bodies, in each part that a body can have', async () => {
    const keys = exercise.rows('body').map(({ id }) => ({ id }));
    const where: Readonly<Record<string, readonly [table: string, column: string]>> = {
      parts: ['body', 'part_of_id'],
      mandates: ['mandate', 'body_id'],
      participations: ['participation', 'body_id'],
      representations: ['representation', 'forum_id'],
      representedIn: ['representation', 'party_id'],
      decisions: ['decision', 'body_id'],
      positions: ['position', 'body_id'],
      reformBenchmarks: ['reform_benchmark', 'body_id'],
      pledgesReceived: ['pledge', 'recipient_id'],
    };
    const expected = keys.map(({ id }) =>
      Object.fromEntries(
        Object.entries(where).map(([field, [table, column]]) => [
          field,
          idsOf(table, (row) => row[column] === id),
        ]),
      ),
    );
    expect(await listsOf('Body', keys, Object.keys(where))).toEqual(expected);
  });

  it('under projects, zones and milestones: their gates', async () => {
    const projects = [...new Set(exercise.rows('dependency').map((row) => row['project_id']))];
    for (const [type, column, ids] of [
      ['Project', 'project_id', projects],
      ['Zone', 'zone_id', exercise.rows('zone').map(({ id }) => id)],
      ['Milestone', 'milestone_id', exercise.rows('milestone').map(({ id }) => id)],
    ] as const) {
      expect(
        await listsOf(
          type,
          ids.map((id) => ({ id })),
          ['gates'],
        ),
      ).toEqual(ids.map((id) => ({ gates: idsOf('dependency', (row) => row[column] === id) })));
    }
  });

  it('from both ends of what blocks and what conflicts', async () => {
    const milestones = exercise.rows('milestone').map(({ id }) => ({ id }));
    const blocks = await listsOf('Milestone', milestones, ['blocks']);
    expect(blocks).toEqual(
      milestones.map(({ id }) => ({
        blocks: idsOf('milestone', (row) => has(row, 'blocking_milestones_id', id)),
      })),
    );
    expect(blocks.flatMap((one) => one['blocks']).length).toBeGreaterThan(0);
    const decisions = exercise.rows('decision').map(({ id }) => ({ id }));
    expect(await listsOf('Decision', decisions, ['conflicts'])).toEqual(
      decisions.map(({ id }) => ({
        conflicts: idsOf('decision_conflict', (row) => has(row, 'decisions_id', id)),
      })),
    );
  });
});

describe('a zone', () => {
  it('shows its class as its own scheme describes it', async () => {
    interface Zones {
      readonly zones: {
        readonly nodes: readonly { id: string; placeCodes: string[]; class: object | null }[];
      };
    }
    const { zones } = await exercise.subgraph.query<Zones>(
      '{ zones(first: 100) { nodes { id placeCodes class { code meaning label { en ar he } permitsReconstruction } } } }',
    );
    const schemes = new Map(exercise.rows('zone_scheme').map((row) => [row['id'], row]));
    for (const zone of zones.nodes) {
      const row = exercise.rows('zone').find(({ id }) => id === zone.id);
      const classes = schemes.get(row?.['scheme_id'])?.['classes'] as Row[];
      const described = classes.find(({ code }) => code === row?.['class_code']);
      expect(zone.placeCodes).toEqual(row?.['places_pcode']);
      expect(zone.class).toEqual({
        code: row?.['class_code'],
        meaning: described?.['meaning'],
        label: described?.['label'],
        permitsReconstruction: described?.['permitsReconstruction'],
      });
    }
  });
});
