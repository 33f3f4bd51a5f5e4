import { describe, expect, it } from '@jest/globals';
import { ask, exerciseRows, exerciseWorld } from '../../../support/exercise-stack.ts';
import { addDays, aidRows, comparable, summarize, total } from './rows.ts';

describe('aid under the entities of other domains', () => {
  it('covers a zone by the places that governance says it has', async () => {
    const { start, until } = await exerciseWorld();
    const { zones } = await ask<{
      zones: {
        nodes: { id: string; placeCodes: string[]; coverage: { points: object[] } }[];
      };
    }>(
      `query($from: Date!, $to: Date!) { zones(first: 100) { nodes { id placeCodes
        coverage(from: $from, to: $to, interval: MONTH, filter: { state: [RECONCILED] }, by: [CATEGORY]) {
          points { period category weightTonnes records } } } } }`,
      { from: start, to: addDays(until, 1) },
    );
    const reconciled = (await aidRows('consignment')).filter(
      (row) => row['state'] === 'RECONCILED',
    );
    expect(zones.nodes.some(({ coverage }) => coverage.points.length > 0)).toBe(true);
    for (const { placeCodes, coverage } of zones.nodes) {
      const expected = summarize(
        reconciled.filter((row) => placeCodes.includes(String(row['destination_pcode']))),
        (row) => ({
          period: `${String(row['state_changed_at']).slice(0, 7)}-01`,
          category: row['category'],
        }),
        (rows) => ({ weightTonnes: total(rows, 'weight_tonnes'), records: rows.length }),
      );
      expect(comparable(coverage.points)).toEqual(comparable(expected));
    }
  });

  it('serves projects of infrastructure, and leads back to them', async () => {
    const served = (await aidRows('consignment')).filter((row) => row['project_id'] !== null);
    const known = new Set((await exerciseRows('infrastructure', 'project')).map(({ id }) => id));
    expect(served.length).toBeGreaterThan(0);
    for (const row of served) expect(known).toContain(row['project_id']);
    const [first] = served;
    const { project } = await ask<{ project: { consignments: { nodes: { id: string }[] } } }>(
      `query($id: ID!) { project(id: $id) { consignments(first: 100) {
        nodes { id project { state } sender { name { en } } } } } }`,
      { id: first?.['project_id'] },
    );
    const own = served.filter((row) => row['project_id'] === first?.['project_id']);
    expect(project.consignments.nodes.map(({ id }) => id)).toEqual(own.map(({ id }) => id).sort());
    for (const node of project.consignments.nodes) {
      expect(node).toHaveProperty('project.state');
      expect(node).toHaveProperty('sender.name.en');
    }
  });

  it('speaks to points 7 and 8 of the plan only', async () => {
    const { start, until } = await exerciseWorld();
    const { planPoints } = await ask<{
      planPoints: { nodes: { number: number; flowSeries: { points: object[] } | null }[] };
    }>(
      `query($from: Date!, $to: Date!) { planPoints(first: 50) { nodes { number
        flowSeries(from: $from, to: $to, interval: MONTH) { points { stage countingBasis trucks } } } } }`,
      { from: start, to: addDays(until, 1) },
    );
    const speaking = planPoints.nodes.filter(({ flowSeries }) => flowSeries !== null);
    expect(speaking.map(({ number }) => number).sort()).toEqual([7, 8]);
    for (const { flowSeries } of speaking) expect(flowSeries?.points).not.toEqual([]);
  });
});
