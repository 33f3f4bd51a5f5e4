import {
  loadPage,
  type PageArguments,
  type Resolver,
  type SubgraphContext,
  sql,
} from '@entente/kit';

interface Alert {
  readonly place_codes: readonly string[];
  readonly effective_from: string;
  readonly effective_to: string;
}

/** Movements from or to the alert's places on a day (UTC) on which it is in effect. */
export const movementsOfAlert: Resolver<SubgraphContext> = (
  { place_codes, effective_from, effective_to }: Alert,
  args: PageArguments,
  context,
  { schema },
) =>
  loadPage(
    schema,
    'MovementRequest',
    args,
    context,
    sql`(t.from_pcode = any(${place_codes}::text[]) or t.to_pcode = any(${place_codes}::text[]))
      and t.day between (${effective_from}::timestamptz at time zone 'UTC')::date
      and (${effective_to}::timestamptz at time zone 'UTC')::date`,
  );
