import {
  BREAK,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { JoinGraph } from '../join-graph.ts';
import type { PlanNode } from '../plan.ts';
import { parallelOf, sequenceOf } from '../plan-nodes.ts';
import type { Translation } from '../translation.ts';
import type { FetchDraft } from './fetch-draft.ts';
import { childPlaces, fieldsFor, type Place, rootPlace, wantedField } from './place.ts';
import { type Drafting, takeField } from './take-fields.ts';
import { fieldLevel, fieldWays, type Search } from './ways.ts';
import { variablesOf, writeFetch } from './write-fetch.ts';

/** Steps that looking for ways may take: some tenths of a second. */
const maxSteps = 200_000;

/** Fetches of a plan. */
const maxFetches = 1_000;

/**
 * Plans one operation, whose fragments are in line and whose conditions are decided.
 *
 * @param labels those of progressive `@override` that hold
 */
export function planOperation(
  operation: OperationDefinitionNode,
  graph: JoinGraph,
  labels: ReadonlySet<string>,
): Translation {
  const type = graph.types.get(graph.roots.get(operation.operation) ?? '');
  if (type === undefined) return unplannable('The supergraph has no such operation.');
  // The engine decides them all before.
  if (hasDirectives(operation.selectionSet)) return unplannable('It has conditions left open.');
  const effort = { left: maxSteps };
  const attempt = (roots: readonly string[]): Translation => {
    const search: Search = { graph, labels, roots, requiredKeys: new Map(), effort };
    const drafting: Drafting = {
      search,
      fetches: new Map(),
      standings: new Map(),
      variables: variablesOf(operation),
    };
    const { selections } = operation.selectionSet;
    const missing = planSelections(rootPlace(type), selections, drafting);
    if (effort.left <= 0) return unplannable(`It takes more than ${maxSteps} steps to plan.`);
    if (missing !== null) return unplannable(`No way leads to ${missing}.`);
    if (drafting.fetches.size > maxFetches)
      return unplannable(`It takes more than ${maxFetches} fetches.`);
    return { kind: 'translated', root: layersOf([...drafting.fetches.values()], operation) };
  };
  if (operation.operation === 'query') return attempt(graph.subgraphs);
  // A mutation's field is resolved once: by one subgraph, even if others have it.
  let result = unplannable('No subgraph has the field.');
  for (const subgraph of graph.subgraphs) {
    const [field] = fieldsFor(type, operation.selectionSet.selections, graph);
    if (type.fields.get(field?.name.value ?? '')?.joins.has(subgraph) !== true) continue;
    const planned = attempt([subgraph]);
    if (planned.kind === 'translated') return planned;
    result = planned;
  }
  return result;
}

function unplannable(reason: string): Translation {
  return { kind: 'unplannable', reason };
}

function hasDirectives(selections: SelectionSetNode): boolean {
  let found = false;
  visit(selections, {
    Directive: () => {
      found = true;
      return BREAK;
    },
  });
  return found;
}

interface Selected {
  readonly field: FieldNode;
  readonly selections: SelectionNode[];
}

/** Makes fetches bring what is selected of a place; gives the first field that none can bring. */
function planSelections(
  place: Place,
  selections: readonly SelectionNode[],
  drafting: Drafting,
): string | null {
  const { search } = drafting;
  const selected = new Map<string, Selected>();
  for (const field of fieldsFor(place.type, selections, search.graph)) {
    if (place.parent === null && field.name.value.startsWith('__')) continue;
    const key = field.alias?.value ?? field.name.value;
    const known = selected.get(key) ?? { field, selections: [] };
    selected.set(key, known);
    known.selections.push(...(field.selectionSet?.selections ?? []));
  }
  const ranked = [...selected.values()].map((one) => {
    const { name } = one.field;
    const level = fieldLevel(place, name.value, search);
    return {
      ...one,
      level,
      ways: level === null ? 0 : fieldWays(place, name.value, level, search).length,
    };
  });
  // Where there is one way alone it is taken first: the others may go along.
  ranked.sort((a, b) => a.ways - b.ways);
  for (const { field, level, selections: inner } of ranked) {
    if (level === null) return `${place.type.name}.${field.name.value}`;
    const missing = planField(place, field, level, inner, drafting);
    if (missing !== null) return missing;
  }
  return null;
}

function planField(
  place: Place,
  field: FieldNode,
  level: number,
  selections: readonly SelectionNode[],
  drafting: Drafting,
): string | null {
  const wanted = wantedField(field);
  const children =
    field.selectionSet === undefined ? [] : childPlaces(place, wanted, drafting.search.graph);
  let asked = false;
  for (const child of children) {
    if (fieldsFor(child.type, selections, drafting.search.graph).length === 0) continue;
    const missing = planSelections(child, selections, drafting);
    if (missing !== null) return missing;
    asked = true;
  }
  if (!asked) takeField(place, wanted, level, drafting);
  return null;
}

/** Fetches whose needs are all met run side by side. */
function layersOf(
  fetches: readonly FetchDraft[],
  operation: OperationDefinitionNode,
): PlanNode | null {
  const depths = new Map<FetchDraft, number>();
  const depthOf = (fetch: FetchDraft): number => {
    const known = depths.get(fetch);
    if (known !== undefined) return known;
    const depth = 1 + Math.max(-1, ...[...fetch.after].map(depthOf));
    depths.set(fetch, depth);
    return depth;
  };
  const layers: PlanNode[][] = [];
  for (const fetch of fetches) {
    const depth = depthOf(fetch);
    layers[depth] = [...(layers[depth] ?? []), writeFetch(fetch, operation)];
  }
  return sequenceOf(layers.map(parallelOf));
}
