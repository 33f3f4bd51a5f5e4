import { describe, expect, it } from '@jest/globals';
import { compileNumbering } from '../../../gateway/execute/numbering.ts';
import { compileRepresentation } from '../../../gateway/execute/representation.ts';
import type { Node } from '../../../gateway/execute/walk.ts';
import type { RequiredSelection } from '../../../gateway/plan/plan.ts';

const field = (name: string): RequiredSelection => {
  return { kind: 'field', name, as: name, selections: null };
};
const types = (names: readonly string[], ...keys: readonly string[]): RequiredSelection => {
  return { kind: 'types', names, selections: ['__typename', ...keys].map(field) };
};

function number(requires: readonly RequiredSelection[], nodes: readonly Node[], byKey = true) {
  const write = compileRepresentation({
    requires,
    alias: '_entities',
    variable: 'representations',
    paths: [],
    contexts: [],
    inputRewrites: [],
    outputRewrites: [],
  });
  const { texts, numberOf } = compileNumbering({ requires }, write, byKey)();
  return { numbers: nodes.map(numberOf), texts };
}

describe('entities are asked about once', () => {
  it('by type and key, whichever value the key has', () => {
    const nodes = ['5', 5, '5', null, 5, null].map((id) => ({ __typename: 'A', id }));
    expect(number([types(['A'], 'id')], nodes)).toEqual({
      numbers: [0, 1, 0, 2, 1, 2],
      texts: [
        '{"__typename":"A","id":"5"}',
        '{"__typename":"A","id":5}',
        '{"__typename":"A","id":null}',
      ],
    });
  });

  it('apart for types that share a key, and not at all for other types', () => {
    const nodes = ['A', 'B', 'A', 'C'].map((__typename) => ({ __typename, id: '1' }));
    expect(number([types(['A', 'B'], 'id')], nodes).numbers).toEqual([0, 1, 0, -1]);
  });

  it('by all that the representation holds', () => {
    const requires = [types(['A'], 'id', 'part'), types(['B'], 'id'), types(['B'], 'base')];
    const nodes = [
      { __typename: 'A', id: '1', part: 1 },
      { __typename: 'A', id: '1', part: 2 },
      { __typename: 'B', id: '1', base: 1 },
      { __typename: 'B', id: '1', base: 2 },
    ];
    expect(number(requires, nodes).numbers).toEqual([0, 1, 2, 3]);
    const everywhere = [types(['A'], 'id'), field('base')];
    const two = ['x', 'y'].map((base) => ({ __typename: 'A', id: '1', base }));
    expect(number(everywhere, two).numbers).toEqual([0, 1]);
  });

  it('alike by the text of the representation', () => {
    const requires = [types(['A', 'B'], 'id'), types(['C'], 'code')];
    const nodes = ['A', 'B', 'C', 'A', 'C'].map((__typename) => {
      return { __typename, id: '1', code: '1' };
    });
    expect(number(requires, nodes)).toEqual(number(requires, nodes, false));
  });
});
