import { type FieldNode, Kind, type SelectionNode } from 'graphql';
import { guardKeys } from '../../../lib/guard-keys.ts';
import { releaseField } from '../../../lib/release-text.ts';
import { namedType } from '../join-graph.ts';
import { entityTypes, isConnection } from './places.ts';
import { type RecordTypes, termFields } from './record-types.ts';

/** Adds to selections what the guard must know of each record that they bring. */
export interface MarkSelections {
  /** Of a root type or an object: its fields. */
  readonly fields: (selections: readonly SelectionNode[], type: string) => readonly SelectionNode[];
  /** Of an `_entities` field. */
  readonly entities: (selections: readonly SelectionNode[]) => readonly SelectionNode[];
}

/** @param subgraph which is asked; fragments are in line */
export function markSelections(
  subgraph: string,
  { graph, owners, texts }: RecordTypes,
): MarkSelections {
  const markingNode = texts.has(subgraph)
    ? fieldNode(releaseField, guardKeys.marking)
    : fieldNode(
        'marking',
        guardKeys.marking,
        termFields.map((name) => fieldNode(name)),
      );
  /** Records that may stand where a type is expected in this subgraph. */
  const recordsOf = (type: string): readonly string[] => {
    const joined = graph.types.get(type);
    if (joined === undefined || joined.kind === 'leaf') return [];
    const members = joined.kind === 'object' ? [type] : (joined.joins.get(subgraph)?.members ?? []);
    return members.filter((one) => owners.has(one));
  };
  /** Whether a field is asked of every object of a type, in fragments too. */
  const asksOf = (type: string, asked: readonly SelectionNode[], name: string): boolean =>
    asks(asked, name) ||
    asked.some((one) => {
      if (one.kind !== Kind.INLINE_FRAGMENT || (one.directives ?? []).length > 0) return false;
      const condition = one.typeCondition?.name.value ?? type;
      const covers = condition === type || graph.types.get(condition)?.possible.includes(type);
      return covers === true && asksOf(type, one.selectionSet.selections, name);
    });
  const hasField = (type: string, name: string): boolean => {
    const join = graph.types.get(type)?.fields.get(name)?.joins.get(subgraph);
    return join !== undefined && !join.external;
  };

  const fields: MarkSelections['fields'] = (selections, type) => {
    const marked = selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? type;
        return withSelections(selection, fields(selection.selectionSet.selections, condition));
      }
      if (selection.selectionSet === undefined) return selection;
      const declared = graph.types.get(type)?.fields.get(selection.name.value)?.type;
      if (declared === undefined) return selection;
      const inner = namedType(declared);
      const asked = fields(selection.selectionSet.selections, inner);
      return withSelections(selection, [...asked, ...recordSelections(asked, inner)]);
    });
    return isConnection(type, graph) ? markConnection(marked, type) : marked;
  };

  const recordSelections = (
    asked: readonly SelectionNode[],
    type: string,
  ): readonly SelectionNode[] => {
    const records = recordsOf(type);
    if (records.length === 0) return [];
    const object = graph.types.get(type)?.kind === 'object';
    // The owner's record is of the field's type; of a reference the owner is asked by its type.
    if (object && owners.get(type) === subgraph) return ownSelections(type, asked);
    const typename = asks(asked, '__typename') ? [] : [fieldNode('__typename')];
    if (object) return [...typename, ...ownSelections(type, asked)];
    return [...typename, ...ofEach(records, asked)];
  };

  const ofEach = (
    types: readonly string[],
    asked: readonly SelectionNode[],
  ): readonly SelectionNode[] =>
    types.flatMap((type) => {
      const own = ownSelections(type, asked);
      return own.length === 0 ? [] : [fragmentNode(type, own)];
    });

  /** A record's id, and its marking where its owner is asked. */
  const ownSelections = (
    type: string,
    asked: readonly SelectionNode[],
  ): readonly SelectionNode[] => [
    ...(asksOf(type, asked, 'id') ? [] : [fieldNode('id', guardKeys.id)]),
    ...(owners.get(type) === subgraph ? [markingNode] : []),
  ];

  /**
   * Edges without nodes, and cursors without edges, would tell of records that are withheld. Beside
   * `nodes`, which are judged anyway, the cursors are enough: they stand in the same order.
   */
  const markConnection = (
    selections: readonly SelectionNode[],
    type: string,
  ): readonly SelectionNode[] => {
    const edge = namedType(graph.types.get(type)?.fields.get('edges')?.type ?? unknownType);
    const node = graph.types.get(edge)?.fields.get('node')?.type ?? unknownType;
    const records = recordsOf(namedType(node));
    if (records.length === 0) return selections;
    const paged = selections.some(
      (one) => one.kind === Kind.FIELD && one.name.value === 'pageInfo',
    );
    const cursor = paged && hasField(edge, 'cursor');
    const guarded = (asked: readonly SelectionNode[]): readonly SelectionNode[] => [
      ...asked,
      ...(asks(asked, 'node') ? [] : [nodeSelection(namedType(node))]),
      ...(cursor && !asks(asked, 'cursor') ? [cursorNode] : []),
    ];
    let edges = false;
    const marked = selections.map((selection): SelectionNode => {
      if (selection.kind !== Kind.FIELD || selection.name.value !== 'edges') return selection;
      edges = true;
      return withSelections(selection, guarded(selection.selectionSet?.selections ?? []));
    });
    if (edges || !paged) return marked;
    const inner = cursor && asks(selections, 'nodes') ? [cursorNode] : guarded([]);
    return [...marked, fieldNode('edges', guardKeys.edges, inner)];
  };

  const nodeSelection = (type: string): FieldNode =>
    fieldNode('node', guardKeys.node, recordSelections([], type));

  return {
    fields,
    entities: (selections) => {
      const marked = selections.map((selection): SelectionNode => {
        if (selection.kind !== Kind.INLINE_FRAGMENT) return selection;
        const condition = selection.typeCondition?.name.value ?? '';
        const asked = fields(selection.selectionSet.selections, condition);
        const own = recordsOf(condition).filter((type) => owners.get(type) === subgraph);
        const added = own.includes(condition)
          ? ownSelections(condition, asked)
          : ofEach(own, asked);
        return withSelections(selection, [...asked, ...added]);
      });
      const several = entityTypes(marked, subgraph, graph).size > 1;
      return several && !asks(marked, '__typename') ? [fieldNode('__typename'), ...marked] : marked;
    },
  };
}

const unknownType = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: '' } } as const;

const cursorNode: FieldNode = fieldNode('cursor', guardKeys.cursor);

/** Whether a field is asked here, for every object, whatever its key. */
function asks(selections: readonly SelectionNode[], name: string): boolean {
  return selections.some(
    (one) =>
      one.kind === Kind.FIELD &&
      one.name.value === name &&
      (one.directives ?? []).length === 0 &&
      (name !== '__typename' || one.alias === undefined),
  );
}

function withSelections<Selection extends SelectionNode>(
  selection: Selection,
  selections: readonly SelectionNode[],
): Selection {
  return { ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

function fieldNode(name: string, alias?: string, selections?: readonly SelectionNode[]): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(alias === undefined ? {} : { alias: { kind: Kind.NAME, value: alias } }),
    ...(selections === undefined ? {} : { selectionSet: { kind: Kind.SELECTION_SET, selections } }),
  };
}

function fragmentNode(type: string, selections: readonly SelectionNode[]): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}
