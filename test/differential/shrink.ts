import {
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  validate,
  visit,
} from 'graphql';
import type { Operation } from './generate-operation.ts';
import type { SubgraphSdl } from './parsed-subgraph.ts';

/** Smaller cases that still fail, found by leaving things out one by one. */
export async function shrinkOperation(
  schema: GraphQLSchema,
  operation: Operation,
  fails: (operation: Operation) => Promise<boolean>,
): Promise<Operation> {
  const smaller = await shrinkDocument(
    parse(operation.query),
    operationChanges,
    async (document) => {
      const candidate = withDocument(operation, document);
      return candidate !== undefined && validate(schema, parse(candidate.query)).length === 0
        ? fails(candidate)
        : false;
    },
  );
  return withDocument(operation, smaller) ?? operation;
}

/** The same for the subgraphs: what no longer composes is no candidate. */
export async function shrinkSubgraphs(
  sdls: readonly SubgraphSdl[],
  fails: (sdls: readonly SubgraphSdl[]) => Promise<boolean>,
): Promise<readonly SubgraphSdl[]> {
  let best = sdls;
  for (let round = 0; round < 3; round += 1) {
    const before = best;
    for (const { name } of before) {
      const rest = best.filter((one) => one.name !== name);
      if (rest.length > 0 && (await fails(rest))) best = rest;
    }
    for (const { name } of best) {
      const put = (document: DocumentNode): readonly SubgraphSdl[] =>
        best.map((one) => (one.name === name ? { name, sdl: print(document) } : one));
      const own = best.find((one) => one.name === name);
      if (own === undefined) continue;
      const document = await shrinkDocument(parse(own.sdl), schemaChanges, (one) =>
        fails(put(one)),
      );
      best = put(document);
    }
    if (JSON.stringify(best) === JSON.stringify(before)) break;
  }
  return best;
}

type Change = 'drop' | 'bare' | 'unwrap';

const operationChanges: Partial<Record<ASTNode['kind'], readonly Change[]>> = {
  [Kind.FIELD]: ['drop', 'bare'],
  [Kind.INLINE_FRAGMENT]: ['drop', 'unwrap'],
  [Kind.FRAGMENT_SPREAD]: ['drop', 'unwrap'],
  [Kind.DIRECTIVE]: ['drop'],
  [Kind.ARGUMENT]: ['drop'],
  [Kind.OBJECT_FIELD]: ['drop'],
};

const schemaChanges: Partial<Record<ASTNode['kind'], readonly Change[]>> = {
  [Kind.OBJECT_TYPE_DEFINITION]: ['drop'],
  [Kind.INTERFACE_TYPE_DEFINITION]: ['drop'],
  [Kind.UNION_TYPE_DEFINITION]: ['drop'],
  [Kind.ENUM_TYPE_DEFINITION]: ['drop'],
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: ['drop'],
  [Kind.SCALAR_TYPE_DEFINITION]: ['drop'],
  [Kind.FIELD_DEFINITION]: ['drop'],
  [Kind.INPUT_VALUE_DEFINITION]: ['drop'],
  [Kind.DIRECTIVE]: ['drop'],
  [Kind.ENUM_VALUE_DEFINITION]: ['drop'],
};

/** Tries every change at every node, from the front, until none helps. */
async function shrinkDocument(
  document: DocumentNode,
  changes: Partial<Record<ASTNode['kind'], readonly Change[]>>,
  fails: (document: DocumentNode) => Promise<boolean>,
): Promise<DocumentNode> {
  let best = document;
  for (let again = true; again; ) {
    again = false;
    for (let index = 0; ; ) {
      const candidates = candidatesAt(best, index, changes);
      if (candidates === undefined) break;
      let taken = false;
      for (const candidate of candidates) {
        if (print(candidate) === print(best) || !(await fails(candidate))) continue;
        best = candidate;
        taken = true;
        again = true;
        break;
      }
      if (!taken) index += 1;
    }
  }
  return best;
}

/** What the document is without its node of that number; undefined where it has fewer nodes. */
function candidatesAt(
  document: DocumentNode,
  index: number,
  changes: Partial<Record<ASTNode['kind'], readonly Change[]>>,
): DocumentNode[] | undefined {
  let count = -1;
  let found: ASTNode | undefined;
  visit(document, {
    enter: (node) => {
      if (changes[node.kind] !== undefined) {
        count += 1;
        if (count === index) found = node;
      }
    },
  });
  const target = found;
  if (target === undefined) return undefined;
  return (changes[target.kind] ?? []).map((change) => applied(document, target, change));
}

function applied(document: DocumentNode, target: ASTNode, change: Change): DocumentNode {
  return visit(document, {
    enter: (node) => {
      if (node !== target) return undefined;
      if (change === 'drop') return null;
      if (change === 'bare' && node.kind === Kind.FIELD) {
        const { alias: _alias, ...rest } = node;
        return rest;
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) return inlined(document, node.name.value);
      return node;
    },
    SelectionSet: {
      leave: (node) =>
        change === 'unwrap' && target.kind === Kind.INLINE_FRAGMENT
          ? {
              ...node,
              selections: node.selections.flatMap((one) =>
                one === target ? target.selectionSet.selections : [one],
              ),
            }
          : undefined,
    },
  });
}

function inlined(document: DocumentNode, name: string): ASTNode | undefined {
  for (const one of document.definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name) {
      const { typeCondition, selectionSet } = one;
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet };
    }
  }
  return undefined;
}

/** The operation with only the fragments and variables that it still uses. */
function withDocument(operation: Operation, document: DocumentNode): Operation | undefined {
  let current = document;
  for (let round = 0; round < 8; round += 1) {
    const used = new Set<string>();
    let empty = false;
    visit(current, {
      FragmentSpread: ({ name }) => void used.add(name.value),
      SelectionSet: ({ selections }) => {
        if (selections.length === 0) empty = true;
      },
    });
    if (empty) return undefined;
    const definitions = current.definitions.filter(
      (one) => one.kind !== Kind.FRAGMENT_DEFINITION || used.has(one.name.value),
    );
    if (definitions.length === current.definitions.length) break;
    current = { ...current, definitions };
  }
  const variables = new Set<string>();
  visit(current, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void variables.add(name.value),
  });
  const final = visit(current, {
    VariableDefinition: (node) => (variables.has(node.variable.name.value) ? undefined : null),
  });
  return {
    ...operation,
    query: print(final),
    variables: Object.fromEntries(
      Object.entries(operation.variables).filter(([name]) => variables.has(name)),
    ),
  };
}
