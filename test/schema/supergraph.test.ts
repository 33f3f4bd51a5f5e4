import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { composeHub } from '../../schema/compose-hub.ts';
import { formatFinding } from '../../schema/finding.ts';
import { createSupergraph } from '../../schema/supergraph.ts';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const checkedIn = readFileSync(path('schema/supergraph.graphql'), 'utf8');

describe('schema/supergraph.graphql', () => {
  it('is what hub.yaml composes to (rewrite it: npm run hub -- compose --write)', () => {
    const result = composeHub(path('hub.yaml'), (file) => readFileSync(file, 'utf8'));
    if (result.kind === 'failed') throw new Error(result.findings.map(formatFinding).join('\n'));
    expect(result.supergraph.sdl === checkedIn).toBe(true);
    expect(result.hints).toEqual([]);
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
