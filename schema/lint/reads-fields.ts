import { readersOf } from './reads.ts';
import type { Breach, LintRule } from './rule.ts';

/** Whoever may not read a field may not filter or order by it: so each filter names its field. */
export const readsFields: LintRule = {
  code: 'READS_FIELD',
  advice: 'Add `@reads(field: "...")` with a field of the record that is filtered or ordered.',
  check: (model) =>
    readersOf(model).flatMap(({ coordinate, node, reads, record, field }): readonly Breach[] => {
      if (field !== undefined) return [];
      if (reads === undefined) {
        return [{ node, message: `"${coordinate}" does not say which field it reads.` }];
      }
      // A dimension of a series without a filter names no record that could be compared with.
      if (record === undefined && coordinate.includes('Dimension.')) return [];
      const owner = record?.name ?? 'any record of its name';
      return [{ node, message: `"${coordinate}" reads "${reads}", no field of ${owner}.` }];
    }),
};
