import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse } from 'graphql';
import { compileCutPath } from '../../../gateway/respond/cut-path.ts';

const schema = buildSchema(`
  type Query { posts: [Post!] gate: Gate any: Any }
  interface Post { id: ID! crew: Int! }
  type Gate implements Post { id: ID! crew: Int! width: Int! beside: Post }
  type Tower implements Post { id: ID! crew: Int! height: Int! }
  union Any = Gate | Tower
`);

type Path = readonly (string | number)[];

/** Cuts a path of an operation's data; `keys` are the client's, by those in the data. */
function cut(query: string, path: Path, data: unknown, keys: Record<string, string> = {}): Path {
  const [operation] = parse(query).definitions;
  const root = schema.getQueryType();
  if (operation?.kind !== Kind.OPERATION_DEFINITION || root == null) throw new Error('a query');
  const selecting = { schema, fragments: new Map(), conditions: new Map() };
  return compileCutPath(operation, root, selecting, new Map(Object.entries(keys)))(path, data);
}

describe('the path of an error', () => {
  it('is cut where it leaves what the client selected', () => {
    const data = { gate: { __typename: 'Gate', id: null } };
    expect(cut('{ gate { crew } }', ['gate', 'id'], data)).toEqual(['gate']);
    expect(cut('{ gate { crew } }', ['any', 'id'], data)).toEqual([]);
    expect(cut('{ gate { id } }', ['gate', 'id'], data)).toEqual(['gate', 'id']);
  });

  it('tells names as the client gave them', () => {
    const keys = { _x0_id: 'id' };
    const query = '{ gate { _x0_id: crew } }';
    expect(cut(query, ['gate', '_x0_id'], { gate: {} }, keys)).toEqual(['gate', 'id']);
    // The key `id` is fetched beside it: the client's `id` is another field.
    expect(cut(query, ['gate', 'id'], { gate: {} }, keys)).toEqual(['gate']);
  });

  it('goes by the type of an object that is there', () => {
    const query = '{ posts { ... on Gate { id } } }';
    const data = { posts: [{ __typename: 'Gate' }, { __typename: 'Tower' }] };
    expect(cut(query, ['posts', 0, 'id'], data)).toEqual(['posts', 0, 'id']);
    expect(cut(query, ['posts', 1, 'id'], data)).toEqual(['posts', 1]);
  });

  it('goes below an object that is not there only where no type leaves it open', () => {
    for (const data of [{ posts: [null] }, { posts: null }, {}]) {
      // A tower's `id` may be what failed.
      expect(cut('{ posts { ... on Gate { id } } }', ['posts', 0, 'id'], data)).toEqual([
        'posts',
        0,
      ]);
      expect(cut('{ posts { id } }', ['posts', 0, 'id'], data)).toEqual(['posts', 0, 'id']);
      const width = '{ posts { ... on Gate { width } } }';
      expect(cut(width, ['posts', 0, 'width'], data)).toEqual(['posts', 0, 'width']);
      const below = '{ posts { ... on Gate { beside { ... on Tower { crew } } } } }';
      const path = ['posts', 0, 'beside', 'crew'];
      expect(cut(below, path, data)).toEqual(['posts', 0, 'beside']);
    }
    expect(cut('{ any { ... on Gate { x: crew } } }', ['any', 'x'], { any: null })).toEqual([
      'any',
      'x',
    ]);
  });
});
