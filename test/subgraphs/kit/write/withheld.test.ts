import { openGate, prepareDatabase } from '@entente/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { shipments } from '../../../support/shipments.ts';
import { openTestSubgraph, type TestSubgraph, visibilityOf } from '../../../support/subgraph.ts';
import { done, reporter, type Shipment, send, shared } from './shipping.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(shipments);
});
afterAll(() => subgraph.close());

const roles = ['reporter', 'verifier', 'publisher'];
const owner = reporter('XAA');
const stranger = visibilityOf('XAB', { roles });
let hidden: Shipment;
let shown: Shipment;
beforeEach(async () => {
  const made = await done(subgraph, owner, 'submitShipment', {
    input: { note: 'secret', state: 'SENT' },
  });
  hidden = await done(subgraph, owner, 'correctShipment', {
    id: made.id,
    input: { tonnes: 7 },
    reason: 'secret',
    expectedRevision: 1,
  });
  shown = await done(subgraph, owner, 'submitShipment', {
    input: { note: 'open' },
    marking: shared,
  });
});

const unknown = 'XAA:shipment:01M823EJAFVMDZZAJNQNKP4K0T';

describe('by a write, nobody learns of a withheld record', () => {
  it.each([
    ['advanceShipment', { to: 'DELIVERED', with: { tonnes: 1 }, expectedRevision: 2 }],
    ['advanceShipment', { to: 'DRAFT', expectedRevision: 1 }],
    ['loseShipment', { expectedRevision: 2 }],
    ['correctShipment', { input: { note: 'mine' }, reason: 'x', expectedRevision: 9 }],
    ['updateShipment', { input: { note: 'mine' }, expectedRevision: 2 }],
    ['withdrawShipment', { reason: 'x', expectedRevision: 2 }],
  ])('%s', async (field, args) => {
    const answers = [];
    for (const id of [hidden.id, unknown, 'XAB:shipment:1', 'XAA:remark:1', 'nothing']) {
      const idempotencyKey = `${field}-${id}`.slice(0, 60);
      const answer = await send(subgraph, stranger, field, { id, ...args, idempotencyKey });
      // As it stands in the body, but for the id that was asked with.
      answers.push(JSON.stringify(answer).replaceAll(id, 'ID'));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"RECORD_NOT_FOUND"');
  });

  it('that it refers to', async () => {
    const answers = [];
    for (const id of [hidden.id, unknown]) {
      const one = await send(subgraph, stranger, 'submitShipment', { input: { mergedInto: id } });
      const many = await send(
        subgraph,
        stranger,
        'submitShipments',
        { inputs: [{ mergedInto: id }] },
        '{ rows { error { code field message advice } } }',
      );
      const remark = await send(
        subgraph,
        stranger,
        'addRemark',
        { input: { shipment: id, verdict: 'PART' } },
        '{ remark { id } }',
      );
      const merge = await send(
        subgraph,
        stranger,
        'mergeShipments',
        { ids: [shown.id, id] },
        '{ merged }',
      );
      answers.push(JSON.stringify([one, many, remark, merge]).replaceAll(id, 'ID'));
    }
    expect(answers[0]).toBe(answers[1]);
  });

  it('that it could write before: a repeat shows nothing more', async () => {
    const args = { ids: [shown.id], idempotencyKey: 'before' };
    const selection = '{ merged shipment { note } }';
    expect((await send(subgraph, stranger, 'mergeShipments', args, selection)).data).toEqual({
      answer: { merged: 0, shipment: { note: 'open' } },
    });
    await subgraph
      .as(owner)
      .query(`mutation { revokeShipmentsRelease(id: "${shown.id}", to: ["XAB"]) { id } }`);
    expect((await send(subgraph, stranger, 'mergeShipments', args, selection)).data).toEqual({
      answer: { merged: 0, shipment: null },
    });
  });
});

describe('what is told of a record', () => {
  const trail = (id: string) =>
    `{ shipment(id: "${id}") { history { to reason } revisions { kind reason } } }`;

  it('is told to whom it is released alone', async () => {
    expect(await subgraph.as(stranger).query(trail(hidden.id))).toEqual({ shipment: null });
    expect(await subgraph.as(owner).query(trail(hidden.id))).toMatchObject({
      shipment: { revisions: [{}, { reason: 'secret' }] },
    });
    const entity = `{ _entities(representations: [{__typename: "Shipment", id: "${hidden.id}"}]) { ... on Shipment { revisions { kind } } } }`;
    expect(await subgraph.as(stranger).query(entity)).toEqual({ _entities: [null] });
  });

  it('keeps values that the reader may not have, and names of the fields alone', async () => {
    const { id } = await done(subgraph, owner, 'submitShipment', {
      input: { note: 'a' },
      marking: shared,
    });
    const input = {
      note: 'b',
      persons: 4,
      sealNumber: 'S-1',
      position: { type: 'Point', coordinates: [34.4123, 31.5123] },
      mergedInto: hidden.id,
    };
    await done(subgraph, owner, 'correctShipment', { id, input, reason: 'x', expectedRevision: 1 });
    const question = `{ shipment(id: "${id}") { revisions { changes { field before after } } } }`;
    const changes = async (who = stranger) => {
      const { shipment } = await subgraph.as(who).query<{
        shipment: {
          revisions: { changes: { field: string; before: string; after: string }[] }[];
        };
      }>(question);
      return new Map(shipment.revisions.at(-1)?.changes.map(({ field, after }) => [field, after]));
    };
    expect(Object.fromEntries(await changes())).toEqual({
      note: '"b"',
      persons: null,
      sealNumber: null,
      position: null,
      mergedInto: null,
    });
    expect(Object.fromEntries(await changes(owner))).toEqual({
      note: '"b"',
      persons: '4',
      sealNumber: '"S-1"',
      position: JSON.stringify(input.position),
      mergedInto: JSON.stringify(hidden.id),
    });
  });

  it('keeps ids of withheld records from the owner, too', async () => {
    const marked = { input: { note: 'open' }, marking: shared };
    const theirs = await done(subgraph, stranger, 'submitShipment', marked);
    const merger = visibilityOf('XAA', { roles });
    const ids = [hidden.id, theirs.id];
    const { errors } = await send(subgraph, merger, 'mergeShipments', { ids }, '{ merged }');
    expect(errors).toBeUndefined();
    const question = `{ shipment(id: "${theirs.id}") {
      revisions { byPartner changes { field after } } } }`;
    const told = (after: string | null) => ({
      shipment: {
        revisions: [{}, { byPartner: 'XAA', changes: [{ field: 'mergedInto', after }] }],
      },
    });
    expect(await subgraph.as(stranger).query(question)).toMatchObject(told(null));
    expect(await subgraph.as(merger).query(question)).toMatchObject(
      told(JSON.stringify(hidden.id)),
    );
  });

  it('tells of a new marking to its owner: for whom it was before', async () => {
    await subgraph
      .as(owner)
      .query(`mutation { grantShipmentsRelease(id: "${shown.id}", to: ["XAC"]) { revision } }`);
    const question = `{ shipment(id: "${shown.id}") { revision revisions { kind byPartner changes { field before } } } }`;
    expect(await subgraph.as(stranger).query(question)).toEqual({
      shipment: {
        revision: 2,
        revisions: [
          { kind: 'CREATED', byPartner: 'XAA', changes: [] },
          { kind: 'MARKED', byPartner: 'XAA', changes: [{ field: 'marking', before: null }] },
        ],
      },
    });
    expect(JSON.stringify(await subgraph.as(owner).query(question))).toContain('PARTNERS');
  });
});

describe('PostgreSQL itself', () => {
  const asWriter = async (partner: string, statement: string, role = 'writing') => {
    const client = new pg.Client({ connectionString: subgraph.url });
    await client.connect();
    try {
      const { rows } = await client.query('select current_database() as name');
      await client.query(`set role "${rows[0].name}_${role}"`);
      await client.query(`set entente.partner = '${partner}'; set entente.audience = '{${partner},PARTNERS}';
        set entente.purpose = 'COORDINATION'; set entente.agreements = '[{"id":"EXERCISE-1","types":null}]'`);
      return await client.query(statement);
    } finally {
      await client.end();
    }
  };

  it('keeps the writing role from what is withheld, from markings, and from removing anything', async () => {
    expect(
      (await asWriter('XAB', `update shipment set note = 'x' where id = '${hidden.id}'`)).rowCount,
    ).toBe(0);
    expect(
      (await asWriter('XAB', `update remark set verdict = 'x' where owner_code = 'XAA'`)).rowCount,
    ).toBe(0);
    for (const refused of [
      `update shipment set marking_releasable_to = '{XAB}' where id = '${shown.id}'`,
      `update shipment set owner_code = 'XAB' where id = '${shown.id}'`,
      'delete from shipment',
      'delete from record_revision',
      'update state_change set reason = null',
      'select * from outbox',
    ]) {
      await expect(asWriter('XAA', refused)).rejects.toThrow('permission denied');
    }
  });

  it('tells of what was done to a record whom it is released to alone, whatever is asked', async () => {
    for (const role of ['serving', 'writing']) {
      for (const table of ['record_revision', 'state_change']) {
        const told = async (partner: string) => {
          const { rows } = await asWriter(partner, `select record_id from ${table}`, role);
          return new Set(rows.map((row) => row['record_id']));
        };
        expect((await told('XAA')).has(hidden.id)).toBe(true);
        const others = await told('XAB');
        expect([others.has(hidden.id), others.has(shown.id)]).toEqual([false, true]);
      }
    }
  });

  it('and without those policies nothing is served', async () => {
    const database = { databaseUrl: subgraph.url, subgraph: shipments };
    const access = { kind: 'assertions', keys: '/nowhere', provider: 'shipments' } as const;
    const rights = await prepareDatabase(shipments, subgraph.url, 'exercise');
    const client = new pg.Client({ connectionString: subgraph.url });
    await client.connect();
    try {
      await client.query('alter table record_revision disable row level security');
      await expect(openGate(access, { ...database, rights })).rejects.toThrow(
        'record_revision has no row-level security',
      );
      await prepareDatabase(shipments, subgraph.url, 'exercise');
      await (await openGate(access, { ...database, rights })).close();
    } finally {
      await client.end();
    }
  });

  it('takes no record and no trail in another’s name', async () => {
    const row = `insert into shipment (id, owner_code, observed_at, as_of, state, state_changed_at, marking_policy_id,
      marking_classification, marking_sensitivity, marking_tlp, marking_originator, marking_releasable_to,
      marking_excluded, marking_purposes, marking_created_at) values ('XAA:shipment:forged', 'XAA', now(), now(), 'SENT', now(),
      'E', 'UNCLASSIFIED', 'LOW', 'GREEN', 'XAA', '{}', '{}', '{}', now())`;
    await expect(asWriter('XAB', row)).rejects.toThrow('row-level security');
    const told = (
      id: string,
      by: string,
    ) => `insert into record_revision (record_id, revision, record_type, kind, at, by_partner, changes)
      values ('${id}', 99, 'Shipment', 'STATE', now(), '${by}', '[]')`;
    await expect(asWriter('XAB', told(shown.id, 'XAA'))).rejects.toThrow('row-level security');
    await expect(asWriter('XAB', told(hidden.id, 'XAB'))).rejects.toThrow('row-level security');
    const keys = await asWriter('XAB', 'select distinct partner from idempotency');
    expect(keys.rows.filter(({ partner }) => partner !== 'XAB')).toEqual([]);
  });
});
