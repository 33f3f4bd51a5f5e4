import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
} from 'graphql';
import type { RenamedOperation } from './plan.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';

/** Names that planners give to aliases of their own. */
const planners = /^_|__alias_\d/;

/**
 * Renames response keys of the client that would collide: with fields that planners add (`id: name`
 * beside the key `id`), or with another field at the same place of an object of another type
 * (`... on A { site { x: f(n: 1) } } ... on B { site { x: f(n: 2) } }`).
 */
export function renameKeys(
  operation: OperationDefinitionNode,
  facts: SupergraphFacts,
): RenamedOperation {
  const newKeys = new Map<FieldNode, string>();
  const clientKeys = new Map<string, string>();
  let next = 0;

  /** `selections` are all that stand at one place of the answer, whatever the types. */
  const renameAt = (selections: readonly SelectionNode[]): void => {
    const variants = new Map<string, Map<string, FieldNode[]>>();
    for (const field of fieldsOf(selections)) {
      const key = field.alias?.value ?? field.name.value;
      const byVariant = variants.get(key) ?? new Map<string, FieldNode[]>();
      variants.set(key, byVariant);
      const variant = variantOf(field);
      const fields = byVariant.get(variant);
      if (fields === undefined) byVariant.set(variant, [field]);
      else fields.push(field);
    }
    for (const [key, byVariant] of variants) {
      let taken = false;
      for (const fields of byVariant.values()) {
        const [first] = fields;
        if (taken || (first !== undefined && collides(key, first, facts))) {
          const name = `_x${next++}_${key}`;
          clientKeys.set(name, key);
          for (const field of fields) newKeys.set(field, name);
        } else {
          taken = true;
        }
        renameAt(fields.flatMap(({ selectionSet }) => selectionSet?.selections ?? []));
      }
    }
  };
  renameAt(operation.selectionSet.selections);
  return {
    operation: newKeys.size === 0 ? operation : applyKeys(operation, newKeys),
    clientKeys,
  };
}

function collides(key: string, field: FieldNode, facts: SupergraphFacts): boolean {
  const aliased = key !== field.name.value;
  if (aliased && planners.test(key)) return true;
  if (facts.addedWithArguments.has(key)) return true;
  return facts.addedFields.has(key) && (aliased || (field.arguments ?? []).length > 0);
}

/** Name and arguments: fields that are alike in them bring the same for the same object. */
export function variantOf({ name, arguments: args = [] }: FieldNode): string {
  if (args.length === 0) return name.value;
  return `${name.value}(${args.map(print).sort().join()})`;
}

/** Fields of a place through its inline fragments. */
export function* fieldsOf(selections: readonly SelectionNode[]): Generator<FieldNode> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) yield selection;
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      yield* fieldsOf(selection.selectionSet.selections);
    }
  }
}

function applyKeys(
  operation: OperationDefinitionNode,
  newKeys: ReadonlyMap<FieldNode, string>,
): OperationDefinitionNode {
  const apply = (selection: SelectionNode): SelectionNode => {
    if (selection.kind === Kind.FRAGMENT_SPREAD || selection.selectionSet === undefined) {
      return selection.kind === Kind.FIELD ? withKey(selection) : selection;
    }
    const selectionSet = {
      ...selection.selectionSet,
      selections: selection.selectionSet.selections.map(apply),
    };
    return selection.kind === Kind.FIELD
      ? { ...withKey(selection), selectionSet }
      : { ...selection, selectionSet };
  };
  const withKey = (field: FieldNode): FieldNode => {
    const key = newKeys.get(field);
    return key === undefined ? field : { ...field, alias: { kind: Kind.NAME, value: key } };
  };
  const { selectionSet } = operation;
  return {
    ...operation,
    selectionSet: { ...selectionSet, selections: selectionSet.selections.map(apply) },
  };
}
