import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { alertRow, incidentRow, reportRow } from './rows.ts';

interface Page {
  readonly incidents: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

let subgraph: TestSubgraph;
/** Two incidents a day, so that pages end between ties. */
const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'];
const rows = days.flatMap((occurred_on, i) =>
  ['a', 'b'].map((half) => incidentRow(`XAA:incident:${i}${half}`, { occurred_on })),
);

beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
  await subgraph.load({
    incident: rows,
    incident_report: [
      reportRow('XAA:report:1', { day_precision: 1, geo_precision: 1 }),
      reportRow('XAA:report:2', { day_precision: 3, geo_precision: 3 }),
    ],
    alert: [
      alertRow('XAA:alert:1', { places_pcode: ['XX01', 'XX02'], categories: ['SAFETY', 'HEALTH'] }),
      alertRow('XAA:alert:2', { places_pcode: ['XX02'], categories: ['TRANSPORT'] }),
    ],
  });
});
afterAll(() => subgraph.close());

async function page(args: string): Promise<Page['incidents']> {
  const { incidents } = await subgraph.query<Page>(
    `{ incidents(${args}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
  );
  return incidents;
}

async function nodes(list: string, args: string): Promise<string[]> {
  const answer = await subgraph.query<Record<string, Page['incidents']>>(
    `{ ${list}(${args}) { nodes { id } } }`,
  );
  return (answer[list]?.nodes ?? []).map(({ id }) => id);
}

describe('pages', () => {
  it('give every record once, in order, though records are added between them', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let turn = 0; turn < 4; turn++) {
      const cursor: string = after === null ? '' : `, after: "${after}"`;
      const one = await page(`first: 3, orderBy: OCCURRED_ON_DESC${cursor}`);
      seen.push(...one.nodes.map(({ id }) => id));
      expect(one.pageInfo.hasNextPage).toBe(turn < 3);
      after = one.pageInfo.endCursor;
      // Newer than everything read: belongs before the first page, never into a later one.
      const id = `XAA:incident:new${turn}`;
      await subgraph.load({ incident: [incidentRow(id, { occurred_on: '2026-03-06' })] });
    }
    expect(seen).toEqual(rows.map(({ id }) => id).reverse());
  });

  it('refuse a cursor of another order', async () => {
    const { pageInfo } = await page('first: 1, orderBy: OCCURRED_ON_ASC');
    const { errors } = await subgraph.execute(
      `{ incidents(after: "${pageInfo.endCursor}", orderBy: OPENED_AT_ASC) { nodes { id } } }`,
    );
    expect(errors.map(({ code }) => code)).toEqual(['BAD_CURSOR']);
  });
});

describe('filters', () => {
  it('count what they match, whatever the page', async () => {
    const { totalCount, nodes } = await page(
      'first: 1, filter: { occurredOn: { from: "2026-03-02", to: "2026-03-04" } }',
    );
    expect([totalCount, nodes.length]).toEqual([4, 1]);
  });

  it('tell precise reports from vague ones', async () => {
    expect(await nodes('incidentReports', 'filter: { dayPrecision: [1, 2] }')).toEqual([
      'XAA:report:1',
    ]);
    expect(await nodes('incidentReports', 'filter: { geoPrecision: [3] }')).toEqual([
      'XAA:report:2',
    ]);
  });

  it('find alerts by any of their places and categories', async () => {
    expect(await nodes('alerts', 'filter: { places: ["XX01"] }')).toEqual(['XAA:alert:1']);
    expect(await nodes('alerts', 'filter: { places: ["XX02", "XX03"] }')).toHaveLength(2);
    expect(await nodes('alerts', 'filter: { categories: [HEALTH, TRANSPORT] }')).toHaveLength(2);
    expect(await nodes('alerts', 'filter: { categories: [FIRE] }')).toEqual([]);
  });
});

describe('changedSince', () => {
  it('gives what was added or changed after the last briefing', async () => {
    const newest = await subgraph.query<{ incidents: { nodes: { changedAt: string }[] } }>(
      '{ incidents(first: 1, orderBy: CHANGED_AT_DESC) { nodes { changedAt } } }',
    );
    const since = newest.incidents.nodes[0]?.changedAt;
    await subgraph.load({
      incident: [
        incidentRow('XAA:incident:0a', { occurred_on: '2026-03-01' }),
        incidentRow('XAA:incident:0b', { occurred_on: '2026-03-01', summary: 'Reworded.' }),
        incidentRow('XAA:incident:latest', { occurred_on: '2026-03-01' }),
      ],
    });
    expect((await nodes('incidents', `changedSince: "${since}"`)).sort()).toEqual([
      'XAA:incident:0b',
      'XAA:incident:latest',
    ]);
  });
});
