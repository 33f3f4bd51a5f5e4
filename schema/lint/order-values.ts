import { shapeOf } from './model.ts';
import { readersOf } from './reads.ts';
import type { Breach, LintRule } from './rule.ts';

/** A cursor holds the sort key: it must exist on every record, and its direction in the name. */
export const orderValues: LintRule = {
  code: 'ORDER_VALUE',
  advice: 'End the value in _ASC or _DESC and let it read a required field that is not a list.',
  check: (model) =>
    readersOf(model).flatMap(({ coordinate, kind, node, field }): readonly Breach[] => {
      if (kind !== 'order') return [];
      if (!/_(ASC|DESC)$/.test(node.name.value)) {
        return [{ node, message: `"${coordinate}" does not end in _ASC or _DESC.` }];
      }
      if (field === undefined) return [];
      const { list, required } = shapeOf(field.type);
      if (required && !list) return [];
      const reason = list ? 'is a list' : 'may be null';
      return [
        {
          node,
          message: `"${coordinate}" orders by "${field.name.value}", which ${reason}.`,
        },
      ];
    }),
};
