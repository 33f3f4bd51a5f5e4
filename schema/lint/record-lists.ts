import { isRecord, shapeOf } from './model.ts';
import type { LintRule } from './rule.ts';

/** Plain lists grow without bound and cannot be merged across providers; connections can. */
export const recordLists: LintRule = {
  code: 'RECORD_LIST',
  advice: 'Return a connection: `things(first: Int = 50, after: String, ...): ThingConnection`.',
  check: ({ objects }) =>
    [...objects.values()].flatMap((owner) => {
      if (owner.name.endsWith('Connection')) return [];
      return owner.fields.flatMap((field) => {
        const { name, list } = shapeOf(field.type);
        const target = objects.get(name);
        const refused =
          isRecord(target) || (owner.name === 'Query' && (target?.keys.length ?? 0) > 0);
        if (!list || !refused) return [];
        return [
          {
            node: field,
            message: `"${owner.name}.${field.name.value}" is a plain list of ${name}.`,
          },
        ];
      });
    }),
};
