import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { compose, type SubgraphSchema } from '../../schema/compose.ts';
import { formatFinding } from '../../schema/finding.ts';

const hubSdl = readFileSync(new URL('../../schema/hub.graphql', import.meta.url), 'utf8');
const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key", "@external", "@requires"])
`;
const subgraph = (name: string, sdl: string): SubgraphSchema => ({
  name,
  url: `http://127.0.0.1:1/${name}`,
  sdl: link + sdl,
});
const depots = subgraph(
  'depots',
  `type Query { depot(id: ID!): Depot depots(filter: DepotFilter): Depot }
type Depot @key(fields: "id") {
  id: ID!
  changedAt: DateTime!
}
input DepotFilter { id: ID @reads(field: "id") }
`,
);

describe.each(['apollo', 'guild'] as const)('composition by %s', (composer) => {
  const run = (...subgraphs: SubgraphSchema[]) => compose(subgraphs, { hubSdl, composer });

  it("joins subgraphs and keeps the hub's directives in the supergraph", () => {
    const roads = subgraph('roads', 'type Depot @key(fields: "id") { id: ID! roads: Int }');
    const result = run(depots, roads);
    if (result.kind === 'failed') throw new Error(result.findings.map(formatFinding).join('\n'));
    expect(result.supergraphSdl).toMatch(/id: ID.*@reads\(field: "id"\)/);
    expect(result.supergraphSdl).toMatch(/directive @reads\(field: String!\) on/);
    expect(result.supergraphSdl).toContain('roads: Int');
    expect(() => parse(result.supergraphSdl)).not.toThrow();
  });

  it('places a mismatch at the line of who joined last, and names the other place', () => {
    const late = subgraph(
      'late',
      'type Depot @key(fields: "id") {\n  id: ID!\n  changedAt: Int!\n}',
    );
    const result = run(depots, late);
    const mismatch =
      result.kind === 'failed' &&
      result.findings.find(({ code }) => code === 'FIELD_TYPE_MISMATCH');
    expect(mismatch).toMatchObject({
      subgraph: 'late',
      line: 5,
      advice: 'Give the field the type that the other subgraph has, or rename yours.',
      severity: 'error',
      related: [{ subgraph: 'depots', line: 6 }],
    });
  });

  it('places a field that two subgraphs answer', () => {
    const late = subgraph('late', 'type Query { depot(id: ID!): Depot }\ntype Depot { id: ID! }');
    const result = run(depots, late);
    expect(result.kind === 'failed' && result.findings).toContainEqual(
      expect.objectContaining({ code: 'INVALID_FIELD_SHARING', subgraph: 'late', line: 3 }),
    );
  });

  it('gives place and advice for what is wrong within one subgraph', () => {
    const wrong = subgraph('wrong', 'type Zone @key(fields: "nothing") {\n  id: ID!\n}');
    const result = run(depots, wrong);
    expect(result.kind === 'failed' && result.findings).toContainEqual(
      expect.objectContaining({ code: 'KEY_INVALID_FIELDS', subgraph: 'wrong', line: 3 }),
    );
  });

  it('gives the place of a syntax error', () => {
    const result = run(depots, subgraph('broken', 'type Zone {\n  id: ID!'));
    expect(result).toMatchObject({
      kind: 'failed',
      findings: [{ subgraph: 'broken', line: 4, code: 'GRAPHQL_PARSE_FAILED' }],
    });
  });

  it.each([
    ['no subgraph at all', [], 'EMPTY_HUB'],
    ['two of one name', [depots, depots], 'DUPLICATE_SUBGRAPH_NAME'],
    ['a name that is no name', [{ ...depots, name: 'De pots' }], 'INVALID_SUBGRAPH_NAME'],
  ])('refuses %s', (_what, subgraphs, code) => {
    expect(run(...subgraphs)).toMatchObject({ kind: 'failed', findings: [{ code }] });
  });

  it('has one sentence of advice for every finding, known code or not', () => {
    const result = run(depots, subgraph('late', 'type Query { other: Missing }'));
    expect(result.kind).toBe('failed');
    if (result.kind === 'failed') {
      expect(result.findings.length).toBeGreaterThan(0);
      for (const { advice } of result.findings) expect(advice).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe('composition by apollo', () => {
  it('says that a field cannot be reached', () => {
    const unreachable = subgraph(
      'far',
      'type Depot @key(fields: "number") {\n  number: Int!\n  far: Int\n}',
    );
    const result = compose([depots, unreachable], { hubSdl });
    expect(result.kind === 'failed' && result.findings[0]).toMatchObject({
      code: 'SATISFIABILITY_ERROR',
      advice: expect.stringContaining('@key'),
    });
  });

  it('passes hints on', () => {
    const late = subgraph('late', '"Another text."\ntype Depot @key(fields: "id") { id: ID! }');
    const early = subgraph('early', '"One text."\ntype Depot @key(fields: "id") { id: ID! }');
    const result = compose([depots, early, late], { hubSdl });
    expect(result.kind === 'composed' && result.hints).toContainEqual(
      expect.objectContaining({ code: 'INCONSISTENT_DESCRIPTION', severity: 'hint' }),
    );
  });
});
