import { type Row, type SubgraphContext, sql } from '@entente/kit';

/** `Zone.class`: the zone's class as its scheme describes it; one statement for all zones. */
export async function zoneClass(zone: Row, _args: unknown, context: SubgraphContext) {
  const classes = context.loader<string, readonly Row[]>('Zone.class', async (schemes) => {
    const { rows } = await sql<{ id: string; classes: readonly Row[] }>`
      select id, classes from zone_scheme where id = any(${schemes}::text[])
    `.execute(context.db);
    const found = new Map(rows.map(({ id, classes }) => [id, classes]));
    return schemes.map((scheme) => found.get(scheme) ?? []);
  });
  const described = await classes.load(String(zone['scheme_id']));
  return described.find(({ code }) => code === zone['class_code']) ?? null;
}
