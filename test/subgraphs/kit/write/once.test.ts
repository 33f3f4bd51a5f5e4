import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { shipments } from '../../../support/shipments.ts';
import { openTestSubgraph, type TestSubgraph } from '../../../support/subgraph.ts';
import { done, refused, reporter, type Shipment, send, shared, verifier } from './shipping.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(shipments);
});
afterAll(() => subgraph.close());

const owner = reporter('XAA');
const count = async (note: string) => {
  const { shipments: found } = await subgraph.query<{ shipments: { nodes: Shipment[] } }>(
    '{ shipments(first: 500) { nodes { note } } }',
  );
  return found.nodes.filter((one) => one.note === note).length;
};
const sql = async (statement: string, values: readonly unknown[] = []) => {
  const client = new pg.Client({ connectionString: subgraph.url });
  await client.connect();
  try {
    return (await client.query(statement, [...values])).rows;
  } finally {
    await client.end();
  }
};

describe('a repeat with the same key', () => {
  it('is given the first answer, and writes nothing', async () => {
    const args = { input: { note: 'once' }, idempotencyKey: 'once' };
    const first = await done(subgraph, owner, 'submitShipment', args);
    expect(await done(subgraph, owner, 'submitShipment', args)).toEqual(first);
    expect(await count('once')).toBe(1);
  });

  it('shows the record as it has become', async () => {
    const args = { input: { note: 'later' }, idempotencyKey: 'later' };
    const { id } = await done(subgraph, owner, 'submitShipment', args);
    await done(subgraph, owner, 'advanceShipment', { id, to: 'SENT', expectedRevision: 1 });
    expect(await done(subgraph, owner, 'submitShipment', args)).toMatchObject({
      id,
      state: 'SENT',
      revision: 2,
    });
  });

  it('of a change of state is no conflict', async () => {
    const { id } = await done(subgraph, owner, 'submitShipment', { input: {} });
    const args = { id, to: 'SENT', expectedRevision: 1, idempotencyKey: 'sent' };
    const first = await done(subgraph, owner, 'advanceShipment', args);
    expect(await done(subgraph, owner, 'advanceShipment', args)).toEqual(first);
  });

  it('and another input is refused, as is another field', async () => {
    const key = { idempotencyKey: 'taken' };
    await done(subgraph, owner, 'submitShipment', { input: { note: 'first' }, ...key });
    expect(
      await refused(subgraph, owner, 'submitShipment', { input: { note: 'other' }, ...key }),
    ).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      field: 'idempotencyKey',
    });
    const rows = { inputs: [{ note: 'first' }], ...key };
    expect(await refused(subgraph, owner, 'submitShipments', rows, '{ accepted }')).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await count('other')).toBe(0);
  });

  it('of another partner is its own', async () => {
    const args = { input: { note: 'each' }, idempotencyKey: 'each' };
    const first = await done(subgraph, owner, 'submitShipment', args);
    const second = await done(subgraph, reporter('XAB'), 'submitShipment', args);
    expect(second.id).toMatch(/^XAB:/);
    expect(second.id).not.toBe(first.id);
  });

  it('after a refusal is judged anew', async () => {
    const { id } = await done(subgraph, owner, 'submitShipment', { input: {} });
    const args = {
      id,
      to: 'DELIVERED',
      expectedRevision: 2,
      with: { tonnes: 1 },
      idempotencyKey: 'anew',
    };
    expect(await refused(subgraph, owner, 'advanceShipment', args)).toMatchObject({
      code: 'REVISION_CONFLICT',
    });
    await done(subgraph, owner, 'advanceShipment', { id, to: 'SENT', expectedRevision: 1 });
    expect((await done(subgraph, owner, 'advanceShipment', args)).state).toBe('DELIVERED');
  });

  it('is a new change once the key is older than a day; old keys are cleared away', async () => {
    const args = { input: { note: 'daily' }, idempotencyKey: 'daily' };
    await done(subgraph, owner, 'submitShipment', args);
    await sql(
      `update idempotency set at = now() - interval '24 hours 1 minute' where partner = 'XAA'`,
    );
    await sql(`insert into idempotency (partner, key, input_hash, at)
      select 'XAA', 'old-' || n, '', now() - interval '2 days' from generate_series(1, 150) as n`);
    await done(subgraph, owner, 'submitShipment', args);
    expect(await count('daily')).toBe(2);
    const [left] = await sql(
      `select count(*)::int as old from idempotency where partner = 'XAA' and key like 'old-%'`,
    );
    expect(left).toEqual({ old: 50 });
  });

  it.each(['', ' x', 'x'.repeat(201)])('cannot be %p', async (idempotencyKey) => {
    expect(
      await refused(subgraph, owner, 'submitShipment', { input: {}, idempotencyKey }),
    ).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'idempotencyKey',
    });
  });
});

describe('at once', () => {
  it('ten twins make one record, and all are given it', async () => {
    const args = { input: { note: 'twins' }, idempotencyKey: 'twins' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => done(subgraph, owner, 'submitShipment', args)),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await count('twins')).toBe(1);
  });

  it('of ten changes that have seen the same revision one is made', async () => {
    const { id } = await done(subgraph, owner, 'submitShipment', { input: { tonnes: 0 } });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        send(subgraph, owner, 'correctShipment', {
          id,
          input: { tonnes: n + 1 },
          reason: 'x',
          expectedRevision: 1,
        }),
      ),
    );
    const refusals = answers.flatMap(({ errors = [] }) =>
      errors.map(({ extensions }) => extensions),
    );
    expect(refusals).toHaveLength(9);
    for (const one of refusals)
      expect(one).toMatchObject({ code: 'REVISION_CONFLICT', currentRevision: 2 });
    const { shipment } = await subgraph.query<{ shipment: Shipment }>(
      `{ shipment(id: "${id}") { revision revisions { kind } } }`,
    );
    expect(shipment).toEqual({
      revision: 2,
      revisions: [{ kind: 'CREATED' }, { kind: 'CORRECTED' }],
    });
  });

  it('merges of the same records in any order all come to an end', async () => {
    const made = await Promise.all(
      Array.from({ length: 4 }, () =>
        done(subgraph, owner, 'submitShipment', { input: {}, marking: shared }),
      ),
    );
    const ids = made.map(({ id }) => id);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        send(
          subgraph,
          verifier('XAB'),
          'mergeShipments',
          { ids: n % 2 === 0 ? ids : [...ids].reverse(), reason: `${n}` },
          '{ merged }',
        ),
      ),
    );
    expect(answers.map(({ data }) => data)).toEqual(answers.map(() => ({ answer: { merged: 3 } })));
  });

  it('instants of change grow in the order in which changes are seen', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        done(subgraph, owner, 'submitShipment', { input: { boxes: n } }),
      ),
    );
    const rows = await sql('select seq, at from outbox order by seq');
    const instants = rows.map(({ at }) => at.getTime());
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    const [{ same }] = await sql(
      'select count(*) - count(distinct (at, record_id)) as same from outbox',
    );
    expect(Number(same)).toBe(0);
  });
});
