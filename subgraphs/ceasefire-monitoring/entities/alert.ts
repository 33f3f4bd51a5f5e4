import { defineEntity } from '@entente/kit';

/** CAP 1.2, section 3.2.1: an update or a cancellation takes the place of what it refers to. */
const superseded = `exists (
  select from alert later
  where later."references" @> array[t.id] and later.owner_code = t.owner_code
    and later.msg_type in ('UPDATE', 'CANCEL') and later.sent <= now())`;

export const alert = defineEntity('Alert', {
  computed: {
    // The places' keys, as other subgraphs require them.
    placeCodes: 't.places_pcode',
    inForce: `t.msg_type in ('ALERT', 'UPDATE') and t.effective_from <= now()
      and t.effective_to > now() and not ${superseded}`,
  },
});
