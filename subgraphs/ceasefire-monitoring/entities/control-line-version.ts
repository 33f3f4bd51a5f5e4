import { defineEntity } from '@entente/kit';

const today = `(now() at time zone 'UTC')::date`;

export const controlLineVersion = defineEntity('ControlLineVersion', {
  computed: {
    inEffect: `t.effective_from <= ${today} and coalesce(t.effective_to > ${today}, true)`,
  },
});
