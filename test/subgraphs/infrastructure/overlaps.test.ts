import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { infrastructure } from '../../../subgraphs/infrastructure/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { projectRow } from './rows.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
  await subgraph.load({
    project: [
      projectRow('XAA:project:1'),
      projectRow('XAB:project:same', { starts_on: '2026-03-31', ends_on: '2026-05-01' }),
      projectRow('XAC:project:cancelled', { state: 'CANCELLED' }),
      projectRow('XAD:project:later', { starts_on: '2026-04-01', ends_on: '2026-04-30' }),
      projectRow('XAE:project:place', { place_pcode: 'XT0102' }),
      projectRow('XAF:project:sector', { sector: 'EDU', type: 'SCHOOL' }),
      projectRow('XAA:project:own'),
    ],
  });
});
afterAll(() => subgraph.close());

interface Pair {
  readonly project: { readonly id: string };
  readonly other: { readonly id: string };
}

describe('possible duplicates', () => {
  it('share sector, place and days, have different owners, and are not cancelled', async () => {
    const { projectOverlaps } = await subgraph.query<{ projectOverlaps: { nodes: Pair[] } }>(
      '{ projectOverlaps { nodes { project { id } other { id } } } }',
    );
    expect(projectOverlaps.nodes.map(({ project, other }) => [project.id, other.id])).toEqual([
      ['XAA:project:1', 'XAB:project:same'],
      ['XAA:project:own', 'XAB:project:same'],
      ['XAB:project:same', 'XAA:project:1'],
      ['XAB:project:same', 'XAA:project:own'],
      ['XAB:project:same', 'XAD:project:later'],
      ['XAD:project:later', 'XAB:project:same'],
    ]);
  });

  it('stand at the project, with the days that both run', async () => {
    const data = await subgraph.query(`{
      project(id: "XAD:project:later") {
        overlaps {
          totalCount
          nodes { other { id owner { code } } sector place { pcode } startsOn endsOn }
        }
      }
    }`);
    expect(data).toEqual({
      project: {
        overlaps: {
          totalCount: 1,
          nodes: [
            {
              other: { id: 'XAB:project:same', owner: { code: 'XAB' } },
              sector: 'SHL',
              place: { pcode: 'XT0101' },
              startsOn: '2026-04-01',
              endsOn: '2026-04-30',
            },
          ],
        },
      },
    });
  });
});
