import type { Row } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Exercise, openExercise, rowsOf } from './exercise.ts';
import { projectRow } from './rows.ts';

let exercise: Exercise;
beforeAll(async () => {
  exercise = await openExercise();
});
afterAll(() => exercise.subgraph.close());

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

async function page(field: string, args: Record<string, string>): Promise<Page> {
  const list = Object.entries(args).map(([name, value]) => `${name}: ${value}`);
  const data = await exercise.subgraph.query<Record<string, Page>>(
    `{ ${field}(${list.join(', ')}) { nodes { id } totalCount pageInfo { endCursor hasNextPage } } }`,
  );
  const found = data[field];
  if (found === undefined) throw new Error(`${field} is missing.`);
  return found;
}

const idsWhere = (table: string, keep: (row: Row) => boolean) =>
  rowsOf(exercise.tables, table)
    .filter(keep)
    .map((row) => String(row['id']))
    .sort();

describe('filters', () => {
  const cases: readonly [string, string, string, (row: Row) => boolean][] = [
    [
      'projects',
      'project',
      '{ owner: ["XAC", "XAD"] }',
      (row) => /^XA[CD]$/.test(String(row['owner_code'])),
    ],
    [
      'projects',
      'project',
      '{ waitsOn: [CLEARANCE, MATERIALS] }',
      (row) => /CLEARANCE|MATERIALS/.test(String(row['waits_on'])),
    ],
    [
      'projects',
      'project',
      '{ planPoints: [7] }',
      (row) => String(row['plan_points_number']).split(',').includes('7'),
    ],
    [
      'projects',
      'project',
      '{ sector: [HEA], state: [IN_PROGRESS, APPROVED] }',
      (row) => row['sector'] === 'HEA' && /^(IN_PROGRESS|APPROVED)$/.test(String(row['state'])),
    ],
    [
      'facilities',
      'facility',
      '{ type: [HOSPITAL], place: ["XT0102", "XT0103"] }',
      (row) => row['type'] === 'HOSPITAL' && /XT010[23]/.test(String(row['place_pcode'])),
    ],
    [
      'materialRequests',
      'material_request',
      '{ quantityUnaccounted: { min: 1 } }',
      (row) =>
        row['quantity_audited'] !== null &&
        Number(row['quantity_entered']) - Number(row['quantity_audited']) >= 1,
    ],
    [
      'hazardSurveys',
      'hazard_survey',
      '{ state: [NOT_SURVEYED, SUSPECTED] }',
      (row) => /^(NOT_SURVEYED|SUSPECTED)$/.test(String(row['state'])),
    ],
  ];

  it.each(cases)('%s: %s %s', async (field, table, filter, keep) => {
    const expected = idsWhere(table, keep);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(rowsOf(exercise.tables, table).length);
    const { nodes, totalCount } = await page(field, { filter, first: '500' });
    expect(nodes.map(({ id }) => id)).toEqual(expected);
    expect(totalCount).toBe(expected.length);
  });

  it('take a period, its end left out', async () => {
    const [from, to] = [exercise.world.day(70), exercise.world.day(80)];
    const { nodes } = await page('serviceOutputs', {
      filter: `{ date: { from: "${from}", to: "${to}" } }`,
      first: '500',
    });
    const inside = (row: Row) => String(row['date']) >= from && String(row['date']) < to;
    expect(nodes.map(({ id }) => id)).toEqual(idsWhere('service_output', inside));
    expect(nodes.length).toBeGreaterThan(0);
  });
});

describe('orders', () => {
  const cases: readonly [string, string, string, string][] = [
    ['projects', 'project', 'STARTS_ON_DESC', 'starts_on'],
    ['damageAssessments', 'damage_assessment', 'IMAGERY_DATE_DESC', 'imagery_date'],
    ['materialRequests', 'material_request', 'STATE_CHANGED_AT_ASC', 'state_changed_at'],
    ['debrisTasks', 'debris_task', 'TONNES_REMOVED_DESC', 'tonnes_removed'],
    ['hazardSurveys', 'hazard_survey', 'AREA_HECTARES_ASC', 'area_hectares'],
  ];

  it.each(cases)('%s %s %s', async (field, table, orderBy, column) => {
    const sign = orderBy.endsWith('_DESC') ? -1 : 1;
    const expected = [...rowsOf(exercise.tables, table)]
      .sort((a, b) => sign * (compare(a[column], b[column]) || compare(a['id'], b['id'])))
      .map((row) => row['id']);
    const { nodes } = await page(field, { orderBy, first: '500' });
    expect(nodes.map(({ id }) => id)).toEqual(expected);
  });

  function compare(a: unknown, b: unknown): number {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
  }
});

describe('pages', () => {
  it('neither skip nor repeat a record while others arrive', async () => {
    const before = idsWhere('project', () => true);
    const seen: string[] = [];
    let after: string | null = null;
    for (let round = 0; ; round += 1) {
      const one: Page = await page('projects', {
        first: '25',
        orderBy: 'STARTS_ON_ASC',
        ...(after === null ? {} : { after: `"${after}"` }),
      });
      seen.push(...one.nodes.map(({ id }) => id));
      if (!one.pageInfo.hasNextPage) break;
      after = one.pageInfo.endCursor;
      // Arrives before the page that was just read: an offset would now repeat a record.
      await exercise.subgraph.load({
        project: [
          projectRow(`XAY:project:new-${round}`, {
            starts_on: '2001-01-01',
            ends_on: '2001-02-01',
          }),
        ],
      });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect([...seen].sort()).toEqual(before);
  });

  it('hold what changed after an instant only', async () => {
    const { nodes } = await page('projects', { first: '1', orderBy: 'CHANGED_AT_DESC' });
    const { project } = await exercise.subgraph.query<{ project: { changedAt: string } }>(
      'query ($id: ID!) { project(id: $id) { changedAt } }',
      { id: nodes[0]?.id },
    );
    const changedSince = `"${project.changedAt}"`;
    expect((await page('projects', { changedSince })).totalCount).toBe(0);
    await exercise.subgraph.load({ project: [projectRow('XAY:project:late')] });
    const since = await page('projects', { changedSince });
    expect(since.nodes).toEqual([{ id: 'XAY:project:late' }]);
    expect(since.totalCount).toBe(1);
  });
});
