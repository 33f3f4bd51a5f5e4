import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  visit,
} from 'graphql';
import type { FetchNode } from './plan.ts';

/** A fetch's document, read: one operation and the fragments that it spreads. */
export interface FetchDocument {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** A field of a selection set, and the type condition that it stands under. */
export interface SelectedField {
  readonly field: FieldNode;
  readonly condition: string | null;
}

/** Reads the document of a fetch and checks its variables; a text says what is wrong with it. */
export function readFetchDocument(
  fetch: FetchNode,
  clientVariables: ReadonlySet<string>,
): FetchDocument | string {
  try {
    const document = parse(fetch.document, { noLocation: true });
    const fragments = new Map<string, FragmentDefinitionNode>();
    const operations: OperationDefinitionNode[] = [];
    const used = new Set<string>();
    for (const definition of document.definitions) {
      if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
      if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
      fragments.set(definition.name.value, definition);
    }
    visit(document, {
      VariableDefinition: () => false,
      Variable: ({ name }) => {
        used.add(name.value);
      },
    });
    const [operation, ...more] = operations;
    if (operation === undefined || more.length > 0) return 'has not one operation';
    if (operation.operation !== fetch.operation) return `is no ${fetch.operation}`;
    return checkVariables(fetch, operation, used, clientVariables) ?? { operation, fragments };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return `does not parse (${error.message})`;
  }
}

/** Every variable is declared, and given either by the client or by the engine, never by both. */
function checkVariables(
  { variables, entities }: FetchNode,
  operation: OperationDefinitionNode,
  used: ReadonlySet<string>,
  clientVariables: ReadonlySet<string>,
): string | null {
  const definitions = operation.variableDefinitions ?? [];
  const declared = new Set(definitions.map(({ variable }) => variable.name.value));
  const engines = entities.flatMap(({ variable, contexts }) => [
    variable,
    ...contexts.map((context) => context.variable),
  ]);
  for (const name of used) if (!declared.has(name)) return `uses $${name} without declaring it`;
  for (const name of engines) if (!declared.has(name)) return `does not declare $${name}`;
  for (const name of variables) {
    if (!declared.has(name)) return `does not declare $${name}`;
    if (!clientVariables.has(name)) return `takes $${name}, which the client does not have`;
    if (engines.includes(name)) return `takes $${name} both from the client and for itself`;
  }
  for (const name of declared) {
    if (!variables.includes(name) && !engines.includes(name)) return `is not given $${name}`;
  }
  return null;
}

/** Fields of a selection set, those of its fragments among them. */
export function* selectedFields(
  selections: readonly SelectionNode[],
  fragments: FetchDocument['fragments'],
  condition: string | null = null,
): Generator<SelectedField> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      yield { field: selection, condition };
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (fragment === undefined) continue;
    const inner = fragment.typeCondition?.name.value ?? condition;
    yield* selectedFields(fragment.selectionSet.selections, fragments, inner);
  }
}

export function keyOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}
