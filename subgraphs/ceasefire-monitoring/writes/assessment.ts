import { type Checked, defineWrites, type Problem } from '@entente/kit';
import { verifiers } from './roles.ts';

/** Whoever's incident it is: the assessment is a record of the partner that makes it. */
export const assessmentWrites = defineWrites('Assessment', {
  create: {
    field: 'addAssessment',
    roles: verifiers,
    defaults: (_input, { caller, at }) => ({ byPartner: caller.partner, madeAt: at }),
  },
  correct: { field: 'correctAssessment', roles: verifiers },
  withdraw: { field: 'withdrawAssessment', roles: verifiers },
  check: attribution,
});

function attribution({ row }: Checked): readonly Problem[] {
  if (row['attributed_to'] == null || row['finding'] === 'VIOLATION') return [];
  return [
    {
      field: 'attributedTo',
      message: 'Nobody is held responsible for what is not found to be a violation.',
      advice: 'Leave it out, or give null where the assessment named a party before.',
    },
  ];
}
