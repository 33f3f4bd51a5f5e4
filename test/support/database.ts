import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { askBroker } from './broker.ts';

export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/**
 * A new, empty database. It is on the server that `TEST_DATABASE_URL` names, else on the embedded
 * one of this run, which starts with the first call.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'] || (await askBroker('postgres'));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const drop = async () => {
    await administer(server, `drop database ${name} with (force)`);
    // Roles belong to the server: those with which the database was served go with it.
    await administer(server, `drop role if exists ${name}_serving, ${name}_writing`);
  };
  return { url: url.href, drop };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
