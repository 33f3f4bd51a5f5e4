import {
  DatabaseError,
  defineEntity,
  defineSubgraph,
  openDatabase,
  prepareDatabase,
  readContract,
  recordColumns,
  type SubgraphDefinition,
  sql,
  sqlMigration,
} from '@entente/kit';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { depots } from '../../support/depots.ts';
import { recordRow } from '../../support/subgraph.ts';

const contract = readContract(new URL('../../support/wells.graphql', import.meta.url));
const tables = sqlMigration(
  `create table well (id text primary key, depth_metres float, changed_at timestamptz not null default now())`,
);
const wells = (more: Partial<SubgraphDefinition> = {}) =>
  defineSubgraph({
    name: 'wells',
    contract,
    migrations: { '001_tables': tables },
    entities: [defineEntity('Well')],
    ...more,
  });

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const run = async (statement: string) => {
  const db = openDatabase(database.url);
  try {
    return (await sql.raw<Record<string, unknown>>(statement).execute(db)).rows;
  } finally {
    await db.destroy();
  }
};
const depths = () => run('select id, depth_metres, changed_at from well order by id');

describe('a database', () => {
  it('gets its facts again at every start, and its seeds once', async () => {
    const subgraph = wells({
      facts: () => ({ well: [{ id: 'fact', depth_metres: 10 }] }),
      seeds: () => ({ well: [{ id: 'seed', depth_metres: 20 }] }),
    });
    await prepareDatabase(subgraph, database.url, 'exercise');
    const before = await depths();
    await prepareDatabase(subgraph, database.url, 'exercise');
    expect(await depths()).toEqual(before);
    await run('update well set depth_metres = 99');
    await prepareDatabase(subgraph, database.url, 'exercise');
    expect((await depths()).map((row) => [row['id'], row['depth_metres']])).toEqual([
      ['fact', 10],
      ['seed', 99],
    ]);
  });

  it('is prepared by several processes at once', async () => {
    await Promise.all([1, 2, 3, 4].map(() => prepareDatabase(depots, database.url, 'exercise')));
    expect(await run('select mode from deployment')).toEqual([{ mode: 'exercise' }]);
  });

  it('of one mode refuses the other, and rows of the other', async () => {
    await prepareDatabase(depots, database.url, 'real');
    await expect(prepareDatabase(depots, database.url, 'exercise')).rejects.toThrow(
      'The database of depots holds real data and HUB_MODE is exercise: set HUB_MODE=real, or choose another DATA_DIR or database.',
    );
    const row = {
      ...recordRow('XAA:delivery:1'),
      depot_id: 'd',
      place_pcode: 'p',
      day: '2026-01-01',
      basis: 'COUNTED',
    };
    const insert = (exercise: boolean) =>
      run(
        `insert into delivery select * from jsonb_populate_record(null::delivery, '${JSON.stringify({ ...row, exercise, changed_at: row.as_of })}')`,
      );
    await expect(insert(true)).rejects.toThrow('delivery_mode');
    await expect(insert(false)).resolves.toEqual([]);
  });

  it('that is missing, or does not answer, is one line that says what to do', async () => {
    const missing = new URL(database.url);
    missing.pathname = '/no_such_database';
    await expect(prepareDatabase(depots, missing.href, 'exercise')).rejects.toThrow(
      /^There is no database no_such_database on .*: create it \(createdb no_such_database\), or correct DEPOTS_DATABASE_URL\.$/,
    );
    const nowhere = new URL(database.url);
    nowhere.port = '1';
    await expect(prepareDatabase(depots, nowhere.href, 'exercise')).rejects.toThrow(DatabaseError);
  });

  it('whose tables lack a column of the contract is refused by the name of the field', async () => {
    const shallow = sqlMigration('create table well (id text primary key, changed_at timestamptz)');
    await expect(
      prepareDatabase(wells({ migrations: { '001_tables': shallow } }), database.url, 'exercise'),
    ).rejects.toThrow('Well.depthMetres needs well.depth_metres');
  });

  it('holds no record whose id names another owner', async () => {
    const table = sqlMigration(`create table well (${recordColumns}, depth_metres float)`);
    await prepareDatabase(wells({ migrations: { '001_tables': table } }), database.url, 'exercise');
    const columns = 'id, owner_code, observed_at, as_of, exercise';
    await expect(
      run(`insert into well (${columns}) values ('XAA:well:1', 'XAB', now(), now(), true)`),
    ).rejects.toThrow('check constraint');
  });
});
