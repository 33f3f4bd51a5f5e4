import { setTimeout as sleep } from 'node:timers/promises';
import { openServingDatabase, prepareDatabase, type Row, sql } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { errors } from '../../../../lib/errors.ts';
import { crashDomains } from '../../../support/crash/domains.ts';
import type { Entry } from '../../../support/crash/ledger.ts';
import { operationOf, readAnswer, type Task } from '../../../support/crash/operations.ts';
import { type CrashScene, openCrashScene } from '../../../support/crash/scene.ts';
import { storm } from '../../../support/crash/storm.ts';
import { stormSeed } from '../../../support/crash/storm-seed.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { shipments } from '../../../support/shipments.ts';
import { visibilityOf } from '../../../support/subgraph.ts';

it('a subgraph that is killed among 200 writers has kept each write that it answered, once, and none by half', async () => {
  const seed = stormSeed();
  const { unanswered, ...result } = await storm(crashDomains.aidLogistics, { seed, kills: 4 });
  expect(result).toEqual({ seed, problems: [], answered: expect.any(Number) });
  expect(unanswered).toBeGreaterThan(0);
});

/** Where a change of state may be when it is stopped: what it does just then, by table. */
const steps = {
  'it claims its key': 'before insert on idempotency',
  'it changes the record': 'before update on consignment',
  'it writes the revision': 'before insert on record_revision',
  'it writes the event': 'before insert on outbox',
  'it writes the change of state': 'before insert on state_change',
  'it keeps its answer': 'before update on idempotency',
  'it ends': 'after insert on state_change deferrable initially deferred',
} as const;

describe('a write', () => {
  let scene: CrashScene;
  let gate: pg.Client;
  beforeAll(async () => {
    scene = await openCrashScene(crashDomains.aidLogistics);
    gate = new pg.Client({ connectionString: scene.url, application_name: 'test' });
    await gate.connect();
    await gate.query(`create function hold() returns trigger language plpgsql as
      'begin perform pg_advisory_xact_lock_shared(42); return new; end'`);
  });
  afterAll(async () => {
    await gate.end();
    await scene.close();
  });

  const count = { keys: 0 };
  const open = (task: Task): Entry => {
    count.keys += 1;
    const who = { key: `step-${count.keys}`, n: count.keys, partner: 'XAA' };
    return scene.ledger.open(operationOf(scene.domain, who, task));
  };
  /** Sends it, with its key: the record, or how it was refused; null where nobody answered. */
  const send = async (entry: Entry) => {
    const { partner, query, variables } = entry.operation;
    const answer = await scene.ask(partner, query, variables);
    const [error = null] = (answer?.['errors'] ?? []) as readonly object[];
    if (answer === null || error !== null) return { record: null, error };
    const payload = (answer['data'] as { answer: Row }).answer;
    const { ids, records } = readAnswer(entry.operation, payload);
    scene.ledger.done(entry, ids);
    return { record: records[0] ?? null, error };
  };
  const begin = async (): Promise<Entry> => {
    const { record } = await send(open({ kind: 'create', type: 'Consignment' }));
    if (record === null) throw new Error('No consignment was made.');
    return open({ kind: 'advance', record, to: 'CLEARED' });
  };
  /** Sends it, and breaks in once it is held at the step; then it is let go on, if it can. */
  const stop = async (entry: Entry, step: string, crash: () => Promise<void>) => {
    const constraint = step.startsWith('after') ? 'constraint' : '';
    await gate.query(
      `create ${constraint} trigger hold ${step} for each row execute function hold()`,
    );
    await gate.query('select pg_advisory_lock(42)');
    const sent = send(entry);
    const waiting = `select from pg_stat_activity
      where datname = current_database() and wait_event = 'advisory'`;
    while ((await gate.query(waiting)).rows.length === 0) await sleep(5);
    await crash();
    await gate.query('select pg_advisory_unlock(42)');
    const table = / on (\w+)/.exec(step)?.[1];
    await gate.query(`drop trigger hold on ${table}`);
    return sent;
  };
  const isKept = async ({ operation }: Entry) => {
    const kept = await gate.query('select from idempotency where key = $1', [operation.key]);
    return kept.rows.length === 1;
  };
  /** Sent again, and again: done once. */
  const repeat = async (entry: Entry) => {
    const first = await send(entry);
    expect(first).toEqual({ record: expect.objectContaining({ revision: 2 }), error: null });
    expect(await send(entry)).toEqual(first);
    expect(await scene.broken()).toEqual([]);
  };

  it.each(Object.entries(steps))(
    'whose connection ends while %s is not there at all, and is told only that something went wrong',
    async (_, step) => {
      const entry = await begin();
      const { error } = await stop(entry, step, scene.cut);
      expect(error).toEqual({
        message: errors.INTERNAL_SERVER_ERROR.message,
        path: ['answer'],
        locations: expect.any(Array),
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      });
      expect(await isKept(entry)).toBe(false);
      expect(await scene.broken()).toEqual([]);
      await repeat(entry);
    },
  );

  it.each([
    ['it keeps its answer', false],
    ['it ends', true],
  ] as const)('whose process is killed while %s is whole or not at all', async (step, there) => {
    const entry = await begin();
    expect(await stop(entry, steps[step], scene.target.kill)).toEqual({
      record: null,
      error: null,
    });
    await scene.gone();
    expect(await isKept(entry)).toBe(there);
    expect(await scene.broken()).toEqual([]);
    await scene.target.start();
    await repeat(entry);
  });
});

it('a process that hangs while it writes keeps others waiting no longer than a statement may take', async () => {
  const database = await createTestDatabase();
  const rights = await prepareDatabase(shipments, database.url, 'exercise');
  const serving = openServingDatabase(database.url, rights, { statementTimeout: 500 });
  const db = serving.as(visibilityOf('XAA'));
  const { promise: goOn, resolve: wake } = Promise.withResolvers<void>();
  const { promise: hanging, resolve: hangs } = Promise.withResolvers<void>();
  const write = (during: () => Promise<void>) =>
    db.transaction().execute(async (transaction) => {
      await sql`select set_config('role', current_database() || '_writing', true)`.execute(
        transaction,
      );
      await sql`update write_clock set at = clock_timestamp()`.execute(transaction);
      await during();
    });
  try {
    const hung = write(async () => {
      hangs();
      await goOn;
    });
    await hanging;
    const tries: boolean[] = [];
    while (tries.length < 10 && tries.at(-1) !== true) {
      const written = write(async () => {});
      tries.push(
        await written.then(
          () => true,
          () => false,
        ),
      );
    }
    expect(tries.at(-1)).toBe(true);
    wake();
    await expect(hung).rejects.toThrow();
  } finally {
    wake();
    await serving.close();
    await database.drop();
  }
});
