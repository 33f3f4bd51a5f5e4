import { expect, it } from '@jest/globals';
import pg from 'pg';
import { loadExercise } from '../../../cli/exercise/load-exercise.ts';
import { domains, prepareDomains } from '../../../cli/exercise/prepare-domains.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const until = '2026-02-01';

it('an exercise is loaded into databases whose owner is no superuser', async () => {
  const databases = new Map<string, TestDatabase>();
  for (const { definition } of domains) databases.set(definition.name, await createTestDatabase());
  const owner = `owner_${process.pid}`;
  const admin = new pg.Client({ connectionString: [...databases.values()][0]?.url });
  await admin.connect();
  try {
    await admin.query(`create role ${owner} login createrole password 'x'`);
    for (const { url } of databases.values()) {
      await admin.query(`alter database ${new URL(url).pathname.slice(1)} owner to ${owner}`);
    }
    const urlOf = async (name: string) => {
      const url = new URL(databases.get(name)?.url ?? '');
      url.username = owner;
      url.password = 'x';
      return url.href;
    };
    await prepareDomains(urlOf, 'exercise');
    const options = { seed: 1, size: 'small', until } as const;
    expect(await loadExercise(urlOf, options)).toMatchObject({ kind: 'loaded' });
    // The second replaces the first: it sees what it is to delete.
    const again = await loadExercise(urlOf, options);
    const client = new pg.Client({ connectionString: await urlOf('aid-logistics') });
    await client.connect();
    const { rows } = await client.query('select count(*)::integer as count from consignment');
    await client.end();
    expect(rows).toEqual([{ count: 600 }]);
    expect(again).toMatchObject({ kind: 'loaded' });
  } finally {
    await admin.end();
    for (const { drop } of databases.values()) await drop();
    const last = await createTestDatabase();
    const cleaner = new pg.Client({ connectionString: last.url });
    await cleaner.connect();
    await cleaner.query(`drop role ${owner}`);
    await cleaner.end();
    await last.drop();
  }
}, 60_000);
