import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { countSelections } from '../../../gateway/execute/count-selections.ts';
import {
  maxSelections,
  type Operation,
  readOperation,
} from '../../../gateway/execute/operation.ts';
import { askEngine } from '../../differential/ask-engine.ts';
import { enginesUnderTest } from '../../differential/engines.ts';
import { loadEngine } from '../../differential/graph.ts';
import { composed } from '../plan/planners.ts';

const nodes = 'type Query { node: Node } type Node { id: ID! next: Node }';

/** Each fragment spreads the next one twice: 2 to the power of `levels` ids. */
function doubling(levels: number): string {
  const fragments = Array.from({ length: levels }, (_, level) => {
    const inner = level === levels - 1 ? 'id' : `...F${level + 1}`;
    return `fragment F${level} on Node { a: next { ${inner} } b: next { ${inner} } }`;
  });
  return ['{ node { ...F0 } }', ...fragments].join('\n');
}

function read(text: string): Operation {
  const document = parse(text);
  const definition = getOperationAST(document);
  if (definition == null) throw new Error('there is one operation');
  return readOperation(document, definition, buildSchema(nodes));
}

function count(text: string, limit: number): number {
  const { definition, fragments } = read(text);
  return countSelections(definition, fragments, limit);
}

describe('countSelections', () => {
  it('counts fragments where they are spread', () => {
    expect(count('{ node { id } }', 100)).toBe(2);
    expect(count('{ node { ... { id } } }', 100)).toBe(3);
    // node, a spread, a and b; below each of these a spread, a and b with their ids.
    expect(count(doubling(2), 100)).toBe(4 + 2 * 5);
  });

  it('counts no further than the limit', () => {
    expect(count(doubling(2), 5)).toBe(5);
    expect(count(doubling(30), 1_000)).toBe(1_000);
  });
});

describe('an operation with its fragments written out', () => {
  it('is read up to the limit', () => {
    const fields = (number: number): string =>
      `{ node { ${Array.from({ length: number }, (_, i) => `a${i}: id`).join(' ')} } }`;
    expect(read(fields(maxSelections - 1))).toMatchObject({ refused: null });
    expect(read(fields(maxSelections))).toMatchObject({ refused: { code: 'OPERATION_TOO_LARGE' } });
  });

  it('is refused beyond it, without being written out', async () => {
    const supergraph = composed({ nodes });
    const under = enginesUnderTest.find(({ name }) => name === 'hub-staged');
    const engine = under === undefined ? undefined : await loadEngine(under, supergraph);
    if (engine === undefined || 'refused' in engine) throw new Error('the engine loads');
    const { data, errors } = await askEngine(engine, { query: doubling(30), variables: {} });
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      {
        code: 'OPERATION_TOO_LARGE',
        message:
          'The operation selects too much, its fragments written out: more than 20000 selections.',
      },
    ]);
  });
});
