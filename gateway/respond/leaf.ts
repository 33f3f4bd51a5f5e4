import { type GraphQLLeafType, isEnumType } from 'graphql';

/** Checks a leaf: gives the value as it stands in the answer, undefined where it is none of the type. */
export type ReadLeaf = (value: unknown) => unknown;

/** How a leaf is read (GraphQL specification, section 3.5, result coercion). */
export interface Leaf {
  readonly read: ReadLeaf;
  /** JavaScript that is true for values of `v` that stand in the answer as they are. */
  readonly plain: string;
}

const leaves: Readonly<Record<string, Leaf>> = {
  Int: {
    plain: '(v | 0) === v',
    // 1e20 and 1.5 are numbers, and no Int.
    read: (value) => (typeof value === 'number' && (value | 0) === value ? value : undefined),
  },
  Float: {
    plain: "typeof v === 'number'",
    read: (value) => (typeof value === 'number' ? value : undefined),
  },
  Boolean: {
    plain: "typeof v === 'boolean'",
    read: (value) => (typeof value === 'boolean' ? value : undefined),
  },
  String: {
    plain: "typeof v === 'string'",
    read: (value) => (typeof value === 'string' ? value : undefined),
  },
  ID: {
    plain: "typeof v === 'string'",
    read: (value) => {
      if (typeof value === 'string') return value;
      return Number.isSafeInteger(value) ? String(value) : undefined;
    },
  },
};

/** A custom scalar may be any JSON: its subgraph alone knows what fits. */
const anything: Leaf = { plain: 'v != null', read: (value) => value };

const enums = new WeakMap<GraphQLLeafType, Leaf>();

/** The same for all places of a type. */
export function compileLeaf(type: GraphQLLeafType): Leaf {
  if (!isEnumType(type)) return leaves[type.name] ?? anything;
  const known = enums.get(type);
  if (known !== undefined) return known;
  const names = new Set<unknown>(type.getValues().map(({ name }) => name));
  const leaf: Leaf = {
    plain: 'false',
    read: (value) => (names.has(value) ? value : undefined),
  };
  enums.set(type, leaf);
  return leaf;
}
