import { type Checked, defineWrites, type Problem } from '@entente/kit';
import { incidentStates } from '../states/incident.ts';
import { eventProblems } from './event-rules.ts';
import { recorders } from './roles.ts';

export const incidentWrites = defineWrites('Incident', {
  create: {
    field: 'openIncident',
    roles: recorders,
    defaults: (_input, { at }) => ({ standing: 'ALLEGED', openedAt: at }),
  },
  advance: {
    field: 'advanceIncident',
    states: incidentStates,
    steps: { closeIncident: 'CLOSED', reopenIncident: 'REOPENED' },
  },
  correct: { field: 'correctIncident', roles: recorders },
  withdraw: { field: 'withdrawIncident', roles: recorders },
  check: (checked) => [...eventProblems(checked.row, checked.at), ...standingProblems(checked)],
});

const undecided: readonly unknown[] = ['OPEN', 'UNDER_VERIFICATION', 'REOPENED'];

function standingProblems({ row, before }: Checked): readonly Problem[] {
  const { state, standing } = row;
  const problems: Problem[] = [];
  if (state === 'CLOSED' && standing === 'ALLEGED') {
    problems.push({
      field: 'standing',
      message: 'An incident is not closed as an allegation.',
      advice: 'Give the standing with which it is closed, or verify it first.',
    });
  }
  const fits = undecided.includes(state) ? standing === 'ALLEGED' : standing === state;
  if (state !== 'CLOSED' && !fits) {
    problems.push({ field: 'standing', message: `${standing} does not go with ${state}.` });
  }
  const held = before?.['state'] === 'REOPENED' ? standing : (before?.['standing'] ?? standing);
  if (state === 'CLOSED' && standing !== held) {
    problems.push({
      field: 'standing',
      message: 'Closing an incident does not change what it is held to be.',
      advice: 'Reopen it, or leave the standing out.',
    });
  }
  if ((standing === 'DUPLICATE') !== (row['duplicate_of_id'] != null)) {
    problems.push({
      field: 'duplicateOf',
      message: 'An incident repeats another exactly when it is held to be a DUPLICATE.',
    });
  }
  if (before !== null && row['duplicate_of_id'] === before['id']) {
    problems.push({ field: 'duplicateOf', message: 'An incident does not repeat itself.' });
  }
  return problems;
}
