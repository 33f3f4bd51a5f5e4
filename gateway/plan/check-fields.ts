import type { FieldNode } from 'graphql';
import { type FetchDocument, type SelectedField, selectedFields } from './fetch-document.ts';
import { type FieldJoin, type JoinGraph, namedType } from './join-graph.ts';
import { fieldsOf } from './rename-keys.ts';

/**
 * What a fetch asks of a subgraph that does not resolve it: a field that is external to it, one that
 * `@requires` what no representation brings, one that is overridden under the active labels, objects
 * without a selection. Null where there is no such thing.
 */
export function checkFields(
  subgraph: string,
  { operation, fragments }: FetchDocument,
  graph: JoinGraph,
  labels: ReadonlySet<string>,
): string | null {
  const check = (
    fields: Iterable<SelectedField>,
    parent: string | null,
    provided: readonly FieldNode[],
    represented: boolean,
  ): string | null => {
    for (const { field, condition } of fields) {
      const type = condition ?? parent;
      const name = field.name.value;
      const at = `${type}.${name}`;
      const joins = joinsOf(type, name, subgraph, graph);
      if (joins.some(({ label }) => label !== null && labels.has(label.name) !== label.when)) {
        return `asks for ${at}, which another subgraph resolves now`;
      }
      if (!isIn(provided, name)) {
        if (joins.some(({ external }) => external))
          return `asks for ${at}, which is external to it`;
        if (!represented && joins.some((join) => !isMet(join, provided))) {
          return `asks for ${at} without what it requires`;
        }
      }
      const declared = joins[0]?.type ?? graph.types.get(type ?? '')?.fields.get(name)?.type;
      const below = declared === undefined ? null : namedType(declared);
      if (field.selectionSet === undefined) {
        if (isComposite(below, graph)) return `asks for ${at} without saying what of it`;
        continue;
      }
      const more = joins.flatMap(({ provides }) => [...fieldsOf(provides?.selections ?? [])]);
      // What is provided holds for these objects, not for those further below.
      const rest = provided.flatMap((one) =>
        one.name.value === name ? [...fieldsOf(one.selectionSet?.selections ?? [])] : [],
      );
      const found = check(
        selectedFields(field.selectionSet.selections, fragments),
        below,
        more.length === 0 ? rest : more,
        isEntities(field),
      );
      if (found !== null) return found;
    }
    return null;
  };
  const fields = selectedFields(operation.selectionSet.selections, fragments);
  return check(fields, graph.roots.get(operation.operation) ?? null, [], false);
}

/** How the subgraph has a field: of an abstract type that of each object type as well. */
function joinsOf(
  type: string | null,
  name: string,
  subgraph: string,
  graph: JoinGraph,
): readonly FieldJoin[] {
  const found = graph.types.get(type ?? '');
  const join = found?.joins.get(subgraph);
  const own = found?.fields.get(name)?.joins.get(subgraph);
  const members = found?.kind === 'object' || join?.interfaceObject ? [] : (join?.members ?? []);
  const joins = members.flatMap((member) => joinsOf(member, name, subgraph, graph));
  return own === undefined ? joins : [own, ...joins];
}

function isMet({ requires }: FieldJoin, provided: readonly FieldNode[]): boolean {
  if (requires === null) return true;
  return [...fieldsOf(requires.selections)].every(({ name }) => isIn(provided, name.value));
}

function isComposite(type: string | null, { types }: JoinGraph): boolean {
  const kind = types.get(type ?? '')?.kind;
  return kind !== undefined && kind !== 'leaf';
}

function isEntities({ name }: FieldNode): boolean {
  return name.value === '_entities';
}

function isIn(fields: readonly FieldNode[], name: string): boolean {
  return fields.some((field) => field.name.value === name);
}
