import {
  type DefinitionNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type TypeNode,
} from 'graphql';

/** An object or interface type with its extensions merged. */
export interface ObjectModel {
  readonly name: string;
  readonly fields: readonly FieldDefinitionNode[];
  /** Field sets of its `@key` directives; empty for what is no entity. */
  readonly keys: readonly string[];
  readonly interfaces: readonly string[];
}

export interface ContractModel {
  readonly objects: ReadonlyMap<string, ObjectModel>;
  readonly inputs: ReadonlyMap<string, readonly InputValueDefinitionNode[]>;
  readonly enums: ReadonlyMap<string, readonly EnumValueDefinitionNode[]>;
}

/** Where a type stands in wrappers: `[Place!]!` is a required list of required items. */
export interface TypeShape {
  readonly name: string;
  readonly list: boolean;
  readonly required: boolean;
}

export function createModel(document: DocumentNode): ContractModel {
  const objects = new Map<string, ObjectModel>();
  const inputs = new Map<string, readonly InputValueDefinitionNode[]>();
  const enums = new Map<string, readonly EnumValueDefinitionNode[]>();
  for (const definition of document.definitions) {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_EXTENSION: {
        const name = definition.name.value;
        const earlier = objects.get(name);
        objects.set(name, {
          name,
          fields: [...(earlier?.fields ?? []), ...(definition.fields ?? [])],
          keys: [...(earlier?.keys ?? []), ...keysOf(definition)],
          interfaces: [
            ...(earlier?.interfaces ?? []),
            ...(definition.interfaces ?? []).map((node) => node.name.value),
          ],
        });
        break;
      }
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      case Kind.INPUT_OBJECT_TYPE_EXTENSION: {
        const name = definition.name.value;
        inputs.set(name, [...(inputs.get(name) ?? []), ...(definition.fields ?? [])]);
        break;
      }
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_EXTENSION: {
        const name = definition.name.value;
        enums.set(name, [...(enums.get(name) ?? []), ...(definition.values ?? [])]);
        break;
      }
      default:
        break;
    }
  }
  return { objects, inputs, enums };
}

export function shapeOf(type: TypeNode, required = false, list = false): TypeShape {
  switch (type.kind) {
    case Kind.NON_NULL_TYPE:
      // Only the outermost wrapper decides whether the field itself may be null.
      return list ? shapeOf(type.type, required, list) : shapeOf(type.type, true, list);
    case Kind.LIST_TYPE:
      return shapeOf(type.type, required, true);
    case Kind.NAMED_TYPE:
      return { name: type.name.value, list, required };
  }
}

/** Reference types are public, few and served by the hub: short lists of them may stand plainly. */
const referenceTypesWithId = new Set(['Source', 'PlanningFigure', 'PublishedTotal']);

export function isRecord(object: ObjectModel | undefined): boolean {
  if (object === undefined) return false;
  if (object.interfaces.includes('Marked')) return true;
  return object.keys.includes('id') && !referenceTypesWithId.has(object.name);
}

function keysOf(definition: DefinitionNode): string[] {
  return (definition.directives ?? []).flatMap((directive) => {
    if (directive.name.value !== 'key' && directive.name.value !== 'federation__key') return [];
    const fields = directive.arguments?.find(({ name }) => name.value === 'fields')?.value;
    return fields?.kind === Kind.STRING ? [fields.value.trim()] : [];
  });
}
