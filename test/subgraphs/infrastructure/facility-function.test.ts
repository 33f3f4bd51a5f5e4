import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { infrastructure } from '../../../subgraphs/infrastructure/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { facilityRow } from './rows.ts';

let subgraph: TestSubgraph;
const ahead = new Date(Date.now() + 86_400_000).toISOString();
const past = new Date(Date.now() - 1_000).toISOString();

beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
  await subgraph.load({
    facility: [
      facilityRow('XAA:facility:1', { valid_until: ahead }),
      facilityRow('XAA:facility:2', { valid_until: past }),
      facilityRow('XAA:facility:3', { function: 'PARTIAL', marking_sensitivity: 'HIGH' }),
      facilityRow('XAB:facility:4', { place_pcode: 'XT0102', type: 'CLINIC' }),
    ],
  });
});
afterAll(() => subgraph.close());

interface Facilities {
  readonly facilities: {
    readonly nodes: readonly { id: string; function: string; approxPoint: unknown }[];
    readonly totalCount: number;
  };
}

describe('the function of a facility', () => {
  it('is UNKNOWN once its report has run out, in lists and in filters', async () => {
    const { facilities } = await subgraph.query<Facilities>(
      '{ facilities { nodes { id function } } }',
    );
    expect(facilities.nodes.map((node) => node.function)).toEqual([
      'FULL',
      'UNKNOWN',
      'PARTIAL',
      'FULL',
    ]);
    const unknown = await subgraph.query<Facilities>(
      '{ facilities(filter: { function: [UNKNOWN] }) { nodes { id } totalCount } }',
    );
    expect(unknown.facilities).toEqual({ nodes: [{ id: 'XAA:facility:2' }], totalCount: 1 });
  });

  it('is counted as it is now, split as asked', async () => {
    const { all, clinics } = await subgraph.query<Record<string, { points: unknown }>>(`{
      all: facilityCounts(by: [PLACE, TYPE]) {
        points { place { pcode } type owner { code } function records }
      }
      clinics: facilityCounts(filter: { type: [CLINIC] }) { points { function records } }
    }`);
    const hospital = { place: { pcode: 'XT0101' }, type: 'HOSPITAL', owner: null, records: 1 };
    expect(all?.points).toEqual([
      { ...hospital, function: 'FULL' },
      { ...hospital, function: 'PARTIAL' },
      { ...hospital, function: 'UNKNOWN' },
      { place: { pcode: 'XT0102' }, type: 'CLINIC', owner: null, function: 'FULL', records: 1 },
    ]);
    expect(clinics?.points).toEqual([{ function: 'FULL', records: 1 }]);
  });
});

describe('where a facility is', () => {
  it('is a cell, and nothing at all where the record is sensitive', async () => {
    const { facilities } = await subgraph.query<Facilities>(
      '{ facilities(filter: { owner: ["XAA"] }) { nodes { approxPoint } } }',
    );
    const cell = { approxPoint: { type: 'Point', coordinates: [0.12, 0.09] } };
    expect(facilities.nodes).toEqual([cell, cell, { approxPoint: null }]);
  });

  it.each([
    ['a finer point', { type: 'Point', coordinates: [0.121, 0.09] }],
    ['a point beside the centre of a cell', { type: 'Point', coordinates: [0.13, 0.09] }],
    ['an outline', { type: 'Polygon', coordinates: [[[0, 0]]] }],
    ['no geometry', {}],
  ])('never enters the database as %s', async (_what, point) => {
    await expect(
      subgraph.load({ facility: [facilityRow('XAA:facility:9', { approx_point: point })] }),
    ).rejects.toThrow(/approx_point/);
  });
});
