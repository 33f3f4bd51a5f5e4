import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { lexicographicSortSchema, printSchema } from 'graphql';
import type { ComposeOptions } from '../../schema/compose.ts';
import { composeHub } from '../../schema/compose-hub.ts';
import { formatFinding } from '../../schema/finding.ts';
import { createSupergraph } from '../../schema/supergraph.ts';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const checkedIn = readFileSync(path('schema/supergraph.graphql'), 'utf8');

const composeAll = (composer: NonNullable<ComposeOptions['composer']>) => {
  const read = (file: string) => readFileSync(file, 'utf8');
  const result = composeHub(path('hub.yaml'), read, { composer });
  if (result.kind === 'failed') throw new Error(result.findings.map(formatFinding).join('\n'));
  return result;
};

describe('schema/supergraph.graphql', () => {
  it('is what hub.yaml composes to (rewrite it: npm run hub -- compose --write)', () => {
    const { supergraph, hints } = composeAll('apollo');
    expect(supergraph.sdl === checkedIn).toBe(true);
    expect(hints).toEqual([]);
  });

  it('shows clients the same schema whichever composer made it', () => {
    const [apollo, guild] = (['apollo', 'guild'] as const).map((composer) =>
      printSchema(lexicographicSortSchema(composeAll(composer).supergraph.apiSchema)),
    );
    expect(guild).toBe(apollo);
  });
});

describe('a supergraph', () => {
  const supergraph = createSupergraph(checkedIn);
  if (supergraph.kind === 'failed') throw new Error('the supergraph does not load');

  it('is identified by its text and knows its subgraphs', () => {
    expect(supergraph.id).toMatch(/^[0-9a-f]{64}$/);
    expect(supergraph.subgraphs).toContainEqual({
      name: 'reference',
      url: 'http://127.0.0.1:4101/graphql',
    });
    expect(Object.isFrozen(supergraph)).toBe(true);
  });

  it('shows clients the API schema, without the joins, always the same object', () => {
    const { apiSchema } = supergraph;
    expect(supergraph.apiSchema).toBe(apiSchema);
    expect(apiSchema.getType('Place')).toBeDefined();
    expect(apiSchema.getType('join__Graph')).toBeUndefined();
  });

  it.each([
    ['type Query {', 1],
    ['type Query { a: Int }', 1],
  ])('is not made from %j', (sdl, line) => {
    expect(createSupergraph(sdl)).toMatchObject({
      kind: 'failed',
      findings: [{ code: 'INVALID_SUPERGRAPH', line }],
    });
  });
});
