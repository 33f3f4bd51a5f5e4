import type { Check, Problem } from '@entente/kit';

/** An area is RELEASED as a whole: people take the word for it. */
export const checkHazardSurvey: Check = ({ row }) => {
  const [area, released] = [Number(row['area_hectares']), Number(row['released_hectares'])];
  const problems: Problem[] = [];
  if (released > area) {
    problems.push({
      field: 'releasedHectares',
      message: `${released} hectares are released, of ${area}.`,
      advice: 'Correct one of the two areas.',
    });
  }
  if (row['state'] === 'RELEASED' && released < area) {
    problems.push({
      field: 'releasedHectares',
      message: `The area is RELEASED when all of its ${area} hectares are, not ${released}.`,
      advice: `Give \`with: { releasedHectares: ${area} }\`, or survey the rest as an area of its own.`,
    });
  }
  return problems;
};
