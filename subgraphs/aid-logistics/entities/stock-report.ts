import { defineEntity } from '@entente/kit';

/** Of reports of one instant, the one with the highest id counts as the newest; a withdrawn one never. */
const latest = `not exists (
  select from stock_report as n
  where n.place_pcode = t.place_pcode and n.category = t.category
    and n.owner_code = t.owner_code and n.withdrawn_at is null
    and (n.observed_at, n.id) > (t.observed_at, t.id)
)`;

export const stockReport = defineEntity('StockReport', { computed: { latest } });
