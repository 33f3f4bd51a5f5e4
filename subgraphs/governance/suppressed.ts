import { tooFew } from '@entente/kit';

/** SQL over a pledge `t`: one amount would tell of the other, so both are withheld together. */
export const suppressedPledge = `(t.suppressed or (t.unit = 'PERSONS'
  and (${tooFew('t.amount')} or ${tooFew('t.fulfilled_amount')})))`;

/**
 * SQL over an indicator's value `t`: whether it counts so few persons. Where the indicator itself
 * is withheld from who asks, what it counts is unknown, and any such value is withheld, too.
 */
export const suppressedValue = `(${tooFew('t.value')} and not exists (
  select from indicator i where i.id = t.indicator_id and lower(i.unit) <> 'persons'))`;
