import { shapeOf } from './model.ts';
import type { LintRule } from './rule.ts';

/**
 * A reference that does not resolve (withheld, or its subgraph down) must null itself, not its
 * parent; a root field must null itself, not the whole answer.
 */
export const nullableReferences: LintRule = {
  code: 'NON_NULL_REFERENCE',
  advice: 'Remove the `!`, so that a missing answer nulls only this field.',
  check: ({ objects }) =>
    [...objects.values()].flatMap((owner) =>
      owner.fields.flatMap((field) => {
        const { name, list, required } = shapeOf(field.type);
        const root = owner.name === 'Query' || owner.name === 'Mutation';
        const reference = !list && (objects.get(name)?.keys.length ?? 0) > 0;
        if (!required || !(root || reference)) return [];
        const what = root ? 'a root field' : `a reference to ${name}`;
        const message = `"${owner.name}.${field.name.value}" is ${what} and may not be null.`;
        return [{ node: field, message }];
      }),
    ),
};
