import {
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  parse,
  type SelectionSetNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';

/** A type of the supergraph, fields that clients do not see among its own. */
export interface ModelType {
  readonly name: string;
  readonly kind: 'object' | 'abstract' | 'leaf' | 'input';
  readonly directives: readonly ConstDirectiveNode[];
  readonly fields: ReadonlyMap<string, FieldDefinitionNode>;
  /** Of an object or interface. */
  readonly interfaces: readonly string[];
  /** Names of the object types that a value may have. */
  readonly possible: readonly string[];
  /** Fields of an input type, values of an enum. */
  readonly parts: readonly (InputValueDefinitionNode | EnumValueDefinitionNode)[];
}

export type SupergraphModel = ReadonlyMap<string, ModelType>;

/** Reads every type of a supergraph. */
export function readModel(document: DocumentNode): SupergraphModel {
  const possible = new Map<string, Set<string>>();
  const add = (abstract: string, object: string): void => {
    const names = possible.get(abstract);
    if (names === undefined) possible.set(abstract, new Set([object]));
    else names.add(object);
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
      for (const { name } of definition.interfaces ?? []) add(name.value, definition.name.value);
    } else if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const { name } of definition.types ?? []) add(definition.name.value, name.value);
    }
  }
  const types = new Map<string, ModelType>();
  for (const definition of document.definitions) {
    if (!isTypeDefinitionNode(definition)) continue;
    const name = definition.name.value;
    const kind = kinds[definition.kind];
    types.set(name, {
      name,
      kind,
      directives: definition.directives ?? noDirectives,
      fields: new Map(outputFields(definition).map((field) => [field.name.value, field])),
      interfaces:
        'interfaces' in definition
          ? (definition.interfaces ?? []).map((one) => one.name.value)
          : [],
      possible: kind === 'object' ? [name] : [...(possible.get(name) ?? [])],
      parts: partsOf(definition),
    });
  }
  return types;
}

const noDirectives: readonly ConstDirectiveNode[] = [];

const kinds: Readonly<Record<TypeDefinitionNode['kind'], ModelType['kind']>> = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'object',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'abstract',
  [Kind.UNION_TYPE_DEFINITION]: 'abstract',
  [Kind.SCALAR_TYPE_DEFINITION]: 'leaf',
  [Kind.ENUM_TYPE_DEFINITION]: 'leaf',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'input',
};

function outputFields(definition: TypeDefinitionNode): readonly FieldDefinitionNode[] {
  const hasFields =
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
  return hasFields ? (definition.fields ?? []) : [];
}

function partsOf(definition: TypeDefinitionNode): ModelType['parts'] {
  if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) return definition.fields ?? [];
  return definition.kind === Kind.ENUM_TYPE_DEFINITION ? (definition.values ?? []) : [];
}

export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** `id place { code }`, and a context's ` { lang }` or ` ... on Site { lang }`. */
export function parseSelection(text: string): SelectionSetNode | null {
  const trimmed = text.trim();
  const [operation] = parse(trimmed.startsWith('{') ? trimmed : `{${trimmed}}`, {
    noLocation: true,
  }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : null;
}
