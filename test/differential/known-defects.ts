import type { Operation } from './generate-operation.ts';
import type { SubgraphSdl } from './parsed-subgraph.ts';

/** Something that an engine is known to do wrong, with the smallest graph that shows it. */
export interface KnownDefect {
  /** As docs/compatibility.md calls it. */
  readonly title: string;
  /** Names of engines under test that have it; the default never does. */
  readonly engines: readonly ('stock' | 'hub-apollo' | 'hub-native')[];
  readonly subgraphs: readonly SubgraphSdl[];
  readonly operation: Operation;
  /** Of the data: one under which the defect shows. */
  readonly worldSeed: number;
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@requires", "@provides", "@external", "@shareable", "@interfaceObject"])';

const subgraph = (name: string, sdl: string): SubgraphSdl => ({ name, sdl: `${link}\n${sdl}` });

const ask = (query: string, variables: Readonly<Record<string, unknown>> = {}): Operation => ({
  query,
  variables,
});

const gates = subgraph(
  'gates',
  `type Query { gate: Gate! }
type Mutation { open: Gate! close: Int! }
type Gate @key(fields: "id") { id: ID! name: String! }`,
);
const traffic = subgraph(
  'traffic',
  `type Mutation { count: Int! }
type Gate @key(fields: "id") { id: ID! lanes: Int! }`,
);

const kinds = subgraph(
  'kinds',
  `type Query { post: Post! gate: Gate! }
interface Post @key(fields: "id") { id: ID! base: String }
type Gate implements Post @key(fields: "id") { id: ID! base: String! }
type Tower implements Post @key(fields: "id") { id: ID! base: String! }`,
);
const posts = subgraph(
  'posts',
  `type Post @key(fields: "id") @interfaceObject { id: ID! base: String @external load: Int! @requires(fields: "base") crew: Int! }`,
);

export const knownDefects: readonly KnownDefect[] = Object.freeze([
  {
    title: 'An alias takes the name of a key field',
    engines: ['stock'],
    subgraphs: [
      subgraph(
        'gates',
        'type Query { gate: Item! } union Item = Gate type Gate @key(fields: "id") { id: ID! name: String! }',
      ),
      traffic,
    ],
    operation: ask('{ gate { ... on Gate { id: name } ... on Gate { lanes } } }'),
    worldSeed: 1,
  },
  {
    title: '`__typename` under the alias of a key field',
    engines: ['stock'],
    subgraphs: [gates, traffic],
    operation: ask('query ($yes: Boolean!) { gate { id: __typename @include(if: $yes) lanes } }', {
      yes: true,
    }),
    worldSeed: 1,
  },
  {
    title: 'A subgraph calls its query type otherwise',
    engines: ['stock'],
    subgraphs: [subgraph('gates', 'schema { query: Root } type Root { gates: Int }')],
    operation: ask('query ($yes: Boolean!) { ... on Query @include(if: $yes) { gates } }', {
      yes: true,
    }),
    worldSeed: 1,
  },
  {
    title: 'A mutation runs twice',
    engines: ['stock'],
    subgraphs: [gates, traffic],
    operation: ask('mutation ($yes: Boolean!) { close @include(if: $yes) count close }', {
      yes: true,
    }),
    worldSeed: 1,
  },
  {
    title: 'Lists of lists in `@requires`',
    engines: ['stock'],
    subgraphs: [
      subgraph(
        'gates',
        'type Query { gate: Gate! } type Gate @key(fields: "id") { id: ID! lanes: [[Lane!]!]! } type Lane @shareable { width: Int! }',
      ),
      subgraph(
        'traffic',
        'type Gate @key(fields: "id") { id: ID! lanes: [[Lane!]!]! @external load: Int! @requires(fields: "lanes { width }") } type Lane @shareable { width: Int! }',
      ),
    ],
    operation: ask('{ gate { load } }'),
    worldSeed: 3,
  },
  {
    title: 'One field for the client and, with other arguments, for `@requires`',
    engines: ['stock'],
    subgraphs: [
      subgraph(
        'gates',
        'type Query { gate: Gate! } type Gate @key(fields: "id") { id: ID! width(unit: Int = 1): Int! }',
      ),
      subgraph(
        'traffic',
        'type Gate @key(fields: "id") { id: ID! width(unit: Int = 1): Int! @external load: Int! @requires(fields: "width(unit: 2)") }',
      ),
    ],
    operation: ask('{ gate { width load } }'),
    worldSeed: 1,
  },
  {
    title: 'An interface object tells its own name for `__typename`',
    engines: ['stock'],
    subgraphs: [kinds, posts],
    operation: ask('{ gate { ... on Post { __typename } crew } }'),
    worldSeed: 1,
  },
  {
    title: 'The order of keys in introspection',
    engines: ['stock'],
    subgraphs: [gates, traffic],
    operation: ask('{ __schema { queryType { name __typename } } }'),
    worldSeed: 1,
  },
  {
    title: 'A required field that itself requires a field of the asking subgraph',
    engines: ['hub-apollo', 'stock'],
    subgraphs: [
      subgraph(
        'gates',
        'type Gate @key(fields: "id") { id: ID! width: Int! lanes: Int! @external load: Int! @requires(fields: "lanes") }',
      ),
      subgraph(
        'traffic',
        'type Query { gate: Gate! } type Gate @key(fields: "id") { id: ID! width: Int! @external lanes: Int! @requires(fields: "width") }',
      ),
    ],
    operation: ask('{ gate { load } }'),
    worldSeed: 1,
  },
  {
    title: 'An interface of objects inside of lists of lists',
    engines: ['stock'],
    subgraphs: [
      subgraph(
        'gates',
        'type Query { gates: [[Gate!]!]! } interface Noted { note: String! } type Gate implements Noted { note: String! width: Int! }',
      ),
    ],
    operation: ask('{ gates { ... on Noted { ... on Gate { width } } } }'),
    worldSeed: 2,
  },
  {
    title: 'A required field below a list of its own type',
    engines: ['hub-native'],
    subgraphs: [
      subgraph(
        'gates',
        'type Gate @key(fields: "id") { id: ID! beside: [Gate!]! width: Int! @external load: Int! @requires(fields: "width") }',
      ),
      subgraph(
        'traffic',
        'type Query { gate: Gate! } type Gate @key(fields: "id") { id: ID! width: Int! }',
      ),
    ],
    operation: ask('{ gate { beside { load } } }'),
    worldSeed: 2,
  },
  {
    title: 'A required field of a type with two keys',
    engines: ['hub-native'],
    subgraphs: [
      subgraph(
        'gates',
        'type Gate @key(fields: "id") @key(fields: "code") { id: ID! code: String! width: Int! @external load: Int! @requires(fields: "width") }',
      ),
      subgraph(
        'traffic',
        'type Query { gate: Gate! } type Gate @key(fields: "id") { id: ID! width: Int! }',
      ),
    ],
    operation: ask('{ gate { load } }'),
    worldSeed: 2,
  },
  {
    title: 'The order of keys where an object is selected twice',
    engines: ['stock'],
    subgraphs: [
      subgraph(
        'gates',
        'type Query { gate: Gate! } interface Noted { note: String! } type Gate implements Noted { note: String! width: Int! }',
      ),
    ],
    operation: ask(
      '{ gate { ... on Gate { note } width } gate { ... on Gate { ... on Noted { also: note } } } }',
    ),
    worldSeed: 1,
  },
]);
