import {
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { collectFields } from './collect-fields.ts';
import type { Layout } from './deliveries.ts';
import type { Path } from './oracle.ts';

/** The part of a place in the true answer that an error may tell (docs/federated-nulling.md, 2). */
export function cutToSelected(
  path: Path,
  came: Layout,
  asked: {
    readonly schema: GraphQLSchema;
    readonly document: DocumentNode;
    readonly operation: OperationDefinitionNode;
    readonly variables: Readonly<Record<string, unknown>>;
  },
): Path {
  const { schema, document, operation, variables } = asked;
  const known = new Map<string, string>();
  for (const [{ type }, places] of came.places) {
    for (const place of places) known.set(JSON.stringify(place), type);
  }
  const root = schema.getRootType(operation.operation);
  if (root == null) throw new Error('the operation has a root type');
  const possible = (type: GraphQLOutputType, place: Path): readonly GraphQLObjectType[] => {
    const named = getNamedType(type);
    if (isObjectType(named)) return [named];
    if (!isAbstractType(named)) return [];
    const name = known.get(JSON.stringify(place));
    return schema.getPossibleTypes(named).filter((one) => name === undefined || one.name === name);
  };
  let ways: { readonly type: GraphQLObjectType; readonly sets: SelectionSetNode[] }[] = [
    { type: root, sets: [operation.selectionSet] },
  ];
  for (const [length, step] of path.entries()) {
    if (typeof step === 'number') continue;
    const next: { type: GraphQLOutputType; sets: SelectionSetNode[] }[] = [];
    for (const { type, sets } of ways) {
      const nodes = collectFields(schema, document, variables, type, sets).get(step);
      const field = type.getFields()[nodes?.[0]?.name.value ?? ''];
      if (nodes !== undefined && field !== undefined) {
        const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
        next.push({ type: field.type, sets: below });
      } else if (step in type.getFields()) return path.slice(0, length);
    }
    if (next.length === 0) return path.slice(0, length);
    const items = path.slice(length + 1).findIndex((one) => typeof one === 'string');
    const place = items === -1 ? path : path.slice(0, length + 1 + items);
    ways = next.flatMap(({ type, sets }) =>
      possible(type, place).map((one) => ({ type: one, sets })),
    );
  }
  return path;
}
