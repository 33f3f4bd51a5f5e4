import { type FieldNode, Kind, type SelectionNode } from 'graphql';
import { checkFields } from './check-fields.ts';
import { checkMerge } from './check-merge.ts';
import { checkRepresentations } from './check-representations.ts';
import {
  type FetchDocument,
  keyOf,
  readFetchDocument,
  type SelectedField,
  selectedFields,
} from './fetch-document.ts';
import {
  addField,
  branchOf,
  type FetchedFields,
  fieldsAt,
  isFetched,
  joinBranch,
  placeOf,
} from './fetched-fields.ts';
import { narrowTypes } from './narrow-types.ts';
import type {
  EntityGroup,
  FetchNode,
  PathStep,
  PlanNode,
  RequiredSelection,
  Rewrite,
} from './plan.ts';
import { variantOf } from './rename-keys.ts';
import { bindRequiredArguments } from './required-arguments.ts';
import { splitRequires } from './split-requires.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';

/** A plan that holds together, or what does not. */
export type PlanCheck =
  | { readonly kind: 'sound'; readonly root: PlanNode | null }
  | { readonly kind: 'defect'; readonly reason: string };

interface Check {
  readonly facts: SupergraphFacts;
  readonly clientVariables: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
  readonly defects: string[];
}

/**
 * Checks that a plan can be run as it stands: every document parses and declares its variables,
 * and whatever a path, a representation or a rewrite names was asked for before. Planners have
 * defects: this makes them refusals instead of wrong answers.
 *
 * @param labels those of progressive `@override` that hold
 */
export function checkPlan(
  root: PlanNode | null,
  facts: SupergraphFacts,
  clientVariables: ReadonlySet<string>,
  labels: ReadonlySet<string>,
): PlanCheck {
  if (root === null) return { kind: 'sound', root };
  const check: Check = { facts, clientVariables, labels, defects: [] };
  const checked = checkNode(root, branchOf(null), check);
  const [reason] = check.defects;
  return reason === undefined ? { kind: 'sound', root: checked } : { kind: 'defect', reason };
}

function checkNode(node: PlanNode, fetched: FetchedFields, check: Check): PlanNode {
  switch (node.kind) {
    case 'sequence':
      return { ...node, nodes: node.nodes.map((one) => checkNode(one, fetched, check)) };
    case 'parallel': {
      const branches = node.nodes.map((one) => ({ one, branch: branchOf(fetched) }));
      const nodes = branches.map(({ one, branch }) => checkNode(one, branch, check));
      for (const { branch } of branches) joinBranch(fetched, branch);
      return { ...node, nodes };
    }
    case 'condition': {
      const inner = (one: PlanNode | null): PlanNode | null =>
        one === null ? null : checkNode(one, fetched, check);
      return { ...node, whenTrue: inner(node.whenTrue), whenFalse: inner(node.whenFalse) };
    }
    case 'fetch':
      return checkFetch(node, fetched, check);
    default:
      return node satisfies never;
  }
}

function checkFetch(fetch: FetchNode, fetched: FetchedFields, check: Check): FetchNode {
  const refuse = (reason: string): FetchNode => {
    check.defects.push(`A fetch from ${fetch.subgraph} ${reason}: ${fetch.document}`);
    return fetch;
  };
  const document = readFetchDocument(fetch, check.clientVariables);
  if (typeof document === 'string') return refuse(document);
  const { graph } = check.facts;
  const unresolved =
    checkFields(fetch.subgraph, document, graph, check.labels) ??
    checkMerge(fetch.subgraph, document, graph);
  if (unresolved !== null) return refuse(unresolved);
  const { selections } = document.operation.selectionSet;
  if (fetch.entities.length === 0) {
    const place = placeAt(fetch.at, fetched);
    if (place === null) return refuse('is for objects that were not fetched');
    const wrong = addFetched(place, selections, fetch.outputRewrites, document, fetched, check);
    return wrong === null ? fetch : refuse(wrong);
  }
  const fields = [...selectedFields(selections, document.fragments)];
  if (fields.length > fetch.entities.length) return refuse('asks for more than entities');
  const fieldsOfGroups = new Map<EntityGroup, FieldNode>();
  for (const group of fetch.entities) {
    const field = fields.find((one) => isEntitiesOf(one, group))?.field;
    if (field === undefined) return refuse(`does not ask for ${group.alias}`);
    fieldsOfGroups.set(group, field);
  }
  const split = splitRequires(fetch, document, fieldsOfGroups, check.facts);
  if (typeof split === 'string') return refuse(split);
  const entities: EntityGroup[] = [];
  for (const { group, field, expected } of split.groups) {
    const selected = field.selectionSet?.selections ?? [];
    const places = new Set<string>();
    for (const path of group.paths) {
      const place = placeAt(path, fetched);
      if (place === null) return refuse('is for entities that were not fetched');
      places.add(place);
    }
    const bound = bindRequiredArguments({ group, expected, places: [...places], fetched });
    if (typeof bound === 'string') return refuse(bound);
    const narrowed = { ...bound, requires: narrowTypes(bound.requires, [...places], fetched) };
    const lacking = checkRepresentations(narrowed, field, fetch.subgraph, document, graph);
    if (lacking !== null) return refuse(lacking);
    entities.push(narrowed);
    for (const place of places) {
      const missing = missingField(bound.requires, place, fetched);
      if (missing !== null) return refuse(`needs ${missing}, which was not fetched`);
    }
    for (const place of places) {
      const wrong = addFetched(place, selected, group.outputRewrites, document, fetched, check);
      if (wrong !== null) return refuse(wrong);
    }
  }
  for (const [variable, groups] of Map.groupBy(entities, (one) => one.variable)) {
    const meanings = new Set(groups.map(meaningOf));
    if (meanings.size > 1) return refuse(`gives $${variable} two meanings`);
  }
  return { ...split.fetch, entities };
}

/** Groups that share a variable must send the same representations. */
function meaningOf({ paths, requires, inputRewrites }: EntityGroup): string {
  return JSON.stringify([paths, requires, inputRewrites]);
}

function isEntitiesOf({ field }: SelectedField, { alias, variable }: EntityGroup): boolean {
  const value = field.arguments?.find(({ name }) => name.value === 'representations')?.value;
  return (
    keyOf(field) === alias &&
    field.name.value === '_entities' &&
    value?.kind === Kind.VARIABLE &&
    value.name.value === variable
  );
}

/** Where a path leads; null where something on the way, or the type it asks for, is not fetched. */
function placeAt(path: readonly PathStep[], fetched: FetchedFields): string | null {
  let place = '';
  for (const step of path) {
    if (step.kind === 'each') continue;
    const needed = placeOf(place, step.kind === 'field' ? step.name : '__typename');
    if (!isFetched(fetched, needed)) return null;
    if (step.kind === 'field') place = needed;
  }
  return place;
}

/** A field of a representation that nothing has asked for; null where all are there. */
function missingField(
  requires: readonly RequiredSelection[],
  place: string,
  fetched: FetchedFields,
): string | null {
  for (const selection of requires) {
    const needed = placeOf(place, selection.kind === 'field' ? selection.name : '__typename');
    if (!isFetched(fetched, needed)) return needed.slice(1);
    const inner = selection.kind === 'field' ? needed : place;
    const missing = missingField(selection.selections ?? [], inner, fetched);
    if (missing !== null) return missing;
  }
  return null;
}

/** Notes what a fetch brings to a place, under the keys that it has in the end. */
function addFetched(
  place: string,
  selections: readonly SelectionNode[],
  rewrites: readonly Rewrite[],
  { fragments }: FetchDocument,
  fetched: FetchedFields,
  { facts }: Check,
): string | null {
  const own = branchOf(null);
  const add = (parent: string, list: readonly SelectionNode[]): void => {
    for (const { field, condition } of selectedFields(list, fragments)) {
      const at = placeOf(parent, keyOf(field));
      const types = condition === null ? null : facts.typeNames(condition);
      addField(own, at, { variant: variantOf(field), types });
      add(at, field.selectionSet?.selections ?? []);
    }
  };
  add(place, selections);
  for (const rewrite of rewrites) {
    if (rewrite.kind !== 'rename') return 'sets a value in what it brings';
    const keys = rewrite.path.flatMap((step) => (step.kind === 'key' ? [step.name] : []));
    const from = keys.reduce(placeOf, place);
    const to = placeOf(keys.slice(0, -1).reduce(placeOf, place), rewrite.to);
    const renamed = fieldsAt(own, from);
    if (renamed.length === 0) return `renames ${from.slice(1)}, which it does not ask for`;
    const variants = new Set([...renamed, ...fieldsAt(own, to)].map(({ variant }) => variant));
    if (variants.size > 1) return `renames ${from.slice(1)} to a key that it has already`;
    for (const [at, fields] of [...own.fields]) {
      if (at !== from && !at.startsWith(placeOf(from, ''))) continue;
      for (const field of fields) addField(own, `${to}${at.slice(from.length)}`, field);
      own.fields.delete(at);
    }
  }
  joinBranch(fetched, own);
  return null;
}
