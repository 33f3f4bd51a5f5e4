import { describe, expect, it } from '@jest/globals';
import { compileWalk, type Node, walkWithPaths } from '../../../gateway/execute/walk.ts';
import type { PathStep } from '../../../gateway/plan/plan.ts';

const field = (name: string): PathStep => ({ kind: 'field', name });
const each: PathStep = { kind: 'each' };
const types = (...names: readonly string[]): PathStep => ({ kind: 'types', names });

const a: Node = { __typename: 'A', id: 'a' };
const b: Node = { __typename: 'B', id: 'b' };

const ways: readonly [string, unknown, readonly PathStep[], readonly Node[]][] = [
  ['every element', { list: [a, null, b] }, [field('list'), each], [a, b]],
  ['of lists in lists', { list: [[a], null, [[b]]] }, [field('list'), each], [a, b]],
  ['of a list at the end', { list: [[a], [b]] }, [field('list')], [a, b]],
  [
    'an object where a list was thought',
    { one: { id: a } },
    [field('one'), each, field('id')],
    [a],
  ],
  ['of one type', { list: [a, b] }, [field('list'), each, types('B', 'C')], [b]],
  ['nothing of no type', { list: [a] }, [field('list'), each, types()], []],
  ['nothing below leaves', { one: 'text' }, [field('one'), field('length')], []],
  ['nothing that was not sent', {}, [field('constructor')], []],
  ['a name that objects have anyway', { constructor: a }, [field('constructor')], [a]],
];

describe('a way through the answer finds', () => {
  it.each(ways)('%s', (_what, from, steps, found) => {
    const fast: Node[] = [];
    compileWalk(steps)(from, (node) => fast.push(node));
    expect(fast).toEqual(found);
    const slow: Node[] = [];
    walkWithPaths(from, steps, (node) => slow.push(node));
    expect(slow).toEqual(found);
  });
});
