import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** What fixes the fields of an answer besides the types of its objects. */
export interface Selecting {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Values of the variables that `@skip` and `@include` read. */
  readonly conditions: ReadonlyMap<string, boolean>;
}

/**
 * Fields by response key, in the order of the answer (GraphQL specification, section 6.3.2,
 * CollectFields) for an object of this type.
 */
export function selectFields(
  sets: readonly SelectionSetNode[],
  type: GraphQLObjectType,
  selecting: Selecting,
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, selecting)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const known = fields.get(key);
        if (known === undefined) fields.set(key, [selection]);
        else known.push(selection);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = selecting.fragments.get(selection.name.value);
        if (fragment === undefined || visited.has(fragment.name.value)) continue;
        visited.add(fragment.name.value);
        if (applies(fragment.typeCondition.name.value, type, selecting)) {
          collect(fragment.selectionSet);
        }
        continue;
      }
      const condition = selection.typeCondition?.name.value;
      if (condition === undefined || applies(condition, type, selecting)) {
        collect(selection.selectionSet);
      }
    }
  };
  for (const set of sets) collect(set);
  return fields;
}

function applies(condition: string, type: GraphQLObjectType, { schema }: Selecting): boolean {
  if (condition === type.name) return true;
  const abstract = schema.getType(condition);
  return isAbstractType(abstract) && schema.isSubType(abstract, type);
}

/** False where `@skip` or `@include` leaves the selection out. */
export function isIncluded(
  { directives = [] }: { readonly directives?: FieldNode['directives'] },
  { conditions }: Selecting,
): boolean {
  return directives.every(({ name, arguments: args = [] }) => {
    const skips = name.value === 'skip';
    if (!skips && name.value !== 'include') return true;
    const value = args[0]?.value;
    const holds =
      value?.kind === Kind.VARIABLE
        ? conditions.get(value.name.value) === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return holds !== skips;
  });
}
