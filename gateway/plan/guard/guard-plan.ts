import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
} from 'graphql';
import type { FetchNode, Plan, PlanNode } from '../plan.ts';
import { conditionOf, parallelOf, sequenceOf } from '../plan-nodes.ts';
import { markSelections } from './mark-document.ts';
import { mergeOwnerFetches } from './merge-owner-fetches.ts';
import { type OwnerFetch, ownerFetches, type ReferencePlace } from './owner-fetches.ts';
import { placeOfEntities, placeOfGroup, placeOfRoot, renamePlace } from './places.ts';
import type { RecordTypes } from './record-types.ts';

/**
 * Puts the guard into a plan: every record that its owner delivers comes with its marking, and what
 * others bring of a record is a reference, which the owner is asked about before anything else may
 * begin under it.
 */
export function guardPlan(plan: Plan, records: RecordTypes): Plan {
  return { ...plan, root: settled(guardNode(plan.root, records)) };
}

interface Guarded {
  readonly node: PlanNode | null;
  /** What must be asked before anything that comes next. */
  readonly pending: readonly OwnerFetch[];
}

function settled({ node, pending }: Guarded): PlanNode | null {
  return sequenceOf([node, parallelOf(pending.map(({ fetch }) => fetch))]);
}

function guardNode(node: PlanNode | null, records: RecordTypes): Guarded {
  if (node === null) return { node, pending: [] };
  switch (node.kind) {
    case 'sequence':
      return guardSequence(node.nodes, records);
    case 'parallel': {
      const branches = node.nodes.map((one) => guardNode(one, records));
      return {
        node: parallelOf(branches.map((branch) => branch.node)),
        pending: branches.flatMap((branch) => branch.pending),
      };
    }
    case 'condition': {
      const inner = (one: PlanNode | null): PlanNode | null => settled(guardNode(one, records));
      const { variable, whenTrue, whenFalse } = node;
      return { node: conditionOf(variable, inner(whenTrue), inner(whenFalse)), pending: [] };
    }
    case 'fetch': {
      const { fetch, places } = guardFetch(node, records);
      return { node: fetch, pending: ownerFetches(places, records) };
    }
    default:
      return node satisfies never;
  }
}

function guardSequence(nodes: readonly PlanNode[], records: RecordTypes): Guarded {
  const steps: (PlanNode | null)[] = [];
  let pending: readonly OwnerFetch[] = [];
  for (const one of nodes) {
    const next = guardNode(one, records);
    const { node, rest } = mergeOwnerFetches(pending, next.node);
    steps.push(parallelOf(rest.map(({ fetch }) => fetch)), node);
    pending = next.pending;
  }
  return { node: sequenceOf(steps), pending };
}

/** A fetch that asks for markings, and the places where its answer can have references. */
function guardFetch(
  fetch: FetchNode,
  records: RecordTypes,
): { readonly fetch: FetchNode; readonly places: readonly ReferencePlace[] } {
  const { subgraph, entities } = fetch;
  const operation = readInline(fetch.document);
  const mark = markSelections(subgraph, records);
  const { selections } = operation.selectionSet;
  if (entities.length === 0) {
    const root = records.graph.roots.get(fetch.operation) ?? '';
    const marked = mark.fields(selections, root);
    const answer = placeOfRoot(marked, root, subgraph, records);
    const place = renamePlace(answer, fetch.outputRewrites);
    return {
      fetch: { ...fetch, document: printed(operation, marked), guard: { answer, settles: [] } },
      places: [{ paths: [fetch.at], place }],
    };
  }
  const marked = selections.map((selection): SelectionNode => {
    if (selection.kind !== Kind.FIELD || selection.name.value !== '_entities') return selection;
    const inner = mark.entities(selection.selectionSet?.selections ?? []);
    return { ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections: inner } };
  });
  const answer = placeOfEntities(marked, subgraph, records);
  const places = entities.flatMap((group): readonly ReferencePlace[] => {
    const place = placeOfGroup(answer, group);
    if (place === null) return [];
    return [{ paths: group.paths, place: renamePlace(place, group.outputRewrites) }];
  });
  return {
    fetch: { ...fetch, document: printed(operation, marked), guard: { answer, settles: [] } },
    places,
  };
}

/** The operation of a document, its fragments in line. */
function readInline(document: string): OperationDefinitionNode {
  const { definitions } = parse(document, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operation = definition;
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  if (operation === undefined) throw new RangeError(`No operation: ${document}`);
  const inline = (selections: readonly SelectionNode[]): readonly SelectionNode[] =>
    selections.map((selection): SelectionNode => {
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (fragment?.selectionSet === undefined) return selection;
      const inner = inline(fragment.selectionSet.selections);
      const selectionSet = { kind: Kind.SELECTION_SET, selections: inner } as const;
      if (selection.kind !== Kind.FRAGMENT_SPREAD) return { ...selection, selectionSet };
      const { typeCondition } = fragment as FragmentDefinitionNode;
      const { directives = [] } = selection;
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet };
    });
  const { selectionSet } = operation;
  return {
    ...operation,
    selectionSet: { ...selectionSet, selections: inline(selectionSet.selections) },
  };
}

function printed(operation: OperationDefinitionNode, selections: readonly SelectionNode[]): string {
  const text = print({
    ...operation,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  });
  return stripIgnoredCharacters(text);
}
