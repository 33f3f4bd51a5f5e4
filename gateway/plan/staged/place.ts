import {
  type ArgumentNode,
  type FieldNode,
  Kind,
  type SelectionNode,
  type TypeNode,
} from 'graphql';
import { type JoinedType, type JoinGraph, namedType } from '../join-graph.ts';
import type { PathStep } from '../plan.ts';
import { variantOf } from '../rename-keys.ts';

/** A field to be fetched at a place: its name, arguments and the key that it has in the answer. */
export interface WantedField {
  readonly key: string;
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
}

/**
 * Objects of one object type that stand at one path of the answer. Made as they are needed; the
 * root has no parent.
 */
export interface Place {
  readonly parent: Place | null;
  /** The field of the parent that leads here. */
  readonly field: WantedField | null;
  readonly type: JoinedType;
  /** The objects of other types may be at the path as well. */
  readonly mixed: boolean;
  /** From the root, the type of these objects left out. */
  readonly base: readonly PathStep[];
  /** Places below, by key and type. */
  readonly children: Map<string, Place>;
  /** What was found out about ways to the fields of the place. */
  readonly known: Map<string, unknown>;
}

export function rootPlace(type: JoinedType): Place {
  return placeOf(null, null, type, false, []);
}

/** Places that a field leads to: one for each object type that there can be. */
export function childPlaces(place: Place, field: WantedField, graph: JoinGraph): readonly Place[] {
  const definition = place.type.fields.get(field.name);
  if (definition === undefined) return [];
  const types = typesOfField(place.type, field.name, graph);
  const returned = graph.types.get(namedType(definition.type));
  const mixed = types.length !== 1 || returned?.kind !== 'object';
  const base = [...pathTo(place), ...pathOf(field.key, definition.type)];
  return types.flatMap((name) => {
    const id = `${field.key} ${name}`;
    const known = place.children.get(id);
    if (known !== undefined) return [known];
    const type = graph.types.get(name);
    if (type === undefined) return [];
    const child = placeOf(place, field, type, mixed, base);
    place.children.set(id, child);
    return [child];
  });
}

/**
 * Types that objects of a field can have: only those that every subgraph with the field knows there,
 * because each of them must give the same object.
 */
export function typesOfField(type: JoinedType, name: string, graph: JoinGraph): readonly string[] {
  const field = type.fields.get(name);
  if (field === undefined) return [];
  const kept = [...field.joins].map(
    ([subgraph, join]) => new Set(membersAt(namedType(join.type), subgraph, graph).keys()),
  );
  // Fields of interface objects, whose types have no subgraph of their own.
  if (kept.length === 0) {
    for (const name_ of type.interfaces) {
      const inherited = graph.types.get(name_);
      if (inherited?.fields.get(name)?.joins.size) return typesOfField(inherited, name, graph);
    }
  }
  return [...kept.reduce((one, other) => one.intersection(other), kept[0] ?? new Set<string>())];
}

/** Object types that a type may be in a subgraph, and the type that the subgraph takes each for. */
export function membersAt(
  name: string,
  subgraph: string,
  graph: JoinGraph,
): ReadonlyMap<string, string> {
  const type = graph.types.get(name);
  const join = type?.joins.get(subgraph);
  if (type === undefined || join === undefined) return new Map();
  if (type.kind === 'object') return new Map([[name, name]]);
  if (join.interfaceObject) return new Map(type.possible.map((one) => [one, name]));
  return new Map(join.members.flatMap((one) => [...membersAt(one, subgraph, graph)]));
}

/** With the type of the objects, where others may be at the path. */
export function pathTo(place: Place): readonly PathStep[] {
  if (!place.mixed) return place.base;
  return [...place.base, { kind: 'types', names: [place.type.name] }];
}

export function wantedField({ alias, name, arguments: args = [] }: FieldNode): WantedField {
  return { key: alias?.value ?? name.value, name: name.value, arguments: args };
}

/** Under its own name; with arguments under a key of its own, which no client's field has. */
export function requiredField(node: FieldNode, keys: Map<string, string>): WantedField {
  const { name, arguments: args = [] } = node;
  if (args.length === 0) return { key: name.value, name: name.value, arguments: args };
  const variant = variantOf(node);
  const key = keys.get(variant) ?? `_r${keys.size}_${name.value}`;
  keys.set(variant, key);
  return { key, name: name.value, arguments: args };
}

/** Fields of a selection set that hold for objects of a type. */
export function fieldsFor(
  type: JoinedType,
  selections: readonly SelectionNode[],
  graph: JoinGraph,
): readonly FieldNode[] {
  return selections.flatMap((selection): readonly FieldNode[] => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const condition = selection.typeCondition?.name.value;
    const holds =
      condition === undefined ||
      condition === type.name ||
      graph.types.get(condition)?.possible.includes(type.name) === true;
    return holds ? fieldsFor(type, selection.selectionSet.selections, graph) : [];
  });
}

function pathOf(key: string, type: TypeNode): readonly PathStep[] {
  const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  const step = { kind: 'field', name: key } as const;
  return inner.kind === Kind.LIST_TYPE ? [step, { kind: 'each' }] : [step];
}

function placeOf(
  parent: Place | null,
  field: WantedField | null,
  type: JoinedType,
  mixed: boolean,
  base: readonly PathStep[],
): Place {
  return { parent, field, type, mixed, base, children: new Map(), known: new Map() };
}
