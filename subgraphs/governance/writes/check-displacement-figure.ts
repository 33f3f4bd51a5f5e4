import type { Check, Problem } from '@entente/kit';

export const checkDisplacementFigure: Check = ({ row }) => {
  const problems: Problem[] = [];
  if (new Date(`${row['week']}T00:00:00Z`).getUTCDay() !== 1) {
    problems.push({
      field: 'week',
      message: `${row['week']} is no Monday.`,
      advice: 'Give the Monday on which the week begins.',
    });
  }
  if (row['from_place_pcode'] == null && row['to_place_pcode'] == null) {
    problems.push({
      field: 'toPlace',
      message: 'Neither from where nor to where is said.',
      advice: 'Give `fromPlace`, `toPlace` or both.',
    });
  }
  return problems;
};
