import {
  doTypesOverlap,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';

/**
 * The same operation with as few selections as it can have: each field of a place once, no alias
 * that is the field's name, no fragment for a type that is known anyway. Planners trip over the
 * rest (`f: f { a } f { b }`, `... on A { ... on A { f } }`). Fragments are in line already;
 * selections with directives stay as they are. The order of keys is not kept.
 */
export function mergeSelections(
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
): OperationDefinitionNode {
  const root = schema.getRootType(operation.operation);
  if (root == null) return operation;
  const selections = merge(operation.selectionSet.selections, root, schema);
  return { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

const typename: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
};

/** What is asked at a place, by the type of the object. */
interface Merged {
  readonly fields: Map<string, FieldNode[]>;
  readonly fragments: Map<string, SelectionNode[]>;
  /** Selections under directives. */
  readonly apart: SelectionNode[];
}

function merge(
  selections: readonly SelectionNode[],
  parent: GraphQLCompositeType,
  schema: GraphQLSchema,
): readonly SelectionNode[] {
  const merged: Merged = { fields: new Map(), fragments: new Map(), apart: [] };
  collect(selections, parent, schema, merged);
  const fields = [...merged.fields.values()].map((list) => mergeFields(list, parent, schema));
  const fragments = [...merged.fragments].flatMap(([name, list]): readonly SelectionNode[] => {
    const type = schema.getType(name);
    const inner = isCompositeType(type) ? merge(list, type, schema) : list;
    return inner.length === 0 ? [] : [fragmentOf(name, inner)];
  });
  const apart = merged.apart.flatMap((selection): readonly SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return [mergeFields([selection], parent, schema)];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
    const type = conditionOf(selection, parent, schema);
    if (!doTypesOverlap(schema, type, parent)) return [];
    const inner = merge(selection.selectionSet.selections, type, schema);
    if (inner.length === 0) return [];
    return [{ ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections: inner } }];
  });
  return [...fields, ...fragments, ...apart];
}

function collect(
  selections: readonly SelectionNode[],
  parent: GraphQLCompositeType,
  schema: GraphQLSchema,
  merged: Merged,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD || (selection.directives ?? []).length > 0) {
      merged.apart.push(selection);
    } else if (selection.kind === Kind.FIELD) {
      const { alias, name } = selection;
      push(merged.fields, alias?.value ?? name.value, [selection]);
    } else {
      const type = conditionOf(selection, parent, schema);
      const inner = selection.selectionSet.selections;
      if (includes(type, parent, schema)) collect(inner, parent, schema, merged);
      // No object is both: planners refuse it.
      else if (doTypesOverlap(schema, type, parent)) push(merged.fragments, type.name, inner);
    }
  }
}

function push<T>(map: Map<string, T[]>, key: string, items: readonly T[]): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [...items]);
  else list.push(...items);
}

/** Fields of one key are the same field with the same arguments: the operation is valid. */
function mergeFields(
  fields: readonly FieldNode[],
  parent: GraphQLCompositeType,
  schema: GraphQLSchema,
): FieldNode {
  const [first] = fields;
  if (first === undefined) throw new RangeError('No field to merge.');
  const { alias, selectionSet, ...rest } = first;
  const field = {
    ...rest,
    ...(alias === undefined || alias.value === first.name.value ? {} : { alias }),
  };
  if (selectionSet === undefined) return field;
  const inner = fields.flatMap((one) => one.selectionSet?.selections ?? []);
  const type = typeOfField(parent, first.name.value);
  const merged = type === null ? inner : merge(inner, type, schema);
  const selections = merged.length === 0 ? [typename] : merged;
  return { ...field, selectionSet: { ...selectionSet, selections } };
}

function typeOfField(parent: GraphQLCompositeType, name: string): GraphQLCompositeType | null {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return null;
  const type = getNamedType(parent.getFields()[name]?.type);
  return isCompositeType(type) ? type : null;
}

function conditionOf(
  { typeCondition }: InlineFragmentNode,
  parent: GraphQLCompositeType,
  schema: GraphQLSchema,
): GraphQLCompositeType {
  const type = typeCondition === undefined ? parent : schema.getType(typeCondition.name.value);
  return isCompositeType(type) ? type : parent;
}

/** Whether every object of a type is of another. */
function includes(
  type: GraphQLCompositeType,
  part: GraphQLCompositeType,
  schema: GraphQLSchema,
): boolean {
  if (type === part) return true;
  if (!isAbstractType(type)) return false;
  // A union has no fields of its own: what is asked of an interface in it keeps its condition.
  if (isAbstractType(part) && !isInterfaceType(part)) return false;
  return schema.isSubType(type, part);
}

function fragmentOf(name: string, selections: readonly SelectionNode[]): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
