import {
  type FieldNode,
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

/**
 * @param clientKeys client's response keys, by the keys in the data, where the two differ
 * @returns cuts a path and gives it with the client's keys
 */
export function compileCutPath(
  definition: OperationDefinitionNode,
  root: GraphQLObjectType,
  selecting: Selecting,
  clientKeys: ReadonlyMap<string, string>,
): CutPath {
  return (path, data) => {
    const shown: (string | number)[] = [];
    let value = data;
    let type: GraphQLOutputType = root;
    let sets: readonly SelectionSetNode[] = [definition.selectionSet];
    for (const step of path) {
      if (typeof step === 'number') {
        value = Array.isArray(value) ? value[step] : undefined;
        shown.push(step);
        continue;
      }
      const key = clientKeys.get(step) ?? step;
      const found: readonly Selected[] = candidates(type, value, selecting).flatMap((parent) =>
        (selectFields(sets, parent, selecting).get(key) ?? []).map((node) => ({ node, parent })),
      );
      const [first] = found;
      if (first === undefined) return shown;
      shown.push(key);
      const field = first.parent.getFields()[first.node.name.value];
      if (field === undefined) return shown;
      type = field.type;
      sets = found.flatMap(({ node }) => node.selectionSet ?? []);
      value = childOf(value, step);
    }
    return shown;
  };
}

interface Selected {
  readonly node: FieldNode;
  readonly parent: GraphQLObjectType;
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
