import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Selecting, selectFields } from './select-fields.ts';

type Path = readonly (string | number)[];

/** Cuts a path of the data where it leaves what the client selected: planners fetch more than that. */
export type CutPath = (path: Path, data: unknown) => Path;

/** What may stand at one place, as far as it is known: its declared type and what is selected of it. */
interface Way {
  readonly type: GraphQLOutputType;
  readonly sets: readonly SelectionSetNode[];
}

/**
 * @param fetched the operation with the keys that the data has
 * @param clientKeys client's response keys, by the keys in the data, where the two differ
 * @returns cuts a path and gives it with the client's keys
 */
export function compileCutPath(
  fetched: OperationDefinitionNode,
  root: GraphQLObjectType,
  selecting: Selecting,
  clientKeys: ReadonlyMap<string, string>,
): CutPath {
  return (path, data) => {
    const shown: (string | number)[] = [];
    let value = data;
    let ways: readonly Way[] = [{ type: root, sets: [fetched.selectionSet] }];
    for (const step of path) {
      if (typeof step === 'number') {
        value = Array.isArray(value) ? value[step] : undefined;
        shown.push(step);
        continue;
      }
      const clientKey = clientKeys.get(step) ?? step;
      const next = follow(ways, value, step, clientKey, selecting);
      if (next === null) return shown;
      ways = next;
      shown.push(clientKey);
      value = childOf(value, step);
    }
    return shown;
  };
}

/**
 * One step down. Where the object is not there, its type is not known: then the step is taken only
 * if no type that it may have has a field of that name which the client does not select.
 */
function follow(
  ways: readonly Way[],
  value: unknown,
  key: string,
  clientKey: string,
  selecting: Selecting,
): readonly Way[] | null {
  const next: Way[] = [];
  for (const { type: declared, sets } of ways) {
    for (const type of candidates(declared, value, selecting)) {
      const field = type.getFields();
      const nodes = selectFields(sets, type, selecting).get(key);
      const [node] = nodes ?? [];
      if (nodes === undefined || node === undefined) {
        if (Object.hasOwn(field, clientKey)) return null;
        continue;
      }
      const found = field[node.name.value];
      if (found === undefined) return null;
      next.push({
        type: found.type,
        sets: nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
      });
    }
  }
  return next.length === 0 ? null : next;
}

/** Types that the object in this place may have: its own where that is known. */
function candidates(
  declared: GraphQLOutputType,
  value: unknown,
  { schema }: Selecting,
): readonly GraphQLObjectType[] {
  const type = getNamedType(declared);
  if (isObjectType(type)) return [type];
  if (!isAbstractType(type)) return [];
  const possible = schema.getPossibleTypes(type);
  const name = childOf(value, '__typename');
  const own = possible.filter((one) => one.name === name);
  return own.length > 0 ? own : possible;
}

function childOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
