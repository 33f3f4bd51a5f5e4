import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { namedType } from '../join-graph.ts';
import type { EntityGroup, FetchNode, Rewrite, RewriteStep } from '../plan.ts';
import { type FetchDraft, type FieldDraft, freeName, type SelectionDraft } from './fetch-draft.ts';

/** The fetch with its document. */
export function writeFetch(draft: FetchDraft, client: OperationDefinitionNode): FetchNode {
  const { kind, subgraph, selection, path } = draft;
  const aliases = findAliases(selection);
  const written = writeSelection(selection, aliases);
  const variables = usedVariables(written);
  const operation = kind === 'root' ? client.operation : OperationTypeNode.QUERY;
  if (operation === OperationTypeNode.SUBSCRIPTION)
    throw new TypeError('Subscriptions are not planned.');
  // Directives on variables are between the client and the hub.
  const declared = (client.variableDefinitions ?? [])
    .filter(({ variable }) => variables.has(variable.name.value))
    .map(({ directives: _, ...one }): VariableDefinitionNode => one);
  const rewrites = aliases.size === 0 ? [] : findRewrites(selection, aliases, []);
  const document = (definitions: readonly VariableDefinitionNode[], set: SelectionSetNode) =>
    print({
      kind: Kind.OPERATION_DEFINITION,
      operation,
      variableDefinitions: definitions,
      selectionSet: set,
    });
  const fetch = {
    kind: 'fetch',
    subgraph,
    operation,
    operationName: null,
    variables: declared.map(({ variable }) => variable.name.value),
  } as const;
  if (kind !== 'entities') {
    const at = kind === 'objects' ? path : [];
    return {
      ...fetch,
      document: document(declared, written),
      entities: [],
      at,
      outputRewrites: rewrites,
    };
  }
  const variable = freeName('representations', variablesOf(client));
  const contexts = [...draft.contexts.values()];
  const group: EntityGroup = {
    alias: '_entities',
    variable,
    paths: [path],
    requires: [...draft.representations.values()].map(({ names, selections }) => ({
      kind: 'types',
      names,
      selections,
    })),
    contexts: contexts.map(({ variable: name, ways }) => ({ variable: name, ways })),
    inputRewrites: [...draft.representations.values()].flatMap(({ names, as }): Rewrite[] =>
      names.every((name) => name === as)
        ? []
        : [
            {
              kind: 'set',
              path: [
                { kind: 'types', names },
                { kind: 'key', name: '__typename' },
              ],
              value: as,
            },
          ],
    ),
    outputRewrites: rewrites,
  };
  const given = contexts.map(
    ({ variable: name, type }): VariableDefinitionNode => ({
      kind: Kind.VARIABLE_DEFINITION,
      variable: variableOf(name),
      type,
    }),
  );
  const definitions = [representationsOf(variable), ...given, ...declared];
  const text = document(definitions, entitiesOf(variable, written));
  return { ...fetch, document: text, entities: [group], at: [], outputRewrites: [] };
}

/** Names of the client's variables. */
export function variablesOf({
  variableDefinitions = [],
}: OperationDefinitionNode): ReadonlySet<string> {
  return new Set(variableDefinitions.map(({ variable }) => variable.name.value));
}

function writeSelection(
  { fields, on }: SelectionDraft,
  aliases: ReadonlyMap<FieldDraft, string>,
): SelectionSetNode {
  const selections: SelectionNode[] = [...fields.values()].map((field) =>
    writeField(field, aliases),
  );
  for (const [type, selection] of on) {
    const selectionSet = writeSelection(selection, aliases);
    selections.push({
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: nameOf(type) },
      selectionSet,
    });
  }
  // Rewrites ask for the type; what has no field of its own is only there or not.
  const needsType = on.size > 0 || selections.length === 0;
  if (needsType && !fields.has('__typename')) {
    selections.unshift({ kind: Kind.FIELD, name: nameOf('__typename') });
  }
  return { kind: Kind.SELECTION_SET, selections };
}

function writeField(draft: FieldDraft, aliases: ReadonlyMap<FieldDraft, string>): FieldNode {
  const { field, inner } = draft;
  const key = aliases.get(draft) ?? field.key;
  return {
    kind: Kind.FIELD,
    ...(key === field.name ? {} : { alias: nameOf(key) }),
    name: nameOf(field.name),
    arguments: field.arguments,
    ...(inner === null ? {} : { selectionSet: writeSelection(inner, aliases) }),
  };
}

/**
 * Aliases for fields of different types that share a key and would not merge: what is nullable in
 * one type alone (GraphQL 5.3.2).
 */
function findAliases(root: SelectionDraft): ReadonlyMap<FieldDraft, string> {
  const aliases = new Map<FieldDraft, string>();
  const find = (selections: readonly SelectionDraft[]): void => {
    const byKey = new Map<string, FieldDraft[]>();
    const collect = ({ fields, on }: SelectionDraft): void => {
      for (const [key, field] of fields) byKey.set(key, [...(byKey.get(key) ?? []), field]);
      for (const one of on.values()) collect(one);
    };
    for (const one of selections) collect(one);
    for (const [key, fields] of byKey) {
      const [first] = fields;
      const alike = fields.filter((field) => shapeOf(field) === shapeOf(first));
      const others = fields.filter((field) => !alike.includes(field));
      for (const field of others) aliases.set(field, `${key}__alias_${aliases.size}`);
      find(alike.flatMap(({ inner }) => (inner === null ? [] : [inner])));
      for (const { inner } of others) if (inner !== null) find([inner]);
    }
  };
  find([root]);
  return aliases;
}

function shapeOf(field: FieldDraft | undefined): string {
  if (field?.type == null) return 'String!';
  const text = print(field.type);
  return field.inner === null ? text : text.replace(namedType(field.type), '');
}

/** Gives fields their own keys back; inner ones first, while the outer still have their aliases. */
function findRewrites(
  { fields, on }: SelectionDraft,
  aliases: ReadonlyMap<FieldDraft, string>,
  path: readonly RewriteStep[],
): readonly Rewrite[] {
  const rewrites: Rewrite[] = [];
  for (const draft of fields.values()) {
    const alias = aliases.get(draft);
    const step: RewriteStep = { kind: 'key', name: alias ?? draft.field.key };
    if (draft.inner !== null) rewrites.push(...findRewrites(draft.inner, aliases, [...path, step]));
    if (alias !== undefined) {
      rewrites.push({ kind: 'rename', path: [...path, step], to: draft.field.key });
    }
  }
  for (const [type, selection] of on) {
    rewrites.push(...findRewrites(selection, aliases, [...path, { kind: 'types', names: [type] }]));
  }
  return rewrites;
}

function usedVariables(set: SelectionSetNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(set, {
    Variable: ({ name }) => {
      names.add(name.value);
    },
  });
  return names;
}

function representationsOf(variable: string): VariableDefinitionNode {
  const type: TypeNode = {
    kind: Kind.NON_NULL_TYPE,
    type: {
      kind: Kind.LIST_TYPE,
      type: {
        kind: Kind.NON_NULL_TYPE,
        type: { kind: Kind.NAMED_TYPE, name: nameOf('_Any') },
      },
    },
  };
  return { kind: Kind.VARIABLE_DEFINITION, variable: variableOf(variable), type };
}

function entitiesOf(variable: string, selectionSet: SelectionSetNode): SelectionSetNode {
  return {
    kind: Kind.SELECTION_SET,
    selections: [
      {
        kind: Kind.FIELD,
        name: nameOf('_entities'),
        arguments: [
          { kind: Kind.ARGUMENT, name: nameOf('representations'), value: variableOf(variable) },
        ],
        selectionSet,
      },
    ],
  };
}

function nameOf(value: string) {
  return { kind: Kind.NAME, value } as const;
}

function variableOf(name: string) {
  return { kind: Kind.VARIABLE, name: nameOf(name) } as const;
}
