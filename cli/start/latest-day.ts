import { Client } from 'pg';

/** The day of the newest consignment: where the records end, which need not be today. */
export async function latestDay(databaseUrl: string): Promise<Date | undefined> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ latest: Date | null }>(
      'select max(state_changed_at) as latest from consignment',
    );
    return rows[0]?.latest ?? undefined;
  } catch {
    // The sample is a courtesy: without that database it asks about the days up to today.
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}
