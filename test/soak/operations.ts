import { randomUUID } from 'node:crypto';
import { bedsOf, labelOf, notesOf, pcodeOf, placeCount, tonnesOf } from './graph.ts';

/** One request of a client, and what is right as its answer. */
export interface Ask {
  readonly kind: OperationKind;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether it needs `clinics`, which is not in every version of the graph. */
  readonly versioned: boolean;
  /** The `data` of a whole answer, keys in order; a code where the operation must be refused. */
  readonly answer: (version: number) => object | string;
}

export type OperationKind = keyof typeof makers;

const anyPlace = () => Math.floor(Math.random() * placeCount);
const fewPlaces = () => Math.floor(Math.random() * 20);
const range = <Item>(length: number, make: (index: number) => Item) =>
  Array.from({ length }, (_, index) => make(index));

type Maker = () => Omit<Ask, 'kind'>;

const lookup: Maker = () => {
  const number = anyPlace();
  return {
    query: 'query Lookup($pcode: ID!) { place(pcode: $pcode) { pcode label } }',
    variables: { pcode: pcodeOf(number) },
    versioned: false,
    answer: () => ({ place: { pcode: pcodeOf(number), label: labelOf(number) } }),
  };
};

/** Over all subgraphs; few places, so that requests in flight are often the same. */
const join: Maker = () => {
  const number = fewPlaces();
  return {
    query: `query Join($pcode: ID!) {
      before: clinicsVersion
      place(pcode: $pcode) { label clinics { version beds } tonnes clinicsVersion }
      after: clinicsVersion
    }`,
    variables: { pcode: pcodeOf(number) },
    versioned: true,
    answer: (version) => ({
      before: version,
      place: {
        label: labelOf(number),
        clinics: { version, beds: bedsOf(number) },
        tonnes: tonnesOf(number),
        clinicsVersion: version,
      },
      after: version,
    }),
  };
};

const list: Maker = () => {
  const size = 30 + fewPlaces();
  return {
    query: 'query List($size: Int!) { region(size: $size) { places { pcode tonnes } } }',
    variables: { size },
    versioned: false,
    answer: () => ({
      region: {
        places: range(size, (i) => ({ pcode: pcodeOf(i), tonnes: tonnesOf(i) })),
      },
    }),
  };
};

/** About 200 KB. */
const large: Maker = () => {
  const size = 700 + fewPlaces();
  return {
    query: `query Large($size: Int!) {
      region(size: $size) { size places { pcode label notes clinicsVersion } }
    }`,
    variables: { size },
    versioned: true,
    answer: (version) => ({
      region: {
        size,
        places: range(size, (i) => ({
          pcode: pcodeOf(i),
          label: labelOf(i),
          notes: notesOf(i),
          clinicsVersion: version,
        })),
      },
    }),
  };
};

const conditions: Maker = () => {
  const number = anyPlace();
  const [versions, tonnes] = [Math.random() < 0.5, Math.random() < 0.5];
  return {
    query: `query Conditions($pcode: ID!, $versions: Boolean!, $tonnes: Boolean!) {
      place(pcode: $pcode) {
        ... @include(if: $versions) { clinicsVersion }
        tonnes @skip(if: $tonnes)
        label
      }
    }`,
    variables: { pcode: pcodeOf(number), versions, tonnes },
    versioned: true,
    answer: (version) => ({
      place: {
        ...(versions ? { clinicsVersion: version } : {}),
        ...(tonnes ? {} : { tonnes: tonnesOf(number) }),
        label: labelOf(number),
      },
    }),
  };
};

/** Never seen before. */
const cold: Maker = () => coldOf(3);

/** Never seen before, and long: caches of documents are soon full, and must evict. */
const coldAndLong: Maker = () => {
  const ask = coldOf(40);
  return { ...ask, query: `${ask.query} # ${'long '.repeat(4_000)}` };
};

const coldOf = (fields: number): ReturnType<Maker> => {
  const number = anyPlace();
  const id = randomUUID().replaceAll('-', '');
  const aliases = range(fields, (i) => `a${i}_${id}`);
  return {
    query: `query Cold_${id} { place(pcode: "${pcodeOf(number)}") {
      ${aliases.map((alias) => `${alias}: label`).join(' ')} tonnes
    } }`,
    variables: {},
    versioned: false,
    answer: () => ({
      place: {
        ...Object.fromEntries(aliases.map((alias) => [alias, labelOf(number)])),
        tonnes: tonnesOf(number),
      },
    }),
  };
};

const mutation: Maker = () => {
  const [a, b] = [randomUUID(), randomUUID()];
  return {
    query:
      'mutation Note($a: String!, $b: String!) { first: note(text: $a) second: note(text: $b) }',
    variables: { a, b },
    versioned: false,
    answer: () => ({ first: a, second: b }),
  };
};

const introspection: Maker = () => ({
  query: '{ __typename __schema { queryType { name } } __type(name: "Place") { kind name } }',
  variables: {},
  versioned: false,
  answer: () => ({
    __typename: 'Query',
    __schema: { queryType: { name: 'Query' } },
    __type: { kind: 'OBJECT', name: 'Place' },
  }),
});

const refused: Maker = () => {
  const id = randomUUID().slice(0, 8);
  const [query, code] =
    Math.random() < 0.5
      ? [`{ place(pcode: "${id}") `, 'GRAPHQL_PARSE_FAILED']
      : [`{ place(pcode: "${id}") { x${id} } }`, 'GRAPHQL_VALIDATION_FAILED'];
  return { query, variables: {}, versioned: false, answer: () => code };
};

/** A subgraph never answers this one. */
const hold: Maker = () => ({
  query: 'query Hold($id: ID!) { __typename hold(id: $id) }',
  variables: { id: randomUUID() },
  versioned: false,
  answer: () => ({ __typename: 'Query', hold: 1 }),
});

const makers = {
  lookup,
  join,
  list,
  large,
  conditions,
  cold,
  coldAndLong,
  mutation,
  introspection,
  refused,
  hold,
} as const;

/** Out of a hundred; who wants another kind asks for it by name. */
const shares: readonly (readonly [OperationKind, number])[] = [
  ['lookup', 22],
  ['join', 24],
  ['list', 12],
  ['large', 3],
  ['conditions', 12],
  ['cold', 15],
  ['mutation', 6],
  ['introspection', 2],
  ['refused', 4],
];

export const mixedKinds: readonly OperationKind[] = shares.map(([kind]) => kind);

export function makeAsk(kind: OperationKind): Ask {
  return { kind, ...makers[kind]() };
}

export function mixedAsk(): Ask {
  let dice = Math.random() * shares.reduce((sum, [, share]) => sum + share, 0);
  for (const [kind, share] of shares) {
    dice -= share;
    if (dice < 0) return makeAsk(kind);
  }
  return makeAsk('lookup');
}
