import type { FetchNode, PathStep, PlanNode, RequiredSelection } from '../plan.ts';
import { parallelOf, sequenceOf } from '../plan-nodes.ts';
import type { OwnerFetch } from './owner-fetches.ts';
import { placeOfGroup } from './places.ts';

interface Merged {
  readonly node: PlanNode | null;
  /** Those that need a request of their own before the node. */
  readonly rest: readonly OwnerFetch[];
}

/** A branch of what comes next: a fetch, and what follows it there. */
interface Branch {
  readonly first: PlanNode;
  readonly rest: readonly PlanNode[];
}

/**
 * What comes next asks owners anyway, for most references: then their word comes with it, and only
 * what else begins under these references waits for that.
 */
export function mergeOwnerFetches(pending: readonly OwnerFetch[], node: PlanNode | null): Merged {
  if (node === null || pending.length === 0) return { node, rest: pending };
  const branches = (node.kind === 'parallel' ? node.nodes : [node]).map((one): Branch => {
    const [first, ...rest] = one.kind === 'sequence' ? one.nodes : [one];
    return { first: first ?? one, rest };
  });
  const vouching = new Map<Branch, FetchNode>();
  const merged = pending.filter((owner) => {
    for (const branch of branches) {
      const fetch = vouching.get(branch) ?? branch.first;
      if (fetch.kind !== 'fetch' || !vouches(fetch, owner, pending)) continue;
      vouching.set(branch, settling(fetch, owner));
      return true;
    }
    return false;
  });
  if (merged.length === 0) return { node, rest: pending };
  const places = merged.flatMap(({ references }) => references.map(({ path }) => nameOf(path)));
  const follows: PlanNode[] = [];
  const free: PlanNode[] = [];
  for (const branch of branches) {
    const { first, rest } = branch;
    const whole = sequenceOf(vouching.has(branch) ? rest : [first, ...rest]);
    if (whole === null) continue;
    if (vouching.has(branch) || touches(whole, places)) follows.push(whole);
    else free.push(whole);
  }
  const leading = sequenceOf([parallelOf([...vouching.values()]), parallelOf(follows)]);
  return {
    node: parallelOf([leading, ...free]),
    rest: pending.filter((owner) => !merged.includes(owner)),
  };
}

function settling(fetch: FetchNode, { fetch: owner }: OwnerFetch): FetchNode {
  const { guard } = fetch;
  if (guard === undefined) return fetch;
  const settles = [...guard.settles, ...(owner.guard?.settles ?? [])];
  return { ...fetch, guard: { ...guard, settles } };
}

/** Whether a fetch asks the owner about all of these references, by their keys alone. */
function vouches(fetch: FetchNode, owner: OwnerFetch, pending: readonly OwnerFetch[]): boolean {
  const { guard, entities } = fetch;
  if (fetch.subgraph !== owner.fetch.subgraph || guard === undefined) return false;
  if (fetch.operation !== 'query' || entities.length === 0) return false;
  const asked = owner.references.every(({ path, type }) =>
    entities.some((group) => {
      const { contexts, inputRewrites, requires, paths } = group;
      return (
        contexts.length === 0 &&
        inputRewrites.length === 0 &&
        isKeyOf(type, requires) &&
        placeOfGroup(guard.answer, group)?.shapes.get(type)?.record != null &&
        paths.some((one) => leadsTo(one, path, type))
      );
    }),
  );
  if (!asked) return false;
  // Nothing else of it may begin under a reference that nobody has vouched for.
  const references = pending.flatMap((one) => one.references);
  return entities.every(
    ({ paths, requires }) =>
      !isNested(requires) &&
      paths.every((path) =>
        references.every((one) => {
          const [name, place] = [nameOf(path), nameOf(one.path)];
          if (name !== place) return !isUnder(name, place);
          return owner.references.includes(one) || !isRequired(one.type, requires);
        }),
      ),
  );
}

function isRequired(type: string, requires: readonly RequiredSelection[]): boolean {
  return requires.some((one) => one.kind === 'field' || one.names.includes(type));
}

/** Required of the type is its id and nothing else. */
function isKeyOf(type: string, requires: readonly RequiredSelection[]): boolean {
  const own = requires.filter((one) => one.kind === 'field' || one.names.includes(type));
  return (
    own.length > 0 &&
    own.every(
      (one) =>
        one.kind === 'types' &&
        one.selections.some((field) => field.kind === 'field' && field.as === 'id') &&
        one.selections.every(
          (field) => field.kind === 'field' && (field.as === 'id' || field.as === '__typename'),
        ),
    )
  );
}

/** Whether every object of the type at a place is at the end of a path. */
function leadsTo(path: readonly PathStep[], place: readonly PathStep[], type: string): boolean {
  if (nameOf(path) !== nameOf(place)) return false;
  const [conditions, kept] = [conditionsOf(path), conditionsOf(place)];
  const end = path.filter((step) => step.kind === 'field').length;
  return conditions.every(
    ({ depth, names }) =>
      (depth === end && names.includes(type)) ||
      kept.some((one) => one.depth === depth && one.names.every((name) => names.includes(name))),
  );
}

/** Types to which a path keeps, with the number of fields before each. */
function conditionsOf(path: readonly PathStep[]) {
  let depth = 0;
  return path.flatMap((step) => {
    if (step.kind === 'field') depth += 1;
    return step.kind === 'types' ? [{ depth, names: step.names }] : [];
  });
}

function touches(node: PlanNode, places: readonly string[]): boolean {
  switch (node.kind) {
    case 'sequence':
    case 'parallel':
      return node.nodes.some((one) => touches(one, places));
    case 'condition':
      return true;
    case 'fetch':
      return node.entities.some(
        ({ paths, requires }) =>
          isNested(requires) ||
          paths.some((path) => places.some((place) => isUnder(nameOf(path), place))),
      );
    default:
      return node satisfies never;
  }
}

/** Representations that reach into further objects. */
function isNested(requires: readonly RequiredSelection[]): boolean {
  return requires.some((one) =>
    one.kind === 'field' ? one.selections !== null : isNested(one.selections),
  );
}

/** Keys on the way, whatever the types and lists. */
function nameOf(path: readonly PathStep[]): string {
  return path.flatMap((step) => (step.kind === 'field' ? [`/${step.name}`] : [])).join('');
}

function isUnder(name: string, place: string): boolean {
  return name === place || name.startsWith(`${place}/`);
}
