import { expect, it } from '@jest/globals';
import { buildSchema, Kind, parse, print } from 'graphql';
import { mergeSelections } from '../../../gateway/plan/merge-selections.ts';

const schema = buildSchema(`
  type Query { leg: Leg site: Site }
  interface Leg { site: Site length(unit: Int): Int }
  type Road implements Leg { site: Site length(unit: Int): Int lanes: Int }
  type Ferry implements Leg { site: Site length(unit: Int): Int }
  type Site { id: ID name: String }
`);

it.each([
  ['{ site { id } site: site { name } site { id } }', '{ site { id name } }'],
  ['{ ... { ... on Query { site { ... on Site { id } } } } }', '{ site { id } }'],
  [
    '{ leg { ... on Road { ... on Leg { site { id } } lanes } ... on Road { site { name } } } }',
    '{ leg { ... on Road { site { id name } lanes } } }',
  ],
  ['{ leg { ... on Road { ... on Ferry { length } } } }', '{ leg { __typename } }'],
  ['{ leg { a: length(unit: 1) length } }', '{ leg { a: length(unit: 1) length } }'],
  [
    'query ($yes: Boolean!) { site { id ... @include(if: $yes) { name name } } }',
    'query ($yes: Boolean!) { site { id ... @include(if: $yes) { name } } }',
  ],
])('asks for everything once: %s', (query, merged) => {
  const [operation] = parse(query).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  expect(print(mergeSelections(operation, schema))).toBe(print(parse(merged)));
});
