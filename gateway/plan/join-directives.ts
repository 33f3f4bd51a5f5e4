import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** The value of an argument of a directive; null where it has none. */
export function argumentOf(
  directive: ConstDirectiveNode,
  name: string,
): ArgumentNode['value'] | null {
  const list: readonly ArgumentNode[] = directive.arguments ?? [];
  return list.find((argument) => argument.name.value === name)?.value ?? null;
}

export function stringArgument(directive: ConstDirectiveNode, name: string): string | null {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.STRING ? value.value : null;
}

/** `REFERENCE @join__graph(name: "reference")`: how the SDL names a subgraph, to its name. */
export function subgraphNames(document: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) continue;
    if (definition.name.value !== 'join__Graph') continue;
    for (const { name, directives } of definition.values ?? []) {
      for (const directive of directives ?? []) {
        names.set(name.value, stringArgument(directive, 'name') ?? name.value);
      }
    }
  }
  return names;
}

/** `id place { code }`, and a context's ` { lang }` or ` ... on Site { lang }`. */
export function parseFieldSet(text: string): SelectionSetNode {
  const trimmed = text.trim();
  const [operation] = parse(trimmed.startsWith('{') ? trimmed : `{${trimmed}}`, {
    noLocation: true,
  }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError(`No field set: ${text}`);
  return operation.selectionSet;
}

/** Names of all fields in a field set, nested ones among them. */
export function fieldNames(text: string): readonly string[] {
  const names: string[] = [];
  visit(parseFieldSet(text), {
    Field: ({ name }) => {
      names.push(name.value);
    },
  });
  return names;
}
