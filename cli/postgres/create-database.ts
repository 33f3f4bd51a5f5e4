import { Client, escapeIdentifier } from 'pg';

/** Creates the database on the server of `adminUrl`; true when it was not there before. */
export async function createDatabase(adminUrl: string, name: string): Promise<boolean> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return false;
    await client.query(`create database ${escapeIdentifier(name)}`);
    return true;
  } finally {
    await client.end();
  }
}
