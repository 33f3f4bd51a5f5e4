import type { Check, Problem } from '@entente/kit';
import { endsAfter } from './days.ts';
import { schemeOf } from './scheme-of.ts';

/** A class means nothing outside its scheme. */
export const checkZone: Check = async ({ row, db }) => {
  const problems: Problem[] = [...endsAfter(row, 'effective_from', 'effective_to', 'effectiveTo')];
  const { classes } = await schemeOf(db, row['scheme_id']);
  if (!classes.includes(row['class_code'])) {
    problems.push({
      field: 'classCode',
      message: `The scheme has no class ${row['class_code']}.`,
      advice: `Give one of its classes: ${classes.join(', ') || 'none can be read'}.`,
    });
  }
  return problems;
};
