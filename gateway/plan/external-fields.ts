import { type ConstDirectiveNode, type DocumentNode, Kind, type TypeNode } from 'graphql';
import { type FetchDocument, type SelectedField, selectedFields } from './fetch-document.ts';
import { fieldNames, stringArgument, subgraphNames } from './join-directives.ts';

/** Fields that a subgraph names and does not resolve, and where it does after all. */
export interface ExternalFields {
  /** The first field that a fetch asks of a subgraph that does not resolve it; null if none. */
  readonly find: (subgraph: string, document: FetchDocument) => string | null;
}

/** Reads `@join__field(external: true)` and `provides` of a supergraph. */
export function readExternalFields(document: DocumentNode): ExternalFields {
  const subgraphs = subgraphNames(document);
  const types = new Map<string, string>();
  const externals = new Set<string>();
  const provides = new Map<string, ReadonlySet<string>>();
  const roots = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.SCHEMA_DEFINITION) {
      for (const { operation, type } of definition.operationTypes) {
        roots.set(operation, type.name.value);
      }
    }
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
    ) {
      continue;
    }
    const type = definition.name.value;
    const keys = keysOf(definition.directives ?? []);
    for (const { name, type: fieldType, directives = [] } of definition.fields ?? []) {
      types.set(`${type}.${name.value}`, namedType(fieldType));
      for (const directive of directives) {
        if (directive.name.value !== 'join__field') continue;
        const graph = directive.arguments?.find((one) => one.name.value === 'graph')?.value;
        if (graph?.kind !== Kind.ENUM) continue;
        const at = `${subgraphs.get(graph.value) ?? graph.value} ${type}.${name.value}`;
        // Keys were external in federation 1, and subgraphs still write them so.
        if (isExternal(directive) && !keys.has(name.value)) externals.add(at);
        const provided = stringArgument(directive, 'provides');
        if (provided !== null) provides.set(at, new Set(fieldNames(provided)));
      }
    }
  }

  const find = (subgraph: string, { operation, fragments }: FetchDocument): string | null => {
    const findIn = (
      fields: Iterable<SelectedField>,
      parent: string | null,
      provided: ReadonlySet<string>,
    ): string | null => {
      for (const { field, condition } of fields) {
        const type = condition ?? parent;
        const name = field.name.value;
        const at = `${subgraph} ${type}.${name}`;
        if (externals.has(at) && !provided.has(name)) return `${type}.${name}`;
        if (field.selectionSet === undefined) continue;
        const inner = selectedFields(field.selectionSet.selections, fragments);
        const more = provides.get(at);
        const found = findIn(
          inner,
          types.get(`${type}.${name}`) ?? null,
          more === undefined ? provided : new Set([...provided, ...more]),
        );
        if (found !== null) return found;
      }
      return null;
    };
    const root = roots.get(operation.operation) ?? null;
    const fields = selectedFields(operation.selectionSet.selections, fragments);
    return findIn(fields, root, new Set());
  };
  return { find: externals.size === 0 ? () => null : find };
}

function isExternal({ arguments: args = [] }: ConstDirectiveNode): boolean {
  const value = args.find(({ name }) => name.value === 'external')?.value;
  return value?.kind === Kind.BOOLEAN && value.value;
}

function keysOf(directives: readonly ConstDirectiveNode[]): ReadonlySet<string> {
  const keys = directives.flatMap((directive) => {
    const key = directive.name.value === 'join__type' ? stringArgument(directive, 'key') : null;
    return key === null ? [] : fieldNames(key);
  });
  return new Set(keys);
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
