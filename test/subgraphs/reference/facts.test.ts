import { afterEach, describe, expect, it } from '@jest/globals';
import { reference } from '../../../subgraphs/reference/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let subgraph: TestSubgraph;

afterEach(() => subgraph.close());

type Ring = readonly (readonly [number, number])[];

interface Governorate {
  readonly pcode: string;
  readonly polygon: { readonly coordinates: readonly Ring[] };
}

/** Twice the signed area in degrees; positive is counter-clockwise (RFC 7946). */
function signedArea(ring: Ring): number {
  return ring.slice(1).reduce((sum, [x, y], i) => {
    const [before, beneath] = ring[i] ?? [x, y];
    return sum + before * y - x * beneath;
  }, 0);
}

async function governoratesOf(): Promise<readonly Governorate[]> {
  const { places } = await subgraph.query<{ places: { nodes: readonly Governorate[] } }>(
    '{ places(filter: { level: [2] }) { nodes { pcode polygon } } }',
  );
  return places.nodes;
}

describe('real mode', () => {
  it('knows five governorates whose rings are closed and run counter-clockwise', async () => {
    subgraph = await openTestSubgraph(reference, 'real');
    const governorates = await governoratesOf();
    expect(governorates.map(({ pcode }) => pcode)).toEqual([
      'PS0255',
      'PS0260',
      'PS0265',
      'PS0270',
      'PS0275',
    ]);
    for (const { polygon } of governorates) {
      const [ring = []] = polygon.coordinates;
      expect(ring.at(-1)).toEqual(ring[0]);
      expect(signedArea(ring)).toBeGreaterThan(0);
    }
  });

  it('lets neighbours share every vertex of their common edges', async () => {
    subgraph = await openTestSubgraph(reference, 'real');
    const rings = (await governoratesOf()).map(({ polygon }) => polygon.coordinates[0] ?? []);
    const edges = rings.flatMap((ring) =>
      ring.slice(1).map((point, i) => JSON.stringify([ring[i], point])),
    );
    const reversed = new Set(
      edges.map((edge) => JSON.stringify((JSON.parse(edge) as unknown[]).reverse())),
    );
    expect(new Set(edges).size).toBe(edges.length);
    // Five in a row share four borders of 4, 3, 2 and 3 edges, each found from both sides.
    const shared = edges.filter((edge) => reversed.has(edge));
    expect(shared.length).toBe(2 * (4 + 3 + 2 + 3));
  });

  it('says where a governorate, crossing and corridor comes from, and how uncertain it is', async () => {
    subgraph = await openTestSubgraph(reference, 'real');
    const answer = await subgraph.query(`{
      place(pcode: "PS0275") { iso3166_2 areaSqKm name { en ar he } parent { pcode } version source { id publisher } }
      crossing(code: "GATE_96") { approxPoint uncertaintyKm adm2 { pcode } source { reliability credibility } }
      corridors(filter: { unlocode: ["ILASH", "CYLMS"] }) { nodes { code mode source { kind } } }
    }`);
    expect(answer).toEqual({
      place: {
        iso3166_2: 'PS-RFH',
        areaSqKm: 64,
        name: { en: 'Rafah', ar: 'رفح', he: 'רפיח' },
        parent: { pcode: 'PS02' },
        version: 'COD-AB 2023-10-19, boundaries simplified to about 0.6 km',
        source: { id: 'HUB:source:cod-ab-2023-10-19', publisher: 'OCHA' },
      },
      crossing: {
        approxPoint: { type: 'Point', coordinates: [34.45, 31.44] },
        uncertaintyKm: 3,
        adm2: null,
        source: { reliability: 'F', credibility: 6 },
      },
      corridors: {
        nodes: [
          { code: 'ASHDOD', mode: 'SEA', source: { kind: 'DATASET' } },
          { code: 'CYPRUS', mode: 'SEA', source: { kind: 'DATASET' } },
        ],
      },
    });
  });

  it('has twenty points in three languages, and no partner but the hub', async () => {
    subgraph = await openTestSubgraph(reference, 'real');
    const { planPoints, partners } = await subgraph.query<{
      planPoints: { nodes: { number: number; paraphrase: Record<string, string> }[] };
      partners: unknown;
    }>(`{
      planPoints { nodes { number paraphrase { en ar he } } }
      partners { nodes { code kind status } }
    }`);
    expect(planPoints.nodes.map(({ number }) => number)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    for (const { paraphrase } of planPoints.nodes) {
      expect(Object.values(paraphrase).every((text) => text.length > 10)).toBe(true);
    }
    expect(partners).toEqual({ nodes: [{ code: 'HUB', kind: 'HUB', status: 'ACTIVE' }] });
  });

  it('states no status of a crossing and publishes no figure: all is UNKNOWN', async () => {
    subgraph = await openTestSubgraph(reference, 'real');
    const answer = await subgraph.query(`{
      crossings(filter: { lacksCurrentStatus: true }) { totalCount }
      crossingStatuses { totalCount }
      publishedTotals { totalCount }
      planningFigures { totalCount }
    }`);
    expect(answer).toEqual({
      crossings: { totalCount: 6 },
      crossingStatuses: { totalCount: 0 },
      publishedTotals: { totalCount: 0 },
      planningFigures: { totalCount: 0 },
    });
  });
});

describe('exercise mode', () => {
  it('knows no real place, crossing or plan point of its own accord', async () => {
    subgraph = await openTestSubgraph(reference, 'exercise');
    const answer = await subgraph.query(`{
      places { totalCount } crossings { totalCount } corridors { totalCount } planPoints { totalCount }
      codeList(code: "CrossingState") { codes { code label { en ar he } standardCode } }
    }`);
    expect(answer).toMatchObject({
      places: { totalCount: 0 },
      crossings: { totalCount: 0 },
      corridors: { totalCount: 0 },
      planPoints: { totalCount: 0 },
    });
    expect(answer).toHaveProperty('codeList.codes.1', {
      code: 'PARTIAL',
      label: { en: 'Partly open', ar: 'مفتوح جزئيًا', he: 'פתוח חלקית' },
      standardCode: null,
    });
  });
});
