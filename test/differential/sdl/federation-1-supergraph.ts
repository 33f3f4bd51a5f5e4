import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  Kind,
  print,
  type TypeDefinitionNode,
} from 'graphql';
import { directiveTexts, fieldsOf, hasDirective, type ParsedSubgraph } from '../parsed-subgraph.ts';

/** Whether all subgraphs are as federation 1 has them: without `@link`. */
export function isFederation1(subgraphs: readonly { readonly sdl: string }[]): boolean {
  return subgraphs.every(({ sdl }) => !sdl.includes('@link('));
}

const head = `schema
  @core(feature: "https://specs.apollo.dev/core/v0.1")
  @core(feature: "https://specs.apollo.dev/join/v0.1")
{
  ROOTS
}
directive @core(feature: String!) repeatable on SCHEMA
directive @join__field(graph: join__Graph, requires: join__FieldSet, provides: join__FieldSet) on FIELD_DEFINITION
directive @join__type(graph: join__Graph!, key: join__FieldSet) repeatable on OBJECT | INTERFACE
directive @join__owner(graph: join__Graph!) on OBJECT | INTERFACE
directive @join__graph(name: String!, url: String!) on ENUM_VALUE
scalar join__FieldSet`;

/** A supergraph as the composition of federation 1 wrote it (join specification v0.1). */
export function federation1Supergraph(
  subgraphs: readonly ParsedSubgraph[],
  urlOf: (name: string) => string,
): string {
  const names = new Set(subgraphs.flatMap(({ types }) => [...types.keys()]));
  const graphs = subgraphs.map(
    ({ name }) => `${graphOf(name)} @join__graph(name: "${name}", url: "${urlOf(name)}")`,
  );
  const roots = names.has('Mutation') ? 'query: Query mutation: Mutation' : 'query: Query';
  return [
    head.replace('ROOTS', roots),
    `enum join__Graph { ${graphs.join(' ')} }`,
    ...[...names].map((name) => printType(name, subgraphs)),
  ].join('\n');
}

interface Part {
  readonly graph: string;
  readonly type: TypeDefinitionNode;
}

function printType(name: string, subgraphs: readonly ParsedSubgraph[]): string {
  const parts = subgraphs.flatMap((subgraph): Part[] => {
    const type = subgraph.types.get(name);
    return type === undefined ? [] : [{ graph: graphOf(subgraph.name), type }];
  });
  const [first] = parts;
  if (first === undefined) throw new Error('a name is of a type');
  if (first.type.kind !== Kind.OBJECT_TYPE_DEFINITION) return print(first.type);
  const over = parts.flatMap(({ type }) =>
    type.kind === Kind.OBJECT_TYPE_DEFINITION
      ? (type.interfaces ?? []).map((one) => one.name.value)
      : [],
  );
  const isRoot = name === 'Query' || name === 'Mutation';
  const owner = parts.find(
    ({ type }) =>
      hasDirective(type, 'key') &&
      fieldsOf(type).every((field) => !isOwnKey(type, field) || !hasDirective(field, 'external')),
  );
  const fields = new Map<string, string>();
  for (const { graph, type } of parts) {
    for (const field of fieldsOf(type)) {
      if (hasDirective(field, 'external') || fields.has(field.name.value)) continue;
      const sets = ['requires', 'provides'].flatMap((one) =>
        directiveTexts(field, one).map((text) => `, ${one}: "${text}"`),
      );
      const bare = print({ ...field, directives: [] });
      const joined = isRoot || owner !== undefined;
      fields.set(
        field.name.value,
        joined ? `${bare} @join__field(graph: ${graph}${sets.join('')})` : bare,
      );
    }
  }
  const keys = parts.flatMap(({ graph, type }) =>
    directiveTexts(type, 'key').map((key) => `@join__type(graph: ${graph}, key: "${key}")`),
  );
  const directives = owner === undefined ? [] : [`@join__owner(graph: ${owner.graph})`, ...keys];
  return [
    `type ${name}${over.length === 0 ? '' : ` implements ${[...new Set(over)].join(' & ')}`}`,
    ...directives,
    `{ ${[...fields.values()].join('\n')} }`,
  ].join(' ');
}

function graphOf(name: string): string {
  return name.toUpperCase();
}

/** Whether a field stands in a key of its own type. */
export function isOwnKey(
  type: { readonly directives?: readonly ConstDirectiveNode[] },
  { name }: FieldDefinitionNode,
): boolean {
  return directiveTexts(type, 'key').some((text) =>
    text
      .replace(/\{.*\}/, '')
      .trim()
      .split(/\s+/)
      .includes(name.value),
  );
}
