import { Kind, type SelectionNode } from 'graphql';
import { type JoinedType, type JoinGraph, namedType } from '../join-graph.ts';
import type { EntityGroup, FieldPlace, Place, Rewrite, Shape } from '../plan.ts';
import type { RecordTypes } from './record-types.ts';

/**
 * Where records stand in a subgraph's answer to root fields.
 *
 * @param root name of the root type
 */
export function placeOfRoot(
  selections: readonly SelectionNode[],
  root: string,
  subgraph: string,
  records: RecordTypes,
): Place {
  return { shapes: new Map([[root, shapeOf(root, selections, subgraph, records)]]) };
}

/** Where records stand in an answer to `_entities` fields. */
export function placeOfEntities(
  selections: readonly SelectionNode[],
  subgraph: string,
  records: RecordTypes,
): Place {
  const fields = [...fieldsOf(selections, '', records.graph)].map(([key, asked]): FieldPlace => {
    const shapes = new Map<string, Shape>();
    for (const type of entityTypes(asked.selections, subgraph, records.graph)) {
      const shape = shapeOf(type, asked.selections, subgraph, records);
      // To other subgraphs only records go that were judged before.
      const record = shape.record?.delivered === true ? shape.record : null;
      shapes.set(type, { ...shape, record });
    }
    return { key, name: asked.name, place: { shapes } };
  });
  return { shapes: new Map([['', { type: '', record: null, connection: false, fields }]]) };
}

/** Where the entities of a group stand in an answer. */
export function placeOfGroup(answer: Place, { alias }: EntityGroup): Place | null {
  for (const { fields } of answer.shapes.values()) {
    const field = fields.find(({ key }) => key === alias);
    if (field !== undefined) return field.place;
  }
  return null;
}

/** The same place after a fetch's output rewrites: under the keys that the data has in the end. */
export function renamePlace(place: Place, rewrites: readonly Rewrite[]): Place {
  return rewrites.reduce((renamed, rewrite) => {
    if (rewrite.kind !== 'rename') return renamed;
    const keys = rewrite.path.flatMap((step) => (step.kind === 'key' ? [step.name] : []));
    return rename(renamed, keys, rewrite.to);
  }, place);
}

function rename(place: Place, [key, ...rest]: readonly string[], to: string): Place {
  const shapes = new Map<string, Shape>();
  for (const [type, shape] of place.shapes) {
    const fields = shape.fields.map((field): FieldPlace => {
      if (field.key !== key) return field;
      if (rest.length === 0) return { ...field, key: to };
      return field.place === null ? field : { ...field, place: rename(field.place, rest, to) };
    });
    shapes.set(type, { ...shape, fields });
  }
  return { shapes };
}

function shapeOf(
  type: string,
  selections: readonly SelectionNode[],
  subgraph: string,
  records: RecordTypes,
): Shape {
  const { graph, owners } = records;
  const joined = graph.types.get(type);
  const fields = [...fieldsOf(selections, type, graph)].map(([key, asked]): FieldPlace => {
    const { name } = asked;
    const declared = joined?.fields.get(name)?.type;
    const inner = declared === undefined ? undefined : graph.types.get(namedType(declared));
    if (inner === undefined || inner.kind === 'leaf') return { key, name, place: null };
    const shapes = new Map<string, Shape>();
    for (const one of typesIn(inner, subgraph)) {
      shapes.set(one, shapeOf(one, asked.selections, subgraph, records));
    }
    return { key, name, place: { shapes } };
  });
  const owner = owners.get(type);
  return {
    type,
    record: owner === undefined ? null : { type, owner, delivered: owner === subgraph },
    connection: isConnection(type, graph),
    fields,
  };
}

/** Types that an object may have where the subgraph declares one of this type. */
function typesIn({ name, kind, joins, possible }: JoinedType, subgraph: string): readonly string[] {
  const join = joins.get(subgraph);
  if (kind === 'object' || join?.interfaceObject === true) return [name];
  return join?.members ?? possible;
}

/** Relay's connection, as far as contracts may use it (`schema/lint/connection-shape.ts`). */
export function isConnection(type: string, { types }: JoinGraph): boolean {
  const fields = types.get(type)?.fields;
  return fields?.has('pageInfo') === true && fields.has('edges');
}

interface Asked {
  readonly name: string;
  readonly selections: SelectionNode[];
}

/** What is asked of an object of a type, by response key; fragments are in line. */
function fieldsOf(
  selections: readonly SelectionNode[],
  type: string,
  graph: JoinGraph,
  fields: Map<string, Asked> = new Map(),
): ReadonlyMap<string, Asked> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const { alias, name, selectionSet } = selection;
      const key = alias?.value ?? name.value;
      const known = fields.get(key) ?? { name: name.value, selections: [] };
      fields.set(key, known);
      known.selections.push(...(selectionSet?.selections ?? []));
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const fits =
        condition === undefined ||
        condition === type ||
        graph.types.get(condition)?.possible.includes(type) === true;
      if (fits) fieldsOf(selection.selectionSet.selections, type, graph, fields);
    }
  }
  return fields;
}

/** Object types for which something is asked of entities. */
export function entityTypes(
  selections: readonly SelectionNode[],
  subgraph: string,
  graph: JoinGraph,
): ReadonlySet<string> {
  const types = new Set<string>();
  for (const selection of selections) {
    if (selection.kind !== Kind.INLINE_FRAGMENT) continue;
    const condition = graph.types.get(selection.typeCondition?.name.value ?? '');
    const inner =
      condition === undefined
        ? entityTypes(selection.selectionSet.selections, subgraph, graph)
        : typesIn(condition, subgraph);
    for (const type of inner) types.add(type);
  }
  return types;
}
