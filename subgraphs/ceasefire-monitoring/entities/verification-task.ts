import { defineEntity } from '@entente/kit';

const open = `t.state = 'ASSIGNED'`;
const expired = `${open} and t.expires_at <= now()`;

/** The table never says EXPIRED: time passes without anyone writing. */
export const verificationTask = defineEntity('VerificationTask', {
  computed: {
    state: `case when ${expired} then 'EXPIRED' else t.state end`,
    stateChangedAt: `case when ${expired} then t.expires_at else t.state_changed_at end`,
    overdue: `${open} and t.due_at <= now() and t.expires_at > now()`,
  },
});
