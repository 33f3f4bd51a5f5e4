import type { Check } from '@entente/kit';

/** A structure stands in one class at most. */
export const checkDamageAssessment: Check = ({ row }) => {
  const classes = ['destroyed', 'severe', 'moderate', 'possible'];
  const damaged = classes.reduce((sum, name) => sum + Number(row[name]), 0);
  if (damaged <= Number(row['structures'])) return [];
  return [
    {
      field: 'structures',
      message: `${damaged} structures are damaged, of ${row['structures']} looked at.`,
      advice: 'Count each structure in one class, and count those that are not damaged, too.',
    },
  ];
};
