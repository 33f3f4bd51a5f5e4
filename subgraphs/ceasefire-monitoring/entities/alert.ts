import { defineEntity } from '@entente/kit';

export const alert = defineEntity('Alert', {
  computed: {
    // The places' keys, as other subgraphs require them.
    placeCodes: 't.places_pcode',
    inForce: `t.msg_type in ('ALERT', 'UPDATE') and t.effective_from <= now() and t.effective_to > now()`,
  },
});
