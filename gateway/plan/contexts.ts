import {
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  parseType,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { linkedFeatures } from '../../schema/linked-directives.ts';
import { argumentOf, parseFieldSet, stringArgument } from './join-directives.ts';

/** An argument that no client gives: a value of the nearest object above that sets the context. */
export interface ContextArgument {
  readonly name: string;
  readonly type: TypeNode;
  readonly context: string;
  /** Of the object that sets the context; conditions say for which types. */
  readonly selection: SelectionSetNode;
}

const specification = 'https://specs.apollo.dev/context';

/** What `@join__field(contextArguments:)` says. */
export function contextArguments(directive: ConstDirectiveNode): readonly ContextArgument[] {
  const list = argumentOf(directive, 'contextArguments');
  if (list?.kind !== Kind.LIST) return [];
  return list.values.map((entry): ContextArgument => {
    const text = (key: string): string => {
      const fields = entry.kind === Kind.OBJECT ? entry.fields : [];
      const value = fields.find(({ name }) => name.value === key)?.value;
      if (value?.kind !== Kind.STRING) throw new TypeError(`A context argument has no ${key}.`);
      return value.value;
    };
    return {
      name: text('name'),
      type: parseType(text('type'), { noLocation: true }),
      context: text('context'),
      selection: parseFieldSet(text('selection')),
    };
  });
}

/** Object types that set a context, by its name. */
export function readContexts(
  document: DocumentNode,
  types: ReadonlyMap<string, { readonly possible: readonly string[] }>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const contexts = new Map<string, Set<string>>();
  const feature = linkedFeatures(document).find(({ identity }) => identity === specification);
  if (feature === undefined) return contexts;
  for (const definition of document.definitions) {
    if (!definition.kind.endsWith('TypeDefinition') || !('name' in definition)) continue;
    for (const directive of ('directives' in definition && definition.directives) || []) {
      if (directive.name.value !== feature.directive('context')) continue;
      const context = stringArgument(directive as ConstDirectiveNode, 'name');
      if (context === null) continue;
      const holders = contexts.get(context) ?? new Set();
      contexts.set(context, holders);
      for (const type of types.get(definition.name?.value ?? '')?.possible ?? []) holders.add(type);
    }
  }
  return contexts;
}
