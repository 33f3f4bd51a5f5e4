import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  type SelectionNode,
} from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const typenameField: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
};

/**
 * An operation's selections as they are planned: fragments in line, those that no object can have
 * left out, `a: a` written as `a` (planners take the two for different), and the type of every
 * object of an abstract type asked for, since without it the answer cannot be read.
 */
export function plannedSelections(
  selections: readonly SelectionNode[],
  root: GraphQLCompositeType,
  fragments: Fragments,
  schema: GraphQLSchema,
): readonly SelectionNode[] {
  const possibleTypes = (type: GraphQLCompositeType): ReadonlySet<string> =>
    new Set(
      isAbstractType(type) ? schema.getPossibleTypes(type).map((one) => one.name) : [type.name],
    );

  const plan = (
    list: readonly SelectionNode[],
    type: GraphQLCompositeType,
    possible: ReadonlySet<string>,
  ): readonly SelectionNode[] =>
    list.flatMap((selection): readonly SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return [planField(selection, type)];
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = fragment?.typeCondition;
      const narrowed = condition === undefined ? type : schema.getType(condition.name.value);
      if (fragment === undefined || !isCompositeType(narrowed)) return [];
      const left = possibleTypes(narrowed).intersection(possible);
      if (left.size === 0) return [];
      const inner = plan(fragment.selectionSet.selections, narrowed, left);
      if (inner.length === 0) return [];
      return [
        {
          kind: Kind.INLINE_FRAGMENT,
          ...(condition === undefined ? {} : { typeCondition: condition }),
          ...(selection.directives === undefined ? {} : { directives: selection.directives }),
          selectionSet: { kind: Kind.SELECTION_SET, selections: inner },
        },
      ];
    });

  const planField = (field: FieldNode, parent: GraphQLCompositeType): FieldNode => {
    const { alias, ...unnamed } = field;
    const plain = alias?.value === field.name.value ? unnamed : field;
    const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
    const type = getNamedType(definition?.type);
    if (field.selectionSet === undefined || !isCompositeType(type)) return plain;
    const inner = plan(field.selectionSet.selections, type, possibleTypes(type));
    const asked = isAbstractType(type) || inner.length === 0 ? [typenameField, ...inner] : inner;
    return { ...plain, selectionSet: { kind: Kind.SELECTION_SET, selections: asked } };
  };

  return plan(selections, root, possibleTypes(root));
}
