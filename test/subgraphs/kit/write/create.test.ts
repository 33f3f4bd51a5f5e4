import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shipments } from '../../../support/shipments.ts';
import { openTestSubgraph, type TestSubgraph, visibilityOf } from '../../../support/subgraph.ts';
import { done, refused, reporter, shared, verifier } from './shipping.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(shipments);
});
afterAll(() => subgraph.close());

const submit = (input: object, more: object = {}) =>
  done(subgraph, reporter('XAA'), 'submitShipment', { input, ...more });
const refusedInput = (input: object, more: object = {}) =>
  refused(subgraph, reporter('XAA'), 'submitShipment', { input, ...more });

describe('a new record', () => {
  it('is the caller’s, in its first state, at its first revision', async () => {
    const made = await submit({ note: 'flour', tonnes: 2.5, place: 'P1', tags: ['dry'] });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^XAA:shipment:[0-9A-HJKMNP-TV-Z]{26}$/),
      owner: { code: 'XAA' },
      revision: 1,
      state: 'DRAFT',
      stateChangedAt: made.changedAt,
      observedAt: made.changedAt,
      asOf: made.changedAt,
      note: 'flour',
      tonnes: 2.5,
      tags: ['dry'],
      items: [],
      place: { pcode: 'P1' },
      exercise: true,
      allowedTransitions: ['SENT'],
      history: [
        {
          from: null,
          to: 'DRAFT',
          at: made.changedAt,
          byPartner: 'XAA',
          byRole: 'reporter',
          reason: null,
          revision: 1,
        },
      ],
      revisions: [
        {
          revision: 1,
          kind: 'CREATED',
          at: made.changedAt,
          byPartner: 'XAA',
          reason: null,
          changes: [],
        },
      ],
    });
  });

  it('without a marking is seen by its owner alone', async () => {
    const { id, marking } = await submit({ note: 'mine' });
    expect(marking).toEqual({
      policyId: 'OWNER-ONLY',
      originator: 'XAA',
      releasableTo: [],
      sensitivity: 'MODERATE',
      tlp: 'AMBER_STRICT',
    });
    const question = `{ shipment(id: "${id}") { id } }`;
    expect(await subgraph.as(visibilityOf('XAA')).query(question)).toEqual({ shipment: { id } });
    expect(await subgraph.as(visibilityOf('XAB')).query(question)).toEqual({ shipment: null });
  });

  it('with one is seen by whom it names', async () => {
    const { id } = await submit({ note: 'ours' }, { marking: shared });
    const question = `{ shipment(id: "${id}") { note marking { originator } } }`;
    expect(await subgraph.as(visibilityOf('XAB')).query(question)).toEqual({
      shipment: { note: 'ours', marking: { originator: 'XAA' } },
    });
  });

  it('may begin in another of its first states, but in no later one', async () => {
    expect((await submit({ state: 'SENT' })).state).toBe('SENT');
    expect(await refusedInput({ state: 'CHECKED' })).toMatchObject({
      code: 'TRANSITION_NOT_ALLOWED',
      field: 'state',
      allowed: ['DRAFT', 'SENT'],
    });
  });

  it('takes instants and parts as they are given', async () => {
    const items = [{ label: 'bag', quantity: 3, unit: 'H87' }];
    const made = await submit({ observedAt: '2026-01-02T03:04:05Z', items });
    expect(made).toMatchObject({ observedAt: '2026-01-02T03:04:05.000000Z', items });
  });
});

describe('what is refused, with the field and what to do', () => {
  const inside = { type: 'Point', coordinates: [34.4, 31.5] };
  it('takes what is right', async () => {
    await submit({ position: inside, place: 'P9', boxes: 3, checker: 'XAB', source: 'OCHA-1' });
  });

  it.each([
    ['a negative weight', { tonnes: -0.1 }, 'tonnes', 'BAD_USER_INPUT'],
    [
      'a negative number in a part',
      { items: [{ label: 'x', quantity: -1, unit: 'KGM' }] },
      'items.quantity',
      'BAD_USER_INPUT',
    ],
    [
      'a unit that is none',
      { items: [{ label: 'x', quantity: 1, unit: 'pound' }] },
      'items.unit',
      'BAD_USER_INPUT',
    ],
    ['more than the limit', { boxes: 5_000_001 }, 'boxes', 'BAD_USER_INPUT'],
    [
      'an observation to come',
      { observedAt: '2099-01-01T00:00:00Z' },
      'observedAt',
      'BAD_USER_INPUT',
    ],
    [
      'a year that cannot be',
      { observedAt: '1999-12-31T00:00:00Z' },
      'observedAt',
      'BAD_USER_INPUT',
    ],
    [
      'an end before the beginning',
      { observedAt: '2026-02-01T00:00:00Z', validUntil: '2026-01-01T00:00:00Z' },
      'validUntil',
      'BAD_USER_INPUT',
    ],
    ['a code that is none', { place: 'P99' }, 'place', 'REFERENCE_UNKNOWN'],
    ['a partner that is none', { checker: 'nobody' }, 'checker', 'REFERENCE_UNKNOWN'],
    ['a record that is none', { mergedInto: 'XAA:shipment:0' }, 'mergedInto', 'REFERENCE_UNKNOWN'],
    [
      'a place elsewhere',
      { position: { type: 'Point', coordinates: [36, 31.5] } },
      'position',
      'BAD_USER_INPUT',
    ],
    [
      'a line that leaves',
      {
        position: {
          type: 'LineString',
          coordinates: [
            [34.4, 31.5],
            [34.4, 33],
          ],
        },
      },
      'position',
      'BAD_USER_INPUT',
    ],
    [
      'no position at all',
      { position: { type: 'Point', coordinates: [] } },
      'position',
      'BAD_USER_INPUT',
    ],
    ['a text of nothing', { note: '  ' }, 'note', 'BAD_USER_INPUT'],
    ['a text too long', { note: 'x'.repeat(2_001) }, 'note', 'BAD_USER_INPUT'],
    ['a list too long', { tags: Array.from({ length: 201 }, () => 'x') }, 'tags', 'BAD_USER_INPUT'],
    ['what the subgraph refuses', { note: 'impossible' }, 'note', 'BAD_USER_INPUT'],
    ['a person', { note: 'Handed to Mr Smith' }, 'note', 'PERSONAL_DATA'],
    ['a person in a list', { tags: ['dry', 'call 059-123-4567'] }, 'tags', 'PERSONAL_DATA'],
    [
      'a person in a part',
      { items: [{ label: 'for Dr. Haddad', quantity: 1, unit: 'KGM' }] },
      'items.label',
      'PERSONAL_DATA',
    ],
  ])('%s', async (_name, input, field, code) => {
    const refusal = await refusedInput(input);
    expect(refusal).toMatchObject({ field, code, advice: expect.any(String) });
    expect(refusal['message']).not.toMatch(/Smith|Haddad|4567/);
  });

  it('values that the table refuses', async () => {
    expect(await refusedInput({ boxes: 1_000_000, tonnes: 1 })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  it('a sensitivity that never enters the hub', async () => {
    const { errors } = await subgraph.as(reporter('XAA')).execute(
      `mutation { submitShipment(input: {}, idempotencyKey: "x", marking: { policyId: "E",
        classification: UNCLASSIFIED, sensitivity: SEVERE, tlp: GREEN, releasableTo: [], purposes: [] }) { shipment { id } } }`,
    );
    expect(errors).toHaveLength(1);
  });

  it('a second record where there can be one', async () => {
    const { id } = await submit({}, { marking: shared });
    const remark = { input: { shipment: id, verdict: 'WHOLE' } };
    const selection = '{ remark { verdict shipment { id } } }';
    const { errors } = await subgraph
      .as(verifier('XAB'))
      .execute(
        `mutation { addRemark(input: {shipment: "${id}", verdict: WHOLE}, idempotencyKey: "r") ${selection} }`,
      );
    expect(errors).toEqual([]);
    expect(await refused(subgraph, verifier('XAB'), 'addRemark', remark, selection)).toMatchObject({
      code: 'RECORD_EXISTS',
    });
  });
});

describe('who may not', () => {
  it.each([
    ['has no role for it', verifier('XAA')],
    ['brings no token', visibilityOf('PUBLIC', { roles: [] })],
  ])('%s', async (_name, who) => {
    expect(await refused(subgraph, who, 'submitShipment', { input: {} })).toMatchObject({
      code: 'ROLE_REQUIRED',
    });
  });

  it('asks a subgraph that is open to all', async () => {
    const { errors } = await subgraph.execute(
      'mutation { submitShipment(input: {}, idempotencyKey: "open") { shipment { id } } }',
    );
    expect(errors.map(({ code }) => code)).toEqual(['ROLE_REQUIRED']);
  });
});

it('a statement about another’s record is the speaker’s, and the record shows it', async () => {
  const { id } = await submit({ note: 'disputed' }, { marking: shared });
  const remark = { input: { shipment: id, verdict: 'PART' }, marking: shared };
  const { data } = await subgraph.as(reporter('XAB')).answer(
    `mutation($input: RemarkInput!, $marking: MarkingInput) {
       addRemark(input: $input, marking: $marking, idempotencyKey: "s") { remark { id owner { code } shipment { id } } } }`,
    remark,
  );
  expect(data).toEqual({
    addRemark: {
      remark: {
        id: expect.stringMatching(/^XAB:remark:/),
        owner: { code: 'XAB' },
        shipment: { id },
      },
    },
  });
  expect(
    await subgraph
      .as(reporter('XAA'))
      .query(`{ shipment(id: "${id}") { remarks { nodes { verdict owner { code } } } } }`),
  ).toEqual({ shipment: { remarks: { nodes: [{ verdict: 'PART', owner: { code: 'XAB' } }] } } });
});
