import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  parseType,
  type SelectionSetNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { type ContextArgument, contextArguments, readContexts } from './contexts.ts';
import {
  argumentOf,
  fieldNames,
  parseFieldSet,
  stringArgument,
  subgraphNames,
} from './join-directives.ts';

/** Which subgraph has what of a supergraph (join specification v0.2 and later). */
export interface JoinGraph {
  readonly subgraphs: readonly string[];
  readonly types: ReadonlyMap<string, JoinedType>;
  /** Names of the root types, by operation: `query` to `Query`. */
  readonly roots: ReadonlyMap<string, string>;
  /** Object types that set a context, by its name. */
  readonly contexts: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface JoinedType {
  readonly name: string;
  readonly kind: 'object' | 'interface' | 'union' | 'leaf';
  /** Subgraphs that have the type. */
  readonly joins: ReadonlyMap<string, TypeJoin>;
  readonly fields: ReadonlyMap<string, JoinedField>;
  /** Object types that the type may be, over all subgraphs; itself for an object type. */
  readonly possible: readonly string[];
  /** Of an object type or interface: interfaces that it has, over all subgraphs. */
  readonly interfaces: readonly string[];
}

export interface TypeJoin {
  /** Keys by which entities are resolved there. */
  readonly keys: readonly SelectionSetNode[];
  /** Names of all fields in its keys, those that are not resolvable among them. */
  readonly keyFields: ReadonlySet<string>;
  /** The subgraph knows the interface as an object type of its own. */
  readonly interfaceObject: boolean;
  /** What an abstract type may be there: object types, and interface objects by their interface. */
  readonly members: readonly string[];
}

export interface JoinedField {
  readonly name: string;
  readonly type: TypeNode;
  /** Subgraphs that have the field, resolved there or not. */
  readonly joins: ReadonlyMap<string, FieldJoin>;
}

export interface FieldJoin {
  /** As the subgraph declares it. */
  readonly type: TypeNode;
  /** The subgraph names the field without resolving it. */
  readonly external: boolean;
  readonly requires: SelectionSetNode | null;
  readonly provides: SelectionSetNode | null;
  /** Resolved there only while the label holds, or only while it does not. */
  readonly label: { readonly name: string; readonly when: boolean } | null;
  /** Takes arguments out of `@fromContext`. */
  readonly contextual: boolean;
  /** These arguments. */
  readonly contexts: readonly ContextArgument[];
}

const kinds: Partial<Readonly<Record<Kind, JoinedType['kind']>>> = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'object',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'interface',
  [Kind.UNION_TYPE_DEFINITION]: 'union',
};

/** Reads a supergraph's SDL. */
export function readJoinGraph(document: DocumentNode): JoinGraph {
  const names = subgraphNames(document);
  const definitions = document.definitions.filter(isTypeDefinition);
  const possible = possibleTypes(definitions);
  const members = membersBySubgraph(definitions, names);
  const roots = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION) continue;
    for (const { operation, type } of definition.operationTypes) {
      roots.set(operation, type.name.value);
    }
  }
  const types = new Map<string, JoinedType>();
  for (const definition of definitions) {
    const name = definition.name.value;
    const joins = typeJoins(definition, names, members.get(name) ?? new Map());
    const fields = new Map<string, JoinedField>();
    if ('fields' in definition) {
      for (const field of definition.fields ?? []) {
        if (field.kind !== Kind.FIELD_DEFINITION) continue;
        fields.set(field.name.value, readField(field, joins, names));
      }
    }
    types.set(name, {
      name,
      kind: kinds[definition.kind] ?? 'leaf',
      joins,
      fields,
      possible:
        definition.kind === Kind.OBJECT_TYPE_DEFINITION ? [name] : [...(possible.get(name) ?? [])],
      interfaces: interfacesOf(definition),
    });
  }
  const contexts = readContexts(document, types);
  return { subgraphs: [...names.values()], types, roots, contexts };
}

export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function interfacesOf(definition: TypeDefinitionNode): readonly string[] {
  return 'interfaces' in definition
    ? (definition.interfaces ?? []).map(({ name }) => name.value)
    : [];
}

function possibleTypes(
  definitions: readonly TypeDefinitionNode[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const possible = new Map<string, Set<string>>();
  const add = (abstract: string, name: string): void => {
    const known = possible.get(abstract);
    if (known === undefined) possible.set(abstract, new Set([name]));
    else known.add(name);
  };
  for (const definition of definitions) {
    const name = definition.name.value;
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
      for (const one of interfacesOf(definition)) add(one, name);
    } else if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const one of definition.types ?? []) add(name, one.name.value);
    }
  }
  return possible;
}

type Members = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/** Abstract type to subgraph to what it may be there. */
function membersBySubgraph(
  definitions: readonly TypeDefinitionNode[],
  names: ReadonlyMap<string, string>,
): Members {
  const members = new Map<string, Map<string, string[]>>();
  const add = (abstract: string | null, graph: string | null, member: string | null): void => {
    if (abstract === null || graph === null || member === null) return;
    const bySubgraph = members.get(abstract) ?? new Map<string, string[]>();
    members.set(abstract, bySubgraph);
    bySubgraph.set(graph, [...(bySubgraph.get(graph) ?? []), member]);
  };
  for (const definition of definitions) {
    const name = definition.name.value;
    for (const directive of definition.directives ?? []) {
      const graph = graphOf(directive, names);
      if (directive.name.value === 'join__unionMember') {
        add(name, graph, stringArgument(directive, 'member'));
      } else if (directive.name.value === 'join__implements') {
        const isObject =
          definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
          isInterfaceObjectIn(definition, graph, names);
        if (isObject) add(stringArgument(directive, 'interface'), graph, name);
      }
    }
  }
  return members;
}

function isInterfaceObjectIn(
  { directives = [] }: TypeDefinitionNode,
  graph: string | null,
  names: ReadonlyMap<string, string>,
): boolean {
  return directives.some(
    (directive) =>
      directive.name.value === 'join__type' &&
      graphOf(directive, names) === graph &&
      isTrue(directive, 'isInterfaceObject'),
  );
}

function typeJoins(
  definition: TypeDefinitionNode,
  names: ReadonlyMap<string, string>,
  members: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, TypeJoin> {
  const joins = new Map<string, TypeJoin>();
  for (const directive of definition.directives ?? []) {
    const graph = directive.name.value === 'join__type' ? graphOf(directive, names) : null;
    if (graph === null) continue;
    const known = joins.get(graph);
    const key = stringArgument(directive, 'key');
    const resolvable = argumentOf(directive, 'resolvable');
    const usable = key !== null && !(resolvable?.kind === Kind.BOOLEAN && !resolvable.value);
    joins.set(graph, {
      keys: [...(known?.keys ?? []), ...(usable ? [parseFieldSet(key)] : [])],
      keyFields: new Set([...(known?.keyFields ?? []), ...(key === null ? [] : fieldNames(key))]),
      interfaceObject: isTrue(directive, 'isInterfaceObject') || known?.interfaceObject === true,
      members: members.get(graph) ?? [],
    });
  }
  return joins;
}

function readField(
  { name, type, directives = [] }: FieldDefinitionNode,
  types: ReadonlyMap<string, TypeJoin>,
  names: ReadonlyMap<string, string>,
): JoinedField {
  const joined = directives.filter((directive) => directive.name.value === 'join__field');
  const joins = new Map<string, FieldJoin>();
  if (joined.length === 0) {
    for (const graph of types.keys()) joins.set(graph, plainJoin(type));
  }
  for (const directive of joined) {
    const graph = graphOf(directive, names);
    if (graph === null) continue;
    const join = readFieldJoin(directive, type);
    // Keys were external in federation 1, and subgraphs still write them so.
    const isKey = types.get(graph)?.keyFields.has(name.value) === true;
    joins.set(
      graph,
      isKey && !isTrue(directive, 'usedOverridden') ? { ...join, external: false } : join,
    );
  }
  return { name: name.value, type, joins };
}

function readFieldJoin(directive: ConstDirectiveNode, type: TypeNode): FieldJoin {
  const text = stringArgument(directive, 'type');
  const requires = stringArgument(directive, 'requires');
  const provides = stringArgument(directive, 'provides');
  const label = stringArgument(directive, 'overrideLabel');
  const overrides = stringArgument(directive, 'override') !== null;
  const contexts = contextArguments(directive);
  return {
    type: text === null ? type : parseType(text, { noLocation: true }),
    // What a label overrides is used there, and resolved there as long as the label does not hold.
    external:
      isTrue(directive, 'external') || (isTrue(directive, 'usedOverridden') && label === null),
    requires: requires === null ? null : parseFieldSet(requires),
    provides: provides === null ? null : parseFieldSet(provides),
    label: label === null ? null : { name: label, when: overrides },
    contextual: contexts.length > 0,
    contexts,
  };
}

function plainJoin(type: TypeNode): FieldJoin {
  return {
    type,
    external: false,
    requires: null,
    provides: null,
    label: null,
    contextual: false,
    contexts: [],
  };
}

function graphOf(directive: ConstDirectiveNode, names: ReadonlyMap<string, string>): string | null {
  const graph = argumentOf(directive, 'graph');
  return graph?.kind === Kind.ENUM ? (names.get(graph.value) ?? graph.value) : null;
}

function isTrue(directive: ConstDirectiveNode, name: string): boolean {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.BOOLEAN && value.value;
}

function isTypeDefinition(definition: { readonly kind: Kind }): definition is TypeDefinitionNode {
  return definition.kind.endsWith('TypeDefinition');
}
