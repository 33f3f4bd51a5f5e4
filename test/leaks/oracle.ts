import {
  execute,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionNode,
} from 'graphql';
import type { Item, Model, PrincipalModel, ReferenceField, TypeModel } from './model.ts';
import { textOf, typeOf } from './model.ts';
import { isVisible, mayReach } from './release.ts';
import { derivedText } from './serve.ts';
import { type RootField, rootFields } from './write-sdl.ts';

/** An item, and the subgraph whose answer brought it. */
interface Seen {
  readonly item: Item;
  readonly via: string;
}

/**
 * What a principal gets where every subgraph is honest: data as JSON. Undefined where it hangs on the
 * plan: what a subgraph said already may be asked of it again, and then it has to be told the key.
 */
export async function oracleAnswer(
  schema: GraphQLSchema,
  model: Model,
  { partner, purpose }: PrincipalModel,
  query: string,
): Promise<unknown> {
  const roots = new Map(rootFields(model).map((root) => [root.name, root]));
  const visible = (item: Item): boolean => isVisible(model, item, partner, purpose);

  let unclear = false;
  /** Whether a subgraph is asked about an item: it already spoke of it, or may be told of it. */
  const reaches = ({ item, via }: Seen, subgraph: string, again: boolean): boolean =>
    (via === subgraph && !again) ||
    typeOf(model, item.type).owner === subgraph ||
    mayReach(model, item, subgraph, purpose);

  /** Null for a reference that does not lead to anything; an owner does not even have it. */
  const seenOf = (ids: readonly string[], via: string): (Seen | null)[] =>
    ids.flatMap((id): (Seen | null)[] => {
      const item = model.records.get(id);
      if (item === undefined) return [];
      if (visible(item)) return [{ item, via }];
      return typeOf(model, item.type).owner === via ? [] : [null];
    });

  const connection = (seen: readonly (Seen | null)[], info: GraphQLResolveInfo) => {
    const left = seen.filter((one) => one !== null);
    const edges = left.map((node) => ({ cursor: `cursor of ${node.item.id}`, node }));
    const told = left.length < seen.length && tellsOfNodes(info);
    return {
      edges,
      nodes: left,
      pageInfo: {
        hasNextPage: false,
        startCursor: edges.at(0)?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: told ? null : seen.length,
    };
  };
  const root = (
    { type, subgraph, shape }: RootField,
    args: Readonly<Record<string, unknown>>,
    info: GraphQLResolveInfo,
  ): unknown => {
    if (shape === 'lookup' || shape === 'change') {
      const id = String(args['id']);
      return model.records.get(id)?.type === type ? (seenOf([id], subgraph)[0] ?? null) : null;
    }
    const ids = [...model.records.values()].flatMap((one) => (one.type === type ? [one.id] : []));
    const seen = seenOf(ids, subgraph);
    return shape === 'list' ? seen : connection(seen, info);
  };
  const reference = (
    { item }: Seen,
    { name, shape, subgraph }: ReferenceField,
    info: GraphQLResolveInfo,
  ): unknown => {
    const seen = seenOf(item.references[name] ?? [], subgraph);
    switch (shape) {
      case 'one':
        return seen[0] ?? null;
      case 'list':
      case 'strict-list':
        return seen;
      case 'nested-list':
        return [seen.slice(0, 1), seen.slice(1)];
      case 'connection':
        return connection(seen, info);
      case 'holder':
        return { label: textOf(item.id, name), inner: seen[0] ?? null, inners: seen };
      default:
        return shape satisfies never;
    }
  };
  const text = (seen: Seen, type: TypeModel, name: string): string | null => {
    const field = type.fields.find((one) => one.name === name);
    if (field?.kind !== 'text') throw new Error(`no text ${name}`);
    const { subgraph, requires } = field;
    if (!reaches(seen, subgraph, requires.length > 0)) return null;
    const given: Record<string, unknown> = {};
    for (const need of requires) {
      if (typeof need === 'string') given[need] = text(seen, type, need);
      else {
        const way = type.fields.find((one) => one.name === need.reference);
        if (way?.kind !== 'reference') throw new Error(`no reference ${need.reference}`);
        if (reaches(seen, way.subgraph, false) !== reaches(seen, way.subgraph, true))
          unclear = true;
        const [target] = reaches(seen, way.subgraph, false)
          ? seenOf(seen.item.references[way.name] ?? [], way.subgraph)
          : [];
        const told = target != null && mayReach(model, target.item, subgraph, purpose);
        given[need.reference] = told
          ? { [need.text]: text(target, typeOf(model, target.item.type), need.text) }
          : null;
      }
    }
    return derivedText(seen.item.id, name, requires, given);
  };
  const fieldResolver: GraphQLFieldResolver<unknown, unknown> = (source, args, _context, info) => {
    const { fieldName, parentType } = info;
    const named = roots.get(fieldName);
    if (source === undefined && named !== undefined) return root(named, args, info);
    if (source === undefined) return null;
    const type = model.types.find(({ name }) => name === parentType.name);
    if (type === undefined) return (source as Readonly<Record<string, unknown>>)[fieldName] ?? null;
    const seen = source as Seen;
    if (fieldName === 'id') return seen.item.id;
    if (fieldName === 'marking') return seen.item.marking;
    const field = type.fields.find(({ name }) => name === fieldName);
    if (field?.kind !== 'reference') return text(seen, type, fieldName);
    return reaches(seen, field.subgraph, false) ? reference(seen, field, info) : null;
  };
  const { data } = await execute({
    schema,
    document: parse(query),
    fieldResolver,
    typeResolver: (value) => (value as Seen).item.type,
  });
  return unclear ? undefined : JSON.parse(JSON.stringify(data ?? null));
}

/** Nobody notices a record that is missing where only the number of records was asked for. */
function tellsOfNodes({ fieldNodes, fragments }: GraphQLResolveInfo): boolean {
  const tells = (selections: readonly SelectionNode[]): boolean =>
    selections.some((selection) => {
      if (selection.kind === Kind.FIELD) {
        return ['edges', 'nodes', 'pageInfo'].includes(selection.name.value);
      }
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : fragments[selection.name.value]?.selectionSet;
      return tells(inner?.selections ?? []);
    });
  return fieldNodes.some(({ selectionSet }) => tells(selectionSet?.selections ?? []));
}
