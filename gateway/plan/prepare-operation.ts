import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
} from 'graphql';
import { mergeSelections } from './merge-selections.ts';
import type { RenamedOperation } from './plan.ts';
import type { PlanRequest } from './planner.ts';
import { renameKeys } from './rename-keys.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';

/** What a planner is given, the same for each of them. */
export type Preparation =
  | {
      readonly kind: 'prepared';
      /** To be planned one after the other; one but for mutations: they run serially. */
      readonly documents: readonly PlannedDocument[];
      readonly renamed: RenamedOperation | null;
      /** Names of the client's variables. */
      readonly variables: ReadonlySet<string>;
    }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unplannable'; readonly reason: string };

export interface PlannedDocument {
  readonly text: string;
  readonly operationName: string | null;
}

const noConditions: ReadonlyMap<string, boolean> = new Map();

/** Selections after fragments are put in line; beyond it planning would stall the process. */
const maxSelections = 100_000;

/**
 * Reads the operation that is to be planned and takes out of it what planners do not handle:
 * conditions, colliding response keys, several root fields of a mutation in one.
 */
export function prepareOperation(
  request: PlanRequest,
  facts: SupergraphFacts,
  schema: GraphQLSchema,
): Preparation {
  let document: DocumentNode;
  try {
    document = parse(request.query, { noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return unplannable(error.message);
  }
  const operation = operationOf(document, request.operationName);
  if (operation === null) {
    return unplannable(`The document has no operation "${request.operationName ?? ''}".`);
  }
  if (operation.operation === 'subscription') {
    return unplannable('Subscriptions are not planned.');
  }
  const inlined = inlineFragments(document, operation, request.conditions ?? noConditions);
  if (inlined.kind === 'unplannable') return inlined;
  if (!inlined.selections.some(asksForData)) return { kind: 'nothing' };

  const renamed = renameKeys(withRoot(operation, inlined.selections), facts);
  const { clientKeys } = renamed;
  const { selections } = renamed.operation.selectionSet;
  const whole = mergeSelections(withRoot(operation, selections.filter(asksForData)), schema);
  if (whole.selectionSet.selections.length === 0) return { kind: 'nothing' };
  const operationName = operation.name?.value ?? null;
  const parts = operation.operation === 'mutation' ? serialRoots(whole) : [whole];
  const documents = parts.map((one) => ({ text: print(one), operationName }));
  return {
    kind: 'prepared',
    documents,
    renamed: clientKeys.size === 0 ? null : renamed,
    variables: new Set(operation.variableDefinitions?.map(({ variable }) => variable.name.value)),
  };
}

function operationOf(document: DocumentNode, name: string | null): OperationDefinitionNode | null {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (name === null) return operations.length === 1 ? (operations[0] ?? null) : null;
  return operations.find((operation) => operation.name?.value === name) ?? null;
}

type Inlined =
  | { readonly kind: 'unplannable'; readonly reason: string }
  | {
      readonly kind: 'inlined';
      readonly selections: readonly SelectionNode[];
    };

/** Puts fragments in line, decides conditions; every node of the result is a new one. */
function inlineFragments(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: NonNullable<PlanRequest['conditions']>,
): Inlined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  let refused: string | null = null;
  let count = 0;
  const inline = (selections: readonly SelectionNode[]): readonly SelectionNode[] =>
    selections.flatMap((selection): readonly SelectionNode[] => {
      count += 1;
      if (count > maxSelections) refused ??= `It has more than ${maxSelections} selections.`;
      const incremental = selection.directives?.find(({ name }) =>
        ['defer', 'stream'].includes(name.value),
      );
      if (incremental) refused ??= `@${incremental.name.value} is not planned.`;
      if (refused !== null) return [];
      const directives = openConditions(selection.directives ?? [], conditions);
      if (directives === null) return [];
      if (selection.kind === Kind.FIELD) {
        if (selection.selectionSet === undefined) return [{ ...selection, directives }];
        const inner = inline(selection.selectionSet.selections);
        const selected = inner.length === 0 ? [typename] : inner;
        return [{ ...selection, directives, selectionSet: selectionSet(selected) }];
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const inner = inline(fragment?.selectionSet.selections ?? []);
      if (inner.length === 0) return [];
      const condition = fragment?.typeCondition;
      return [
        {
          kind: Kind.INLINE_FRAGMENT,
          ...(condition === undefined ? {} : { typeCondition: condition }),
          directives,
          selectionSet: selectionSet(inner),
        },
      ];
    });
  const selections = inline(operation.selectionSet.selections);
  if (refused !== null) return unplannable(refused);
  return { kind: 'inlined', selections };
}

/** Directives but for conditions whose value is known; null where one of these does not hold. */
function openConditions(
  directives: readonly DirectiveNode[],
  conditions: NonNullable<PlanRequest['conditions']>,
): readonly DirectiveNode[] | null {
  const open: DirectiveNode[] = [];
  for (const directive of directives) {
    const condition = ['skip', 'include'].includes(directive.name.value)
      ? directive.arguments?.find(({ name }) => name.value === 'if')?.value
      : undefined;
    let value: boolean | undefined;
    if (condition?.kind === Kind.BOOLEAN) value = condition.value;
    if (condition?.kind === Kind.VARIABLE) value = conditions.get(condition.name.value);
    if (value === undefined) open.push(directive);
    else if (value === (directive.name.value === 'skip')) return null;
  }
  return open;
}

/** The root's own `__typename` and introspection are the API schema's; no subgraph is asked. */
function asksForData(selection: SelectionNode): boolean {
  if (selection.kind === Kind.FIELD) return !selection.name.value.startsWith('__');
  if (selection.kind === Kind.FRAGMENT_SPREAD) return true;
  return selection.selectionSet.selections.some(asksForData);
}

/**
 * One operation for each root field (GraphQL 6.2.2: a mutation's field is complete, with all that
 * is under it, before the next begins).
 */
function serialRoots(operation: OperationDefinitionNode): readonly OperationDefinitionNode[] {
  const roots = new Map<string, SelectionNode[]>();
  const collect = (
    selections: readonly SelectionNode[],
    wrap: (selection: SelectionNode) => SelectionNode,
  ): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value.startsWith('__')) continue;
        const key = selection.alias?.value ?? selection.name.value;
        const list = roots.get(key);
        if (list === undefined) roots.set(key, [wrap(selection)]);
        else list.push(wrap(selection));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet.selections, (inner) =>
          wrap({ ...selection, selectionSet: selectionSet([inner]) }),
        );
      }
    }
  };
  collect(operation.selectionSet.selections, (selection) => selection);
  return [...roots.values()].map((selections) => withRoot(operation, selections));
}

const typename: SelectionNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
};

function selectionSet(
  selections: readonly SelectionNode[],
): OperationDefinitionNode['selectionSet'] {
  return { kind: Kind.SELECTION_SET, selections };
}

function withRoot(
  operation: OperationDefinitionNode,
  selections: readonly SelectionNode[],
): OperationDefinitionNode {
  return { ...operation, selectionSet: selectionSet(selections) };
}

function unplannable(reason: string): { readonly kind: 'unplannable'; readonly reason: string } {
  return { kind: 'unplannable', reason };
}
