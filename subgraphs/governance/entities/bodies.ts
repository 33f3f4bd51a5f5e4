import { defineEntity } from '@entente/kit';
import { suppressedPledge } from '../suppressed.ts';
import { holdsOn } from './holds-on.ts';
import { nextReportDue } from './next-report-due.ts';

/** Bodies, what they may do, who takes part in them and what they are to reform. */
export const bodies = [
  defineEntity('Body'),
  defineEntity('Mandate', { computed: { nextReportDueOn: nextReportDue } }),
  defineEntity('Participation', {
    relations: { 'Partner.participations': 'partner' },
    filters: { onDate: holdsOn('member_from', 'member_to') },
  }),
  defineEntity('Representation', {
    relations: {
      'Partner.representations': 'partner',
      'Body.representations': 'forum',
      'Body.representedIn': 'party',
    },
    filters: { onDate: holdsOn('standing_from', 'standing_to') },
  }),
  defineEntity('ReformBenchmark', { relations: { 'Body.reformBenchmarks': 'body' } }),
  defineEntity('Pledge', {
    computed: {
      suppressed: suppressedPledge,
      amount: `case when not ${suppressedPledge} then t.amount end`,
      fulfilledAmount: `case when not ${suppressedPledge} then t.fulfilled_amount end`,
    },
    relations: { 'Partner.pledges': 'partner', 'Partner.pledgeSeries': 'partner' },
  }),
];
