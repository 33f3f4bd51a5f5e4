import {
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  type SelectionSetNode,
  type TypeDefinitionNode,
  visit,
} from 'graphql';
import { argumentOf, parseFieldSet, stringArgument, subgraphNames } from './join-directives.ts';
import { type JoinGraph, readJoinGraph } from './join-graph.ts';

/** What planners need to know of a supergraph beyond planning itself. */
export interface SupergraphFacts {
  /** Names that `__typename` may have where the type is expected. */
  readonly typeNames: (type: string) => readonly string[];
  /** Names of fields that planners add on their own: keys, `@requires`, contexts. */
  readonly addedFields: ReadonlySet<string>;
  /** Those of them that are asked with arguments. */
  readonly addedWithArguments: ReadonlySet<string>;
  /** Every `@requires`, where any of them names arguments; else none. */
  readonly requires: readonly RequiredFields[];
  /** Which subgraph has what. */
  readonly graph: JoinGraph;
  /** Labels of progressive `@override`, in the order of the supergraph. */
  readonly labels: readonly string[];
}

/** One `@requires`. */
export interface RequiredFields {
  readonly type: string;
  readonly field: string;
  readonly subgraph: string;
  readonly selection: SelectionSetNode;
}

/** Reads a supergraph's SDL (join specification v0.1 and later). */
export function readFacts(document: DocumentNode): SupergraphFacts {
  const possible = new Map<string, Set<string>>();
  const addedFields = new Set(['__typename']);
  const addedWithArguments = new Set<string>();
  const requires: RequiredFields[] = [];
  const labels = new Set<string>();
  const subgraphs = subgraphNames(document);
  const add = (abstract: string, name: string): void => {
    const names = possible.get(abstract);
    if (names === undefined) possible.set(abstract, new Set([name]));
    else names.add(name);
  };
  const addSelection = (text: string): SelectionSetNode => {
    const selection = parseFieldSet(text);
    visit(selection, {
      Field: ({ name, arguments: args }) => {
        addedFields.add(name.value);
        if (args !== undefined && args.length > 0) addedWithArguments.add(name.value);
      },
    });
    return selection;
  };

  for (const definition of document.definitions) {
    if (!isTypeDefinition(definition)) continue;
    const type = definition.name.value;
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
      for (const { name } of definition.interfaces ?? []) add(name.value, type);
    }
    if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const { name } of definition.types ?? []) add(type, name.value);
    }
    for (const directive of definition.directives ?? []) {
      if (directive.name.value !== 'join__type') continue;
      const key = stringArgument(directive, 'key');
      if (key !== null) addSelection(key);
      const interfaceObject = argumentOf(directive, 'isInterfaceObject');
      if (interfaceObject?.kind === Kind.BOOLEAN && interfaceObject.value) add(type, type);
    }
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      for (const directive of field.directives ?? []) {
        if (directive.name.value !== 'join__field') continue;
        const label = stringArgument(directive, 'overrideLabel');
        if (label !== null) labels.add(label);
        for (const text of contextSelections(directive)) addSelection(text);
        const required = stringArgument(directive, 'requires');
        if (required === null) continue;
        const selection = addSelection(required);
        const graph = argumentOf(directive, 'graph');
        if (graph?.kind === Kind.ENUM) {
          const subgraph = subgraphs.get(graph.value) ?? graph.value;
          requires.push({ type, field: field.name.value, subgraph, selection });
        }
      }
    }
  }
  const resolved = new Map([...possible].map(([name, names]) => [name, [...names]]));
  return {
    typeNames: (type) => resolved.get(type) ?? [type],
    addedFields,
    addedWithArguments,
    requires: addedWithArguments.size === 0 ? [] : requires,
    graph: readJoinGraph(document),
    labels: [...labels],
  };
}

function contextSelections(directive: ConstDirectiveNode): readonly string[] {
  const list = argumentOf(directive, 'contextArguments');
  if (list?.kind !== Kind.LIST) return [];
  return list.values.flatMap((entry) => {
    if (entry.kind !== Kind.OBJECT) return [];
    return entry.fields.flatMap(({ name, value }) =>
      name.value === 'selection' && value.kind === Kind.STRING ? [value.value] : [],
    );
  });
}

function isTypeDefinition(definition: { readonly kind: Kind }): definition is TypeDefinitionNode {
  return definition.kind.endsWith('TypeDefinition');
}
