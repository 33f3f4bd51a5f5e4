import { defineSubgraph, SubgraphDefinitionError } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { depots } from '../../support/depots.ts';
import { openTestSubgraph, recordRow, type TestSubgraph } from '../../support/subgraph.ts';

const point = { type: 'Point', coordinates: [34.4567, 31.5234] };
const line = {
  type: 'LineString',
  coordinates: [
    [34.4567, 31.5234],
    [34.5, 31.6],
  ],
};

let subgraph: TestSubgraph;
const depotRow = (n: number, position: object, more: object = {}) => ({
  ...recordRow(`XAA:depot:${n}`),
  name: { en: 'Depot' },
  kind: 'DRY',
  opened_on: '2026-01-01',
  position,
  ...more,
});

beforeAll(async () => {
  subgraph = await openTestSubgraph(depots);
  await subgraph.load({
    depot: [
      depotRow(1, point),
      depotRow(2, point, { marking_sensitivity: 'MODERATE' }),
      depotRow(3, point, { marking_sensitivity: 'HIGH' }),
      depotRow(4, line),
      depotRow(5, line, { marking_sensitivity: 'HIGH' }),
      depotRow(6, { type: 'MultiPoint', coordinates: [point.coordinates] }),
      depotRow(7, { type: 'Point', coordinates: [-34.4567, -0.001] }),
    ],
  });
});
afterAll(() => subgraph.close());

describe('where a record is', () => {
  it('is told by its cell, as a line or an area, or not at all', async () => {
    const { depots: page } = await subgraph.query<{ depots: { nodes: { position: unknown }[] } }>(
      '{ depots { nodes { position } } }',
    );
    const cell = { type: 'Point', coordinates: [34.47, 31.53] };
    expect(page.nodes.map(({ position }) => position)).toEqual([
      cell,
      cell,
      null,
      line,
      null,
      null,
      { type: 'Point', coordinates: [-34.47, 0] },
    ]);
  });

  it('is told no better by key, or beside fields of one’s own resolvers', async () => {
    const own = defineSubgraph({
      ...depots.definition,
      resolvers: { Depot: { tags: ({ position }) => [JSON.stringify(position)] } },
    });
    const other = await openTestSubgraph(own);
    try {
      await other.load({
        depot: [depotRow(1, point), depotRow(3, point, { marking_sensitivity: 'HIGH' })],
      });
      const { high, low } = await other.query<Record<string, { tags: string[] }>>(
        '{ low: depot(id: "XAA:depot:1") { tags } high: depot(id: "XAA:depot:3") { tags } }',
      );
      expect(low?.tags[0]).toContain('34.47');
      expect(high?.tags[0]).toBe('null');
    } finally {
      await other.close();
    }
  });

  it('may be withheld, so a contract must let it be null', () => {
    const contract = depots.definition.contract.replace('position: GeoJSON', 'position: GeoJSON!');
    const define = () => defineSubgraph({ ...depots.definition, contract });
    expect(define).toThrow(SubgraphDefinitionError);
    expect(define).toThrow('Depot.position must be nullable');
  });
});
