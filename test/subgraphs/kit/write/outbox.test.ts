import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { shipments } from '../../../support/shipments.ts';
import { openTestSubgraph, type TestSubgraph } from '../../../support/subgraph.ts';
import { reporter, send, shared } from './shipping.ts';

let subgraph: TestSubgraph;
let client: pg.Pool;
beforeAll(async () => {
  subgraph = await openTestSubgraph(shipments);
  client = new pg.Pool({ connectionString: subgraph.url, max: 4 });
});
afterAll(async () => {
  await client.end();
  await subgraph.close();
});

const partners = ['XAA', 'XAB'] as const;
const step = fc.record({
  partner: fc.constantFrom(...partners),
  what: fc.constantFrom(
    'submit',
    'many',
    'send',
    'correct',
    'withdraw',
    'grant',
    'revoke',
    'wrong',
  ),
  which: fc.nat(5),
  /** Whether it is sent together with the one before. */
  together: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface Copy {
  readonly id: string;
  readonly revision: number;
  readonly changedAt: string;
}

/** Ids of each partner's records, in the order in which they were made. */
async function idsOf(partner: string): Promise<readonly string[]> {
  const { rows } = await client.query('select id from shipment where owner_code = $1 order by id', [
    partner,
  ]);
  return rows.map(({ id }) => id);
}

async function take({ partner, what, which }: Step): Promise<void> {
  const who = reporter(partner);
  const ids = await idsOf(partner);
  const id = ids[which % Math.max(ids.length, 1)] ?? 'XAA:shipment:none';
  const { rows } = await client.query('select revision from shipment where id = $1', [id]);
  const seen = { id, expectedRevision: rows[0]?.revision ?? 1 };
  switch (what) {
    case 'submit':
      await send(subgraph, who, 'submitShipment', { input: { tonnes: 1 }, marking: shared });
      return;
    case 'many':
      await send(
        subgraph,
        who,
        'submitShipments',
        { inputs: [{ tonnes: 1 }, { tonnes: -1 }] },
        '{ accepted }',
      );
      return;
    case 'send':
      await send(subgraph, who, 'advanceShipment', { ...seen, to: 'SENT' });
      return;
    case 'correct':
      await send(subgraph, who, 'correctShipment', {
        ...seen,
        input: { boxes: which },
        reason: 'x',
      });
      return;
    case 'withdraw':
      await send(subgraph, who, 'withdrawShipment', { ...seen, reason: 'x' });
      return;
    case 'wrong':
      await send(subgraph, who, 'correctShipment', { ...seen, input: { tonnes: -1 }, reason: 'x' });
      return;
    default:
      await subgraph
        .as(who)
        .answer(`mutation { ${what}ShipmentsRelease(id: "${id}", to: ["XAC"]) { id } }`);
  }
}

/** What a copy learns that asks again and again what has changed since the newest that it knows. */
async function follow(copy: Map<string, Copy>): Promise<void> {
  const newest = [...copy.values()]
    .map(({ changedAt }) => changedAt)
    .sort()
    .at(-1);
  const since = newest ?? '2000-01-01T00:00:00.000000Z';
  const { shipments: page } = await subgraph.query<{ shipments: { nodes: Copy[] } }>(
    `{ shipments(changedSince: "${since}", first: 500) { nodes { id revision changedAt } } }`,
  );
  for (const one of page.nodes) copy.set(one.id, one);
}

it('what changed since, asked again and again, and the outbox tell the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      await client.query('truncate shipment, outbox, record_revision, state_change, idempotency');
      const copy = new Map<string, Copy>();
      for (let at = 0; at < steps.length; ) {
        const rest = steps.slice(at + 1).findIndex((one) => !one.together);
        const group = steps.slice(at, rest === -1 ? undefined : at + 1 + rest);
        // Asked while they are being written: what is seen early must not hide what is seen late.
        await Promise.all([...group.map(take), follow(copy)]);
        at += group.length;
      }
      await follow(copy);
      const outbox = await client.query(
        'select record_id as id, max(revision) as revision from outbox group by record_id order by record_id',
      );
      const rows = await client.query('select id, revision from shipment order by id');
      const copied = [...copy.values()].map(({ id, revision }) => ({ id, revision }));
      expect(copied.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(rows.rows);
      expect(outbox.rows).toEqual(rows.rows);
      // One event and one revision for each, without a gap, and with the marking that held then.
      const gaps = await client.query(`select record_id from outbox group by record_id
        having count(*) <> max(revision) or count(distinct revision) <> count(*)`);
      expect(gaps.rows).toEqual([]);
      const untold =
        await client.query(`select o.record_id from outbox o full join record_revision r
          on r.record_id = o.record_id and r.revision = o.revision and r.kind = o.kind and r.at = o.at
        where r.record_id is null or o.record_id is null or o.marking ->> 'originator' is null`);
      expect(untold.rows).toEqual([]);
      const marked = await client.query(`select o.record_id from outbox o join shipment s
          on s.id = o.record_id and s.revision = o.revision
        where o.marking -> 'excluded' <> to_jsonb(s.marking_excluded) or o.at <> s.changed_at`);
      expect(marked.rows).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('a change that is slow to be seen does not hide behind a quick one', async () => {
  await client.query(`
    create function slow() returns trigger language plpgsql as
      'begin perform pg_advisory_xact_lock_shared(42); return new; end';
    create trigger slow after insert on shipment for each row when (new.note = 'slow')
      execute function slow()`);
  const gate = await client.connect();
  const copy = new Map<string, Copy>();
  try {
    await gate.query('select pg_advisory_lock(42)');
    const who = reporter('XAA');
    const slow = send(subgraph, who, 'submitShipment', { input: { note: 'slow' } });
    await waiting(1);
    const settled = { quick: false };
    const quick = send(subgraph, who, 'submitShipment', { input: { note: 'quick' } });
    quick.then(() => Object.assign(settled, { quick: true }));
    // It waits for the slow one, or has been written before it is seen: then a copy is told of it now.
    while (!settled.quick && (await waiters()) < 2);
    await follow(copy);
    await gate.query('select pg_advisory_unlock(42)');
    for (const { errors } of await Promise.all([slow, quick])) expect(errors).toBeUndefined();
    await follow(copy);
  } finally {
    gate.release(true);
    await client.query('drop function slow cascade');
  }
  const { rows } = await client.query('select count(*)::int as count from shipment');
  expect(copy.size).toBe(rows[0].count);
});

/** Statements that wait for a lock in this database. */
async function waiters(): Promise<number> {
  const { rows } = await client.query(`select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  return rows[0].count;
}

async function waiting(number: number): Promise<void> {
  while ((await waiters()) < number);
}
