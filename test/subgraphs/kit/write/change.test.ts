import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shipments } from '../../../support/shipments.ts';
import { openTestSubgraph, type TestSubgraph, visibilityOf } from '../../../support/subgraph.ts';
import { done, refused, reporter, type Shipment, shared, verifier } from './shipping.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(shipments);
});
afterAll(() => subgraph.close());

const owner = reporter('XAA');
const submit = (input: object, marking: object | null = shared) =>
  done(subgraph, owner, 'submitShipment', { input, marking });
const at = ({ id, revision }: Shipment) => ({ id, expectedRevision: revision });

describe('a change of state', () => {
  it('leaves who made it, when, in which role and why', async () => {
    const draft = await submit({ note: 'a' });
    const sent = await done(subgraph, owner, 'advanceShipment', {
      ...at(draft),
      to: 'SENT',
      reason: 'ready',
    });
    expect(sent).toMatchObject({ state: 'SENT', revision: 2, stateChangedAt: sent.changedAt });
    expect(sent['history']).toEqual([
      expect.objectContaining({ from: null, to: 'DRAFT' }),
      {
        from: 'DRAFT',
        to: 'SENT',
        at: sent.changedAt,
        byPartner: 'XAA',
        byRole: 'reporter',
        reason: 'ready',
        revision: 2,
      },
    ]);
    expect(sent['revisions']).toMatchObject([
      { kind: 'CREATED' },
      { revision: 2, kind: 'STATE', reason: 'ready', byPartner: 'XAA', at: sent.changedAt },
    ]);
  });

  it('sets what belongs to it, and takes the values that it needs', async () => {
    const sent = await submit({ state: 'SENT' });
    const to = { ...at(sent), to: 'DELIVERED' };
    expect(await refused(subgraph, owner, 'advanceShipment', to)).toMatchObject({
      code: 'FIELD_REQUIRED',
      field: 'tonnes',
    });
    const delivered = await done(subgraph, owner, 'advanceShipment', {
      ...to,
      with: { tonnes: 4 },
    });
    expect(delivered).toMatchObject({
      tonnes: 4,
      outcome: 'WHOLE',
      deliveredAt: delivered.changedAt,
      allowedTransitions: [],
    });
  });

  it('does not take a value that it sets itself', async () => {
    const sent = await submit({ state: 'SENT', tonnes: 1 });
    const args = { ...at(sent), to: 'DELIVERED', with: { outcome: 'PART' } };
    expect(await refused(subgraph, owner, 'advanceShipment', args)).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'outcome',
    });
  });

  it('along no way that the machine does not have', async () => {
    const draft = await submit({});
    expect(
      await refused(subgraph, owner, 'advanceShipment', { ...at(draft), to: 'DELIVERED' }),
    ).toMatchObject({
      code: 'TRANSITION_NOT_ALLOWED',
      field: 'to',
      allowed: ['SENT'],
    });
  });

  it('has a field of its own where it is a step', async () => {
    const sent = await submit({ state: 'SENT', tonnes: 1 });
    expect(await done(subgraph, owner, 'loseShipment', at(sent))).toMatchObject({
      state: 'LOST',
      outcome: 'PART',
    });
  });

  it('needs the reason where it is asked for', async () => {
    const sent = await submit({ state: 'SENT' });
    const checked = await done(subgraph, verifier('XAA'), 'advanceShipment', {
      ...at(sent),
      to: 'CHECKED',
    });
    const back = { ...at(checked), to: 'SENT' };
    expect(await refused(subgraph, owner, 'advanceShipment', back)).toMatchObject({
      code: 'FIELD_REQUIRED',
      field: 'reason',
    });
    expect(
      await refused(subgraph, owner, 'advanceShipment', { ...back, reason: 'asked by Mrs Cohen' }),
    ).toMatchObject({ code: 'PERSONAL_DATA', field: 'reason' });
    expect(
      (await done(subgraph, owner, 'advanceShipment', { ...back, reason: 'wrong seal' })).state,
    ).toBe('SENT');
  });

  it('is not open while the record does not allow it', async () => {
    const sent = await submit({ state: 'SENT', tonnes: 0 });
    expect(sent.allowedTransitions).toEqual(['DELIVERED']);
    expect(await refused(subgraph, owner, 'loseShipment', at(sent))).toMatchObject({
      code: 'TRANSITION_NOT_ALLOWED',
    });
  });

  it('starts from the state that readers see: what has lapsed cannot be sent on', async () => {
    const dueAt = new Date(Date.now() + 3_000).toISOString();
    const sent = await submit({ state: 'SENT', tonnes: 1, dueAt });
    expect(sent).toMatchObject({ state: 'SENT', allowedTransitions: ['DELIVERED', 'LOST'] });
    const question = `{ shipment(id: "${sent.id}") { state allowedTransitions } shipments(filter: {state: [LAPSED]}) { nodes { id } } }`;
    for (;;) {
      const { shipment, shipments: lapsed } = await subgraph.as(owner).query<{
        shipment: Shipment;
        shipments: { nodes: { id: string }[] };
      }>(question);
      // The two fields are two statements: between them the time may run out.
      if (shipment.state === 'SENT' || lapsed.nodes.length === 0) continue;
      expect(shipment).toEqual({ state: 'LAPSED', allowedTransitions: [] });
      expect(lapsed.nodes).toEqual([{ id: sent.id }]);
      break;
    }
    const args = { ...at(sent), to: 'DELIVERED' };
    expect(await refused(subgraph, owner, 'advanceShipment', args)).toMatchObject({
      code: 'TRANSITION_NOT_ALLOWED',
      allowed: [],
    });
  });
});

describe('the partner that a record names', () => {
  it('takes its own step of another’s record, and no other', async () => {
    const sent = await submit({ state: 'SENT', tonnes: 1, checker: 'XAB' });
    const question = `{ shipment(id: "${sent.id}") { allowedTransitions } }`;
    const checker = visibilityOf('XAB', { roles: ['verifier', 'reporter'] });
    expect(await subgraph.as(checker).query(question)).toEqual({
      shipment: { allowedTransitions: ['CHECKED'] },
    });
    expect(await subgraph.as(visibilityOf('XAC', { roles: ['verifier'] })).query(question)).toEqual(
      { shipment: { allowedTransitions: [] } },
    );
    expect(
      await refused(subgraph, checker, 'advanceShipment', { ...at(sent), to: 'DELIVERED' }),
    ).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED', allowed: ['CHECKED'] });
    const checked = await done(subgraph, checker, 'advanceShipment', {
      ...at(sent),
      to: 'CHECKED',
    });
    expect(checked['history']).toMatchObject([
      {},
      { to: 'CHECKED', byPartner: 'XAB', byRole: 'verifier' },
    ]);
  });

  it('needs the role for it', async () => {
    const sent = await submit({ state: 'SENT', checker: 'XAB' });
    expect(
      await refused(subgraph, reporter('XAB'), 'advanceShipment', { ...at(sent), to: 'CHECKED' }),
    ).toMatchObject({ code: 'ROLE_REQUIRED' });
    expect(
      await refused(subgraph, visibilityOf('XAB', { roles: ['analyst'] }), 'advanceShipment', {
        ...at(sent),
        to: 'CHECKED',
      }),
    ).toMatchObject({ code: 'ROLE_REQUIRED' });
  });

  it('shuts the owner out of that step', async () => {
    const sent = await submit({ state: 'SENT', checker: 'XAB' });
    expect(
      await refused(subgraph, verifier('XAA'), 'advanceShipment', { ...at(sent), to: 'CHECKED' }),
    ).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED' });
  });
});

describe('a correction', () => {
  it('keeps what was there', async () => {
    const made = await submit({ note: 'flour', tonnes: 2, tags: ['a'] });
    const corrected = await done(subgraph, owner, 'correctShipment', {
      ...at(made),
      input: { note: null, tonnes: 3, tags: ['a'] },
      reason: 'typing error',
    });
    expect(corrected).toMatchObject({ note: null, tonnes: 3, revision: 2 });
    expect(corrected['revisions']).toMatchObject([
      { kind: 'CREATED' },
      {
        revision: 2,
        kind: 'CORRECTED',
        reason: 'typing error',
        changes: [
          { field: 'note', before: '"flour"', after: null },
          { field: 'tonnes', before: '2', after: '3' },
        ],
      },
    ]);
    expect(corrected['history']).toHaveLength(1);
  });

  it('that changes nothing leaves no revision', async () => {
    const made = await submit({ note: 'flour', observedAt: '2026-01-01T00:00:00Z' });
    const input = { note: 'flour', observedAt: '2026-01-01T00:00:00Z' };
    expect(
      await done(subgraph, owner, 'correctShipment', { ...at(made), input, reason: 'none' }),
    ).toMatchObject({ revision: 1, changedAt: made.changedAt });
  });

  it('is held to the same rules', async () => {
    const made = await submit({ observedAt: '2026-01-02T00:00:00Z' });
    const wrong = (input: object) =>
      refused(subgraph, owner, 'correctShipment', { ...at(made), input, reason: 'x' });
    expect(await wrong({ tonnes: -1 })).toMatchObject({ field: 'tonnes' });
    expect(await wrong({ validUntil: '2026-01-01T00:00:00Z' })).toMatchObject({
      field: 'validUntil',
    });
    expect(await wrong({ tags: null })).toMatchObject({ code: 'FIELD_REQUIRED', field: 'tags' });
    expect(await wrong({ note: 'impossible' })).toMatchObject({ field: 'note' });
    expect(
      await refused(subgraph, owner, 'correctShipment', { ...at(made), input: {}, reason: ' ' }),
    ).toMatchObject({ code: 'FIELD_REQUIRED', field: 'reason' });
  });

  it('is the owner’s alone', async () => {
    const made = await submit({ note: 'a', checker: 'XAB' });
    const args = { ...at(made), input: { note: 'b' }, reason: 'mine' };
    expect(await refused(subgraph, reporter('XAB'), 'correctShipment', args)).toMatchObject({
      code: 'RECORD_NOT_FOUND',
    });
  });

  it('and what is new is told apart: it was observed now, and a correction was not', async () => {
    const made = await submit({ tonnes: 1, observedAt: '2026-01-01T00:00:00Z' });
    const updated = await done(subgraph, owner, 'updateShipment', {
      ...at(made),
      input: { tonnes: 2 },
    });
    expect(updated['revisions']).toMatchObject([{}, { kind: 'CHANGED', reason: null }]);
    expect(updated['observedAt']).toBe(updated.changedAt);
    const args = { ...at(updated), input: { tonnes: 3 }, reason: 'typing error' };
    const corrected = await done(subgraph, owner, 'correctShipment', args);
    expect(corrected['observedAt']).toBe(updated['observedAt']);
  });
});

describe('a mutation of the subgraph’s own', () => {
  it('takes no reason that holds personal data', async () => {
    const [one, other] = [await submit({ note: 'a' }), await submit({ note: 'b' })];
    const args = { ids: [one.id, other.id], reason: 'as Dr. Smith said' };
    expect(
      await refused(subgraph, verifier('XAA'), 'mergeShipments', args, '{ merged }'),
    ).toMatchObject({ code: 'PERSONAL_DATA', field: 'reason' });
  });
});

describe('a withdrawal', () => {
  it('leaves the record readable, and out of lists, counts and series', async () => {
    const kept = await submit({ note: 'kept', place: 'P7' });
    const made = await submit({ note: 'gone', place: 'P7' });
    const gone = await done(subgraph, owner, 'withdrawShipment', { ...at(made), reason: 'double' });
    expect(gone).toMatchObject({
      withdrawnAt: gone.changedAt,
      allowedTransitions: [],
      revision: 2,
      note: 'gone',
    });
    const answer = await subgraph
      .as(reporter('XAB'))
      .query<Record<string, { nodes: object[]; totalCount: number }>>(
        `{ one: shipment(id: "${gone.id}") { withdrawnAt note }
         all: shipments(first: 500) { totalCount nodes { id } }
         withdrawn: shipments(filter: {withdrawn: true}) { nodes { id } }
         present: shipments(filter: {withdrawn: false}, first: 500) { totalCount }
         since: shipments(changedSince: "${kept.changedAt}") { nodes { id } }
         series: shipmentSeries(from: "2026-01-01", to: "2099-01-01", by: [PLACE]) { points { place { pcode } records } } }`,
      );
    expect(answer).toMatchObject({
      one: { withdrawnAt: gone.changedAt, note: 'gone' },
      withdrawn: { nodes: [{ id: gone.id }] },
      since: { nodes: [{ id: gone.id }] },
    });
    expect(answer['all']?.nodes).not.toContainEqual({ id: gone.id });
    expect(answer['all']?.nodes).toContainEqual({ id: kept.id });
    expect(answer['present']?.totalCount).toBe(answer['all']?.totalCount);
    expect(JSON.stringify(answer['series'])).toContain('{"place":{"pcode":"P7"},"records":1}');
  });

  it('is the last that is written of it', async () => {
    const made = await submit({});
    const gone = await done(subgraph, owner, 'withdrawShipment', { ...at(made), reason: 'double' });
    expect(
      await refused(subgraph, owner, 'withdrawShipment', { ...at(gone), reason: 'again' }),
    ).toMatchObject({ code: 'RECORD_WITHDRAWN' });
    expect(
      await refused(subgraph, owner, 'advanceShipment', { ...at(gone), to: 'SENT' }),
    ).toMatchObject({ code: 'RECORD_WITHDRAWN' });
  });
});

it('fields of one operation are written one after the other, and each shows what it wrote', async () => {
  const { id } = await submit({ note: 'a', tonnes: 1 });
  const { data, errors } = await subgraph.as(owner).execute(
    `mutation {
      a: advanceShipment(id: "${id}", to: SENT, expectedRevision: 1, idempotencyKey: "d1") { shipment { state revision } }
      b: advanceShipment(id: "${id}", to: SENT, expectedRevision: 1, idempotencyKey: "d2") { shipment { state revision } }
      c: advanceShipment(id: "${id}", to: DELIVERED, expectedRevision: 2, idempotencyKey: "d3") { shipment { state revision } }
    }`,
  );
  expect(data).toEqual({
    a: { shipment: { state: 'SENT', revision: 2 } },
    b: null,
    c: { shipment: { state: 'DELIVERED', revision: 3 } },
  });
  expect(errors.map(({ code }) => code)).toEqual(['REVISION_CONFLICT']);
});

it('several records change together, or none', async () => {
  const [a, b, c] = [await submit({}), await submit({}), await submit({}, null)];
  const merge = (ids: readonly string[]) =>
    refused(
      subgraph,
      verifier('XAB'),
      'mergeShipments',
      { ids, reason: 'the same' },
      '{ merged shipment { id } }',
    );
  // XAB does not see the third: it is not there, and the others stay as they were.
  expect(await merge([a.id, b.id, c.id])).toMatchObject({ code: 'RECORD_NOT_FOUND' });
  const question = `{ shipment(id: "${b.id}") { revision } }`;
  expect(await subgraph.query(question)).toEqual({ shipment: { revision: 1 } });
  const { data } = await subgraph
    .as(verifier('XAB'))
    .execute(
      `mutation { mergeShipments(ids: ["${a.id}", "${b.id}"], reason: "the same", idempotencyKey: "m") { merged shipment { id } } }`,
    );
  expect(data).toEqual({ mergeShipments: { merged: 1, shipment: { id: a.id } } });
  expect(
    await subgraph.query(`{ shipment(id: "${b.id}") { revisions { kind byPartner } } }`),
  ).toEqual({
    shipment: {
      revisions: [
        { kind: 'CREATED', byPartner: 'XAA' },
        { kind: 'MERGED', byPartner: 'XAB' },
      ],
    },
  });
});
