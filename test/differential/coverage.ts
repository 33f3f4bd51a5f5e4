import { Kind, print, type TypeDefinitionNode } from 'graphql';
import type { Operation } from './generate-operation.ts';
import {
  directiveTexts,
  type ParsedSubgraph,
  parseSubgraph,
  type SubgraphSdl,
} from './parsed-subgraph.ts';
import { isFederation1 } from './sdl/federation-1-supergraph.ts';

interface Facts {
  readonly sdls: readonly SubgraphSdl[];
  readonly subgraphs: readonly ParsedSubgraph[];
  /** All types of all subgraphs, with the directives' own names. */
  readonly text: string;
}

/** What supergraphs have, by name. */
const graphFeatures: Readonly<Record<string, (facts: Facts) => boolean>> = {
  'two subgraphs': ({ sdls }) => sdls.length === 2,
  'eight subgraphs': ({ sdls }) => sdls.length === 8,
  '@key, compound': ({ text }) => /@key\(fields: "\w+ \w+"/.test(text),
  '@key, several': ({ subgraphs }) =>
    someType(subgraphs, (type) => directiveTexts(type, 'key').length > 1),
  '@key, nested': ({ text }) => /@key\(fields: "[^"]*\{/.test(text),
  '@key, not resolvable': ({ text }) => /resolvable: false/.test(text),
  '@requires': ({ text }) => /@requires/.test(text),
  '@requires with arguments': ({ text }) => /@requires\(fields: "[^"]*\(/.test(text),
  '@requires, nested': ({ text }) => /@requires\(fields: "[^"]*\{/.test(text),
  '@provides': ({ text }) => /@provides/.test(text),
  '@external': ({ text }) => /@external/.test(text),
  '@shareable': ({ text }) => /@shareable/.test(text),
  '@override': ({ text }) => /@override\(from: "\w"\)/.test(text),
  '@override with a label': ({ text }) => /@override\(from: "\w", label:/.test(text),
  '@interfaceObject': ({ text }) => /@interfaceObject/.test(text),
  'entity interface': ({ text }) => /^interface \w+ @key/m.test(text),
  interface: ({ text }) => /^interface /m.test(text),
  union: ({ text }) => /^union /m.test(text),
  'unions that differ': ({ subgraphs }) => differ(subgraphs, Kind.UNION_TYPE_DEFINITION),
  'enums that differ': ({ subgraphs }) => differ(subgraphs, Kind.ENUM_TYPE_DEFINITION),
  'inputs that differ': ({ subgraphs }) => differ(subgraphs, Kind.INPUT_OBJECT_TYPE_DEFINITION),
  '@inaccessible': ({ text }) => /@inaccessible/.test(text),
  '@tag': ({ text }) => /@tag/.test(text),
  '@context and @fromContext': ({ text }) => /@context/.test(text) && /@fromContext/.test(text),
  'federation 1': ({ sdls }) => isFederation1(sdls),
  'lists of lists': ({ text }) => /: \[\[/.test(text),
  'renamed directives': ({ sdls }) => sdls.some(({ sdl }) => / as: "@/.test(sdl)),
  'renamed query type': ({ sdls }) => sdls.some(({ sdl }) => /query: RootQuery/.test(sdl)),
};

/** What operations have. */
const operationFeatures: Readonly<Record<string, (operation: Operation) => boolean>> = {
  query: ({ query }) => /^(query|\{)/.test(query),
  mutation: ({ query }) => /^mutation/.test(query),
  '@skip': ({ query }) => /@skip/.test(query),
  '@include': ({ query }) => /@include/.test(query),
  "aliases that are fields' names": ({ query }) => /^\s*(id|label|f0|f1|code): \w/m.test(query),
  variables: ({ variables }) => Object.keys(variables).length > 0,
  'defaults of variables': ({ query }) => /^\w+[^{]*\$\w+: [^,)]*= /.test(query),
  'variables left out': ({ query, variables }) =>
    [...query.matchAll(/[(,] ?\$(\w+):/g)].some(([, name]) => !((name ?? '') in variables)),
  'named fragments': ({ query }) => /\.\.\.Part/.test(query),
  'fragments on abstract types': ({ query }) => /\.\.\. on (Item|Any|Noted|Kind0\b)/.test(query),
  __typename: ({ query }) => /__typename/.test(query),
  introspection: ({ query }) => /__schema|__type\(/.test(query),
  'arguments from a context': ({ query }) => /\bplaced\b/.test(query),
};

export const features: readonly string[] = Object.freeze([
  ...Object.keys(graphFeatures),
  ...Object.keys(operationFeatures),
]);

export function featuresOfGraph(sdls: readonly SubgraphSdl[]): string[] {
  const subgraphs = sdls.map(parseSubgraph);
  const text = subgraphs.flatMap(({ types }) => [...types.values()].map(print)).join('\n');
  const facts = { sdls, subgraphs, text };
  return namesOf(graphFeatures, facts);
}

export function featuresOfOperation(operation: Operation): string[] {
  return namesOf(operationFeatures, operation);
}

function namesOf<Of>(of: Readonly<Record<string, (one: Of) => boolean>>, one: Of): string[] {
  return Object.entries(of).flatMap(([name, has]) => (has(one) ? [name] : []));
}

function someType(
  subgraphs: readonly ParsedSubgraph[],
  has: (type: TypeDefinitionNode) => boolean,
): boolean {
  return subgraphs.some(({ types }) => [...types.values()].some(has));
}

/** Whether a type of that kind is not the same in two subgraphs. */
function differ(subgraphs: readonly ParsedSubgraph[], kind: TypeDefinitionNode['kind']): boolean {
  const texts = new Map<string, Set<string>>();
  for (const { types } of subgraphs) {
    for (const type of types.values()) {
      if (type.kind !== kind) continue;
      const known = texts.get(type.name.value) ?? new Set();
      texts.set(type.name.value, known.add(print(type)));
    }
  }
  return [...texts.values()].some(({ size }) => size > 1);
}
