import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Demand } from './demands.ts';
import { distinct } from './demands.ts';
import type { FieldRules } from './field-rules.ts';
import type { ArgumentReader, Variables } from './read-arguments.ts';

/** A field that was taken out of an operation, and why. */
export interface Refusal {
  /** Response keys from the root, without indices of lists. */
  readonly path: readonly string[];
  /** `Project.budget`; an interface's name where it was asked through one. */
  readonly coordinate: string;
  /** What the caller is not. */
  readonly unmet: readonly Demand[];
  /** Values of variables under which the field is asked at all (`@skip`, `@include`). */
  readonly when: readonly Condition[];
}

export interface Condition {
  readonly variable: string;
  readonly value: boolean;
}

/** An operation without what the caller may not read. */
export interface FilteredOperation {
  readonly kind: 'filtered';
  /** As the client wrote it, fragments in line: what the answer is shaped by. */
  readonly client: OperationDefinitionNode;
  /** Fields of `client` that read as null. */
  readonly withheld: ReadonlySet<FieldNode>;
  /** Object types of which nothing is read, `__typename` neither, where an object may have another. */
  readonly hiddenTypes: ReadonlySet<string>;
  /** What is left to be planned; no selections where nothing is. */
  readonly planned: OperationDefinitionNode;
  readonly refusals: readonly Refusal[];
}

export interface Filtering {
  readonly schema: GraphQLSchema;
  readonly rules: FieldRules;
  readonly arguments: ArgumentReader;
  readonly isMet: (demand: Demand) => boolean;
}

/** Selections after fragments are put in line; planners take no more either. */
const maxSelections = 100_000;

/** Refusals that are listed: fields beyond them read as null all the same. */
const maxRefusals = 1_000;

const unconditional: readonly Condition[] = [];

/**
 * Takes out of an operation what the caller may not read (as the Apollo Router documents it):
 *
 * - a field, where its own rule, its type's, that of what it returns or of what it is computed from
 *   is not met, or an argument filters or orders by a field that may not be read;
 * - a field of an interface, where any implementation asks for more than the caller is; the field
 *   that returns the interface, where that is so for an implementation as a whole;
 * - a field with nothing left under it.
 *
 * @returns `too-large` for operations that would not be planned either
 */
export function filterOperation(
  definition: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Variables,
  { schema, rules, arguments: reader, isMet }: Filtering,
): FilteredOperation | { readonly kind: 'too-large' } {
  const withheld = new Set<FieldNode>();
  const hiddenTypes = new Set<string>();
  const refusals: Refusal[] = [];
  const listed = new Set<string>();
  let count = 0;
  let looked = 0;

  const unmet = (demands: readonly Demand[]) => demands.filter((demand) => !isMet(demand));

  const possibleTypes = (type: GraphQLCompositeType): ReadonlySet<string> =>
    new Set(
      isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [type.name],
    );

  const scopeBelow = (selection: SelectionNode, scope: Scope): Scope | null => {
    const fragment = inline(selection, fragments);
    const condition = fragment?.typeCondition;
    const type = condition === undefined ? scope.type : schema.getType(condition.name.value);
    if (fragment === null || !isCompositeType(type)) return null;
    const possible = possibleTypes(type).intersection(scope.possible);
    return possible.size === 0 ? null : { ...scope, type, possible };
  };

  /** What implementations ask for as a whole, where a field is asked of the interface itself. */
  const asksOfInterface = (set: SelectionSetNode, scope: Scope): readonly Demand[] =>
    set.selections.flatMap((selection): readonly Demand[] => {
      looked += 1;
      if (!isAbstractType(scope.type) || looked > maxSelections) return [];
      if (selection.kind !== Kind.FIELD) {
        const below = scopeBelow(selection, scope);
        const inner = inline(selection, fragments);
        return below === null || inner === null ? [] : asksOfInterface(inner.selectionSet, below);
      }
      if (selection.name.value === '__typename') return [];
      return [...scope.possible].flatMap(rules.ofType);
    });

  const unmetBy = (node: FieldNode, scope: Scope): readonly Demand[] => {
    const name = node.name.value;
    const found = [...scope.possible].flatMap((type) => unmet(rules.ofField(type, name)));
    if (!('getFields' in scope.type)) return found;
    const field = scope.type.getFields()[name];
    if (field === undefined) return found;
    reader.readField(field.args, node, variables, (coordinate) => {
      found.push(...unmet(rules.ofInput.get(coordinate) ?? []));
    });
    const returned = getNamedType(field.type);
    if (node.selectionSet !== undefined && isAbstractType(returned)) {
      const below = { ...scope, type: returned, possible: possibleTypes(returned) };
      found.push(...unmet(asksOfInterface(node.selectionSet, below)));
    }
    return distinct(found);
  };

  const refuse = (node: FieldNode, scope: Scope, missing: readonly Demand[]): void => {
    if (missing.length === 0 || refusals.length >= maxRefusals) return;
    const path = [...scope.path, (node.alias ?? node.name).value];
    const coordinate = `${scope.type.name}.${node.name.value}`;
    const at = JSON.stringify([path, coordinate, scope.when]);
    if (listed.has(at)) return;
    listed.add(at);
    refusals.push({ path, coordinate, unmet: missing, when: scope.when });
  };

  /** Introspection tells what the schema is, not what is in it; `__typename` is of the object. */
  const filterMeta = (node: FieldNode, scope: Scope): Filtered => {
    const client = { ...node };
    const isRoot = scope.path.length === 0;
    const types = [...scope.possible].filter((type) => unmet(rules.ofType(type)).length > 0);
    const missing = types.flatMap((type) => unmet(rules.ofType(type)));
    const none = !isRoot && types.length === scope.possible.size;
    if (none && !scope.withheld) refuse(node, scope, missing);
    if (!isRoot && !none) for (const type of types) hiddenTypes.add(type);
    const hidden = scope.withheld || none;
    if (hidden) withheld.add(client);
    return { client: [client], planned: hidden ? [] : [node] };
  };

  const filterField = (node: FieldNode, scope: Scope): Filtered => {
    const path = [...scope.path, (node.alias ?? node.name).value];
    const missing = scope.withheld ? [] : unmetBy(node, scope);
    refuse(node, scope, missing);
    const hidden = scope.withheld || missing.length > 0;
    const type = typeOf(node, scope.type);
    let client: FieldNode = { ...node };
    let planned: FieldNode | null = hidden ? null : node;
    if (node.selectionSet !== undefined && isCompositeType(type)) {
      const possible = possibleTypes(type);
      const below = { ...scope, type, possible, path, withheld: hidden };
      const inner = filterSet(node.selectionSet, below);
      client = { ...node, selectionSet: selectionSet(inner.client) };
      if (planned !== null) {
        planned =
          inner.planned.length === 0
            ? null
            : { ...node, selectionSet: selectionSet(inner.planned) };
      }
    }
    if (planned === null) withheld.add(client);
    return { client: [client], planned: planned === null ? [] : [planned] };
  };

  const filterSelection = (selection: SelectionNode, scope: Scope): Filtered => {
    count += 1;
    const when = conditionsOf(selection.directives ?? []);
    if (count > maxSelections || when === null) return { client: [], planned: [] };
    const inside = when.length === 0 ? scope : { ...scope, when: [...scope.when, ...when] };
    if (selection.kind === Kind.FIELD) {
      const isMeta = selection.name.value.startsWith('__');
      return isMeta ? filterMeta(selection, inside) : filterField(selection, inside);
    }
    const fragment = inline(selection, fragments);
    const below = scopeBelow(selection, inside);
    if (fragment === null || below === null) return { client: [], planned: [] };
    const { client, planned } = filterSet(fragment.selectionSet, below);
    const wrap = (selections: readonly SelectionNode[]): readonly SelectionNode[] =>
      selections.length === 0
        ? []
        : [
            {
              kind: Kind.INLINE_FRAGMENT,
              ...(fragment.typeCondition === undefined
                ? {}
                : { typeCondition: fragment.typeCondition }),
              ...(selection.directives === undefined ? {} : { directives: selection.directives }),
              selectionSet: selectionSet(selections),
            },
          ];
    return { client: wrap(client), planned: wrap(planned) };
  };

  const filterSet = (set: SelectionSetNode, scope: Scope): Filtered => {
    const all = set.selections.map((selection) => filterSelection(selection, scope));
    return {
      client: all.flatMap(({ client }) => client),
      planned: all.flatMap(({ planned }) => planned),
    };
  };

  const root = schema.getRootType(definition.operation);
  const { client, planned } =
    root == null
      ? { client: [], planned: [] }
      : filterSet(definition.selectionSet, {
          type: root,
          possible: possibleTypes(root),
          path: [],
          when: unconditional,
          withheld: false,
        });
  if (Math.max(count, looked) > maxSelections) return { kind: 'too-large' };
  return {
    kind: 'filtered',
    client: { ...definition, selectionSet: selectionSet(client) },
    withheld,
    hiddenTypes,
    planned: { ...definition, selectionSet: selectionSet(planned) },
    refusals,
  };
}

/** Where in an operation a selection stands. */
interface Scope {
  readonly type: GraphQLCompositeType;
  /** Object types that an object here may have. */
  readonly possible: ReadonlySet<string>;
  readonly path: readonly string[];
  readonly when: readonly Condition[];
  /** Under a field that was taken out. */
  readonly withheld: boolean;
}

interface Filtered {
  readonly client: readonly SelectionNode[];
  readonly planned: readonly SelectionNode[];
}

function inline(
  selection: SelectionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
):
  | (Pick<FragmentDefinitionNode, 'selectionSet'> & {
      readonly typeCondition?: FragmentDefinitionNode['typeCondition'] | undefined;
    })
  | null {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
  if (selection.kind === Kind.FIELD) return null;
  return fragments.get(selection.name.value) ?? null;
}

function typeOf({ name }: FieldNode, parent: GraphQLCompositeType) {
  const field = 'getFields' in parent ? parent.getFields()[name.value] : undefined;
  return field === undefined ? undefined : getNamedType(field.type);
}

/** Conditions with variables; null where a literal one leaves the selection out. */
function conditionsOf(directives: readonly DirectiveNode[]): readonly Condition[] | null {
  const conditions: Condition[] = [];
  for (const { name, arguments: args = [] } of directives) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const wanted = name.value === 'include';
    const given = args[0]?.value;
    if (given?.kind === Kind.VARIABLE) {
      conditions.push({ variable: given.name.value, value: wanted });
    } else if (given?.kind === Kind.BOOLEAN && given.value !== wanted) return null;
  }
  return conditions;
}

function selectionSet(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}
