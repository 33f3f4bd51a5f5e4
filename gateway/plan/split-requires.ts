import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  visit,
} from 'graphql';
import { type FetchDocument, keyOf, type SelectedField, selectedFields } from './fetch-document.ts';
import type { EntityGroup, FetchNode } from './plan.ts';
import { type ExpectedFields, expectedBy } from './required-arguments.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';

/** Fields of one `_entities` whose representations can be the same. */
interface Part {
  readonly group: EntityGroup;
  readonly expected: Map<string, string>;
  readonly fields: SelectedField[];
}

/** An entity group, the `_entities` field that it is for, and what its representations must hold. */
export interface ExpectingGroup {
  readonly group: EntityGroup;
  readonly field: FieldNode;
  readonly expected: ExpectedFields;
}

/**
 * Splits an `_entities` whose fields `@requires` the same field with different arguments: one
 * representation cannot hold both, though planners ask for it. The fetch as it was where there is
 * no such thing; a text where it cannot be split.
 */
export function splitRequires(
  fetch: FetchNode,
  document: FetchDocument,
  fields: ReadonlyMap<EntityGroup, FieldNode>,
  facts: SupergraphFacts,
): { readonly fetch: FetchNode; readonly groups: readonly ExpectingGroup[] } | string {
  const parts: Part[] = [];
  const groups: ExpectingGroup[] = [];
  for (const [group, field] of fields) {
    const own = partition(group, field, fetch.subgraph, document, facts);
    if (own.length > 1 && hasDirectives(field.selectionSet?.selections ?? [])) {
      return 'has conditions on fields that need different representations';
    }
    const [only] = own;
    groups.push({ group, field, expected: only?.expected ?? new Map() });
    parts.push(...own);
  }
  if (parts.length === groups.length) return { fetch, groups };
  return rebuild(fetch, document, fields, parts);
}

function partition(
  group: EntityGroup,
  field: FieldNode,
  subgraph: string,
  { fragments }: FetchDocument,
  facts: SupergraphFacts,
): readonly Part[] {
  const parts: Part[] = [];
  for (const selected of selectedFields(field.selectionSet?.selections ?? [], fragments)) {
    const expected = expectedBy(selected, subgraph, facts);
    const fits = ({ expected: others }: Part): boolean =>
      [...expected].every(([at, variant]) => (others.get(at) ?? variant) === variant);
    let part = parts.find(fits);
    if (part === undefined) {
      const suffix = parts.length === 0 ? '' : `_${parts.length}`;
      const { alias, variable } = group;
      const renamed = { ...group, alias: `${alias}${suffix}`, variable: `${variable}${suffix}` };
      part = { group: renamed, expected: new Map(), fields: [] };
      parts.push(part);
    }
    part.fields.push(selected);
    for (const [at, variant] of expected) part.expected.set(at, variant);
  }
  return parts;
}

function rebuild(
  fetch: FetchNode,
  { operation, fragments }: FetchDocument,
  fields: ReadonlyMap<EntityGroup, FieldNode>,
  parts: readonly Part[],
): { readonly fetch: FetchNode; readonly groups: readonly ExpectingGroup[] } {
  const definitions = operation.variableDefinitions ?? [];
  const [sample] = [...fields.keys()];
  const type = definitions.find(({ variable }) => variable.name.value === sample?.variable)?.type;
  const clients = definitions.filter(({ variable }) =>
    fetch.variables.includes(variable.name.value),
  );
  const groups = parts.map(({ group, expected, fields: list }): ExpectingGroup => {
    const keys = new Set(list.map(({ field }) => keyOf(field)));
    const outputRewrites = group.outputRewrites.filter(({ path }) => {
      const first = path.find((step) => step.kind === 'key');
      return first === undefined || keys.has(first.name);
    });
    return { group: { ...group, outputRewrites }, field: entitiesField(group, list), expected };
  });
  const split: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: [
      ...groups.flatMap(({ group: { variable } }) =>
        type === undefined
          ? []
          : [{ kind: Kind.VARIABLE_DEFINITION, type, variable: variableOf(variable) } as const],
      ),
      ...clients,
    ],
    selectionSet: { kind: Kind.SELECTION_SET, selections: groups.map(({ field }) => field) },
  };
  const used = usedFragments(split, fragments);
  const text = print({ kind: Kind.DOCUMENT, definitions: [split, ...used] });
  const entities = groups.map(({ group }) => group);
  return { fetch: { ...fetch, document: text, entities }, groups };
}

function entitiesField(
  { alias, variable }: EntityGroup,
  fields: readonly SelectedField[],
): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: nameOf(alias),
    name: nameOf('_entities'),
    arguments: [
      { kind: Kind.ARGUMENT, name: nameOf('representations'), value: variableOf(variable) },
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: fields.map(({ field, condition }): SelectionNode => {
        if (condition === null) return field;
        return {
          kind: Kind.INLINE_FRAGMENT,
          typeCondition: { kind: Kind.NAMED_TYPE, name: nameOf(condition) },
          selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
        };
      }),
    },
  };
}

function usedFragments(
  operation: OperationDefinitionNode,
  fragments: FetchDocument['fragments'],
): readonly FragmentDefinitionNode[] {
  const used = new Set<FragmentDefinitionNode>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (fragment === undefined || used.has(fragment)) return;
        used.add(fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  return [...used];
}

/** Whether fragments around fields of the entities have directives: they are lost in a split. */
function hasDirectives(selections: readonly SelectionNode[]): boolean {
  return selections.some(
    (selection) =>
      selection.kind !== Kind.FIELD &&
      ((selection.directives ?? []).length > 0 ||
        (selection.kind === Kind.INLINE_FRAGMENT &&
          hasDirectives(selection.selectionSet.selections))),
  );
}

function nameOf(value: string) {
  return { kind: Kind.NAME, value } as const;
}

function variableOf(name: string) {
  return { kind: Kind.VARIABLE, name: nameOf(name) } as const;
}
