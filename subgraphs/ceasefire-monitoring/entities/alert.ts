import { defineEntity } from '@entente/kit';

/** CAP 1.2, section 3.2.1: an update or a cancellation takes the place of what it refers to. */
const superseded = `exists (
  select from alert later
  where later."references" @> array[t.id] and later.owner_code = t.owner_code
    and later.msg_type in ('UPDATE', 'CANCEL') and later.sent <= now())`;

export const alert = defineEntity('Alert', {
  computed: {
    // An id that is withheld, or unknown, is not told in passing.
    references: `select coalesce(array_agg(r.id order by r.place), '{}')
      from unnest(t."references") with ordinality as r(id, place)
      where exists (select from alert earlier where earlier.id = r.id)`,
    // The places' keys, as other subgraphs require them.
    placeCodes: 't.places_pcode',
    inForce: `t.msg_type in ('ALERT', 'UPDATE') and t.effective_from <= now()
      and t.effective_to > now() and not ${superseded}`,
  },
});
