import { type ConstDirectiveNode, Kind, type SelectionSetNode } from 'graphql';
import { argument, fieldOf, textOf } from '../../schema/linked-directives.ts';
import { namedType, parseSelection, type SupergraphModel } from './supergraph-model.ts';

/** A field whose value a subgraph gets in order to compute another one. */
export interface NeededField {
  /** Of an object type. */
  readonly type: string;
  readonly field: string;
  readonly directive: '@requires' | '@fromContext';
}

/**
 * What a field of an object type is computed from (Apollo Federation, `@requires` and
 * `@fromContext`), as every subgraph that resolves it declares it. Keys are not among them: they
 * join records and are not read.
 *
 * @param contextDirective the name that `@context` has in the supergraph
 */
export function neededFields(
  model: SupergraphModel,
  contextDirective: string,
): (type: string, field: string) => readonly NeededField[] {
  const contexts = new Map<string, string[]>();
  for (const { name, directives } of model.values()) {
    for (const directive of directives) {
      const context = textOf(argument(directive, 'name'));
      if (directive.name.value !== contextDirective || context === null) continue;
      contexts.set(context, [...(contexts.get(context) ?? []), name]);
    }
  }

  const select = (
    types: readonly string[],
    selection: SelectionSetNode | null,
    directive: NeededField['directive'],
  ): readonly NeededField[] =>
    (selection?.selections ?? []).flatMap((one): readonly NeededField[] => {
      if (one.kind === Kind.FRAGMENT_SPREAD) return [];
      if (one.kind === Kind.INLINE_FRAGMENT) {
        const condition = one.typeCondition?.name.value;
        const narrowed = condition === undefined ? types : possible(condition);
        return select(narrowed, one.selectionSet, directive);
      }
      return types.flatMap((type): readonly NeededField[] => {
        const field = one.name.value;
        const definition = model.get(type)?.fields.get(field);
        if (definition === undefined) return [];
        const below = possible(namedType(definition.type));
        return [{ type, field, directive }, ...select(below, one.selectionSet ?? null, directive)];
      });
    });
  const possible = (type: string): readonly string[] => model.get(type)?.possible ?? [];

  const fromContext = (directive: ConstDirectiveNode): readonly NeededField[] => {
    const list = argument(directive, 'contextArguments');
    if (list?.kind !== Kind.LIST) return [];
    return list.values.flatMap((entry) => {
      const types = contexts.get(fieldOf(entry, 'context') ?? '') ?? [];
      const selection = parseSelection(fieldOf(entry, 'selection') ?? '');
      return select(types.flatMap(possible), selection, '@fromContext');
    });
  };

  return (type, field) => {
    // A subgraph that knows the interface as an object resolves its fields for all implementations.
    const declaring = [type, ...(model.get(type)?.interfaces ?? [])];
    return declaring.flatMap((name) =>
      (model.get(name)?.fields.get(field)?.directives ?? []).flatMap((directive) => {
        if (directive.name.value !== 'join__field') return [];
        const required = textOf(argument(directive, 'requires'));
        const selection = required === null ? null : parseSelection(required);
        return [...select([type], selection, '@requires'), ...fromContext(directive)];
      }),
    );
  };
}
