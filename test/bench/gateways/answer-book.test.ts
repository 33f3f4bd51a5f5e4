import { describe, expect, it } from '@jest/globals';
import { answerBook } from '../../../bench/gateways/stand-ins/answer-book.ts';
import { subgraphSchema } from '../../../bench/gateways/stand-ins/subgraph-schema.ts';
import { firstWorld, worldName } from '../../../bench/gateways/stand-ins/world.ts';

const book = answerBook(
  subgraphSchema(`
    type Query { place(pcode: ID!): Place }
    type Place @key(fields: "pcode") { pcode: ID! name: String! parent: Place }
  `),
);
const ask = (query: string, variables: Readonly<Record<string, unknown>>) =>
  JSON.parse(book(JSON.stringify({ query, variables })).toString()).data;

describe('answerBook', () => {
  const query = 'query($pcode: ID!) { place(pcode: $pcode) { pcode name parent { pcode } } }';
  const placeOf = (world: string) => ask(query, { pcode: `PLACE-1-${world}` }).place;

  it('answers alike in every world, under other keys', () => {
    const first = placeOf(firstWorld);
    const other = placeOf(worldName(42));
    expect(other).not.toEqual(first);
    expect(JSON.stringify(other).replaceAll(worldName(42), firstWorld)).toBe(JSON.stringify(first));
    expect(placeOf(firstWorld)).toEqual(first);
  });

  it('gives an entity the values that it has elsewhere', () => {
    const { pcode, name } = placeOf(worldName(7));
    const entities =
      'query($r: [_Any!]!) { _entities(representations: $r) { ... on Place { name } } }';
    const found = ask(entities, { r: [{ __typename: 'Place', pcode }] });
    expect(found).toEqual({ _entities: [{ name }] });
  });
});
