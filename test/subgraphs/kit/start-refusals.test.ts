import {
  DatabaseError,
  defineSubgraph,
  openGate,
  prepareDatabase,
  type Row,
  runSubgraph,
  type ServingRights,
  type SubgraphContext,
  sql,
  sqlMigration,
} from '@entente/kit';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { depots } from '../../support/depots.ts';
import { openTestSubgraph, recordRow, visibilityOf } from '../../support/subgraph.ts';

let database: TestDatabase;
let rights: ServingRights;
beforeEach(async () => {
  database = await createTestDatabase();
  rights = await prepareDatabase(depots, database.url, 'exercise');
});
afterEach(() => database.drop());

const run = async (statement: string, url = database.url) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
};
const open = async (with_: ServingRights = rights) => {
  const access = { kind: 'assertions', keys: '/nowhere', provider: 'depots' } as const;
  const gate = await openGate(access, {
    subgraph: depots,
    databaseUrl: database.url,
    rights: with_,
  });
  await gate.close();
};

describe('a subgraph is not served over a database', () => {
  it.each([
    ['without row-level security', 'alter table depot disable row level security', 'depot has no'],
    [
      'whose owner is not held to it',
      'alter table depot no force row level security',
      'depot has no',
    ],
    [
      'without its policy',
      'drop policy entente_release on delivery',
      'lacks the policy entente_release',
    ],
    [
      'whose policy was replaced',
      'drop policy entente_release on depot; create policy entente_release on depot using (true)',
      'depot lacks the policy entente_release',
    ],
    [
      'with a further policy',
      'create policy all_of_it on depot using (true)',
      'depot has a policy of its own, all_of_it',
    ],
    [
      'with a view that reads with its maker’s rights',
      'create view shown as select * from depot; grant select on shown to public',
      'the view shown must be made with (security_invoker = true)',
    ],
    [
      'with rows copied into a view',
      'create materialized view copied as select * from depot; grant select on copied to public',
      'copied is no plain table',
    ],
    [
      'with a function that runs with its owner’s rights',
      'create function leak() returns bigint security definer return (select count(*) from depot)',
      'the function leak runs with the rights of its owner',
    ],
    [
      'whose policies ask a function that was replaced',
      "create or replace function entente_sees_record(text, text) returns boolean language plpgsql as 'begin return true; end'",
      'the function entente_sees_record is not what the policies rely on',
    ],
    [
      'whose policies ask a function that sees with its owner’s eyes',
      'alter function entente_sees_record(text, text) security definer',
      'the function entente_sees_record is not what the policies rely on',
    ],
    [
      'with a table of records that no policy knows',
      'create table other (like depot); grant select on other to public',
      'other has no row-level security',
    ],
  ])('%s', async (_name, statement, reason) => {
    await expect(open()).resolves.toBeUndefined();
    await run(statement);
    await expect(open()).rejects.toThrow(DatabaseError);
    await expect(open()).rejects.toThrow(reason);
  });

  it('as its superuser, or as its owner', async () => {
    const { rows } = await run('select current_user as name');
    const role = rows[0].name;
    await expect(open({ ...rights, role })).rejects.toThrow(`${role} is not bound by policies`);
    await expect(open({ ...rights, role })).rejects.toThrow(`${role} owns tables`);
  });

  it('as a role that may bypass row-level security', async () => {
    await run(`alter role "${rights.role}" bypassrls`);
    await expect(open()).rejects.toThrow('is not bound by policies');
  });
});

describe('a database', () => {
  it('is repaired by the next preparation, and left alone where nothing is to do', async () => {
    await run('alter table depot disable row level security; drop policy entente_release on depot');
    await run('alter function entente_sees_record(text, text) security definer');
    await prepareDatabase(depots, database.url, 'exercise');
    await expect(open()).resolves.toBeUndefined();
    const oids = () =>
      run(`select oid, polname as name, xmin from pg_policy union all
        select oid, proname, xmin from pg_proc where proname = 'entente_sees_record' order by oid`);
    const before = (await oids()).rows;
    await prepareDatabase(depots, database.url, 'exercise');
    expect((await oids()).rows).toEqual(before);
  });

  it('follows a rule that has changed', async () => {
    const [depot, ...others] = depots.definition.entities;
    const embargo = { until: "as_of + interval '1 day'", exceptFor: [] };
    const stricter = defineSubgraph({
      ...depots.definition,
      entities: [{ type: 'Depot', options: { ...depot?.options, embargo } }, ...others],
    });
    await prepareDatabase(stricter, database.url, 'exercise');
    await expect(open()).rejects.toThrow('depot lacks the policy entente_release');
  });

  it('belongs to a user that is no superuser, and says what it lacks', async () => {
    const login = `owner_${Date.now()}`;
    const url = new URL(database.url);
    await run(`create role ${login} login password 'x'`);
    const own = await createTestDatabase();
    const name = new URL(own.url).pathname.slice(1);
    try {
      await run(`alter database ${name} owner to ${login}`);
      const theirs = new URL(own.url);
      theirs.username = login;
      theirs.password = 'x';
      const commands = ['serving', 'writing'].map(
        (ending) =>
          `create role "${name}_${ending}" nologin; grant "${name}_${ending}" to "${login}" with set true;`,
      );
      await expect(prepareDatabase(depots, theirs.href, 'exercise')).rejects.toThrow(
        commands.join(' '),
      );
      await run(commands.join(' '));
      const theirRights = await prepareDatabase(depots, theirs.href, 'exercise');
      const access = { kind: 'assertions', keys: '/nowhere', provider: 'depots' } as const;
      const options = { subgraph: depots, databaseUrl: theirs.href, rights: theirRights };
      await (await openGate(access, options)).close();
    } finally {
      await own.drop();
      await run(`drop role ${login}`, url.href);
    }
  });

  it('keeps a table that is neither a record’s nor an entity’s from requests', async () => {
    const notes = sqlMigration('create table note (depot_id text, text text)');
    const contents: string[] = [];
    const withNotes = defineSubgraph({
      ...depots.definition,
      migrations: { ...depots.definition.migrations, '002_notes': notes },
      resolvers: {
        Depot: {
          tags: async (_depot: Row, _args: unknown, { db }: SubgraphContext) => {
            const { rows } = await sql<{ text: string }>`select text from note`.execute(db);
            contents.push(...rows.map(({ text }) => text));
            return [];
          },
        },
      },
    });
    const subgraph = await openTestSubgraph(withNotes);
    try {
      await run(`insert into note values ('XAA:depot:1', 'secret')`, subgraph.url);
      await subgraph.load({
        depot: [{ ...recordRow('XAA:depot:1'), name: {}, kind: 'DRY', opened_on: '2026-01-01' }],
      });
      const { errors } = await subgraph
        .as(visibilityOf('XAA'))
        .execute('{ depot(id: "XAA:depot:1") { tags } }');
      expect(errors[0]?.message).toContain('permission denied for table note');
      expect(contents).toEqual([]);
    } finally {
      await subgraph.close();
    }
  });

  it('has a name that leaves room for its role’s', async () => {
    const name = `d${'x'.repeat(55)}`;
    await run(`create database ${name}`);
    const url = new URL(database.url);
    url.pathname = `/${name}`;
    try {
      await expect(prepareDatabase(depots, url.href, 'exercise')).rejects.toThrow(
        'at most 55 bytes',
      );
    } finally {
      await run(`drop database ${name} with (force)`);
    }
  });

  it('takes no record with half a marking, or with one that never enters the hub', async () => {
    const insert = (columns: string, values: string) =>
      run(`insert into delivery (id, owner_code, observed_at, as_of, exercise, depot_id, place_pcode,
        day, basis, ${columns}) values ('XAA:delivery:1', 'XAA', now(), now(), true, 'd', 'p',
        '2026-01-01', 'COUNTED', ${values})`);
    const columns = `marking_policy_id, marking_classification, marking_sensitivity, marking_tlp,
      marking_originator, marking_releasable_to, marking_excluded, marking_purposes,
      marking_created_at`;
    const marking = (sensitivity: string, tlp: string) =>
      `'P', 'UNCLASSIFIED', '${sensitivity}', '${tlp}', 'XAA', '{}', '{}', '{}', now()`;
    await expect(insert('marking_policy_id', `'P'`)).rejects.toThrow('delivery_marking');
    await expect(insert('marking_releasable_to', `'{PUBLIC}'`)).rejects.toThrow('delivery_marking');
    await expect(insert(columns, marking('SEVERE', 'CLEAR'))).rejects.toThrow('check constraint');
    await expect(insert(columns, marking('LOW', 'RED'))).rejects.toThrow('delivery_marking');
    await expect(insert(columns, marking('LOW', 'CLEAR'))).resolves.toBeDefined();
  });
});

describe('runSubgraph', () => {
  const refusal = async (environment: Record<string, string>) => {
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => {
      throw new Error('exit');
    });
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const complete = { DEPOTS_DATABASE_URL: database.url, PORT: '0', ...environment };
      await expect(runSubgraph(depots, complete, 0)).rejects.toThrow('exit');
      return String(write.mock.calls[0]?.[0]);
    } finally {
      exit.mockRestore();
      write.mockRestore();
    }
  };

  it('starts neither without keys nor open on an address that others reach', async () => {
    expect(await refusal({})).toContain('HUB_JWKS must be set');
    expect(await refusal({ OPEN: 'true', HOST: '0.0.0.0' })).toContain('OPEN=true would show');
    expect(await refusal({ OPEN: 'true', HOST: '10.0.0.1', HUB_JWKS: '/x' })).toContain(
      'OPEN=true',
    );
    expect(await refusal({ OPEN: 'yes' })).toContain('HUB_JWKS must be set');
  });
});
