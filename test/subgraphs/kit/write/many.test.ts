import { maxBulkRows } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shipments } from '../../../support/shipments.ts';
import { openTestSubgraph, type TestSubgraph } from '../../../support/subgraph.ts';
import { refused, reporter, send } from './shipping.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(shipments);
});
afterAll(() => subgraph.close());

const selection = `{ accepted refused rows { index shipment { note state history { to } revisions { kind } }
  error { code field message advice } } }`;
const owner = reporter('XAA');
const submit = async (inputs: readonly object[], more: object = {}) => {
  const { data, errors } = await send(
    subgraph,
    owner,
    'submitShipments',
    { inputs, ...more },
    selection,
  );
  expect(errors).toBeUndefined();
  return (data as { answer: { accepted: number; refused: number; rows: readonly object[] } })
    .answer;
};
const total = async () => {
  const { shipments: all } = await subgraph.query<{ shipments: { totalCount: number } }>(
    '{ shipments { totalCount } }',
  );
  return all.totalCount;
};

const written = (note: string, state = 'DRAFT') => ({
  shipment: { note, state, history: [{ to: state }], revisions: [{ kind: 'CREATED' }] },
  error: null,
});

describe('many at once', () => {
  it('are accepted or refused each by itself', async () => {
    const {
      accepted,
      refused: not,
      rows,
    } = await submit([
      { note: 'a' },
      { note: 'b', tonnes: -1 },
      { note: 'c', state: 'SENT', tags: ['x'] },
      { note: 'd', boxes: 1_000_000, tonnes: 1 },
      { note: 'e', mergedInto: 'XAB:shipment:unknown' },
      { note: 'f', boxes: 1, tonnes: 1 },
    ]);
    expect([accepted, not]).toEqual([3, 3]);
    expect(rows).toEqual([
      { index: 0, ...written('a') },
      {
        index: 1,
        shipment: null,
        error: {
          code: 'BAD_USER_INPUT',
          field: 'tonnes',
          message: '`tonnes` must be 0 or more.',
          advice: expect.any(String),
        },
      },
      { index: 2, ...written('c', 'SENT') },
      {
        index: 3,
        shipment: null,
        error: {
          code: 'BAD_USER_INPUT',
          field: null,
          message: expect.any(String),
          advice: expect.any(String),
        },
      },
      {
        index: 4,
        shipment: null,
        error: {
          code: 'REFERENCE_UNKNOWN',
          field: 'mergedInto',
          message: expect.any(String),
          advice: expect.any(String),
        },
      },
      { index: 5, ...written('f') },
    ]);
  });

  it('all or none, on request', async () => {
    const before = await total();
    const {
      accepted,
      refused: not,
      rows,
    } = await submit([{ note: 'a' }, { tonnes: -1 }], { allOrNone: true });
    expect([accepted, not]).toEqual([0, 2]);
    expect(rows).toMatchObject([
      { error: { code: 'ROW_NOT_WRITTEN' } },
      { error: { field: 'tonnes' } },
    ]);
    expect(await total()).toBe(before);
    const all = await submit([{ note: 'a' }, { note: 'b' }], { allOrNone: true });
    expect(all).toEqual({
      accepted: 2,
      refused: 0,
      rows: [
        { index: 0, ...written('a') },
        { index: 1, ...written('b') },
      ],
    });
  });

  it('are written once, refusals included', async () => {
    const inputs = [{ note: 'once' }, { tonnes: -1 }];
    const more = { idempotencyKey: 'many' };
    const first = await submit(inputs, more);
    const before = await total();
    expect(await submit(inputs, more)).toEqual(first);
    expect(await total()).toBe(before);
  });

  it(`are ${maxBulkRows} at most, in few statements`, async () => {
    const inputs = Array.from({ length: maxBulkRows }, (_, n) => ({ note: `n${n}` }));
    subgraph.statements();
    const { accepted, rows } = await submit(inputs);
    expect(accepted).toBe(maxBulkRows);
    expect(rows[maxBulkRows - 1]).toEqual({
      index: maxBulkRows - 1,
      ...written(`n${maxBulkRows - 1}`),
    });
    expect(subgraph.statements().length).toBeLessThan(25);
    const more = [...inputs, { note: 'one more' }];
    expect(
      await refused(subgraph, owner, 'submitShipments', { inputs: more }, '{ accepted }'),
    ).toMatchObject({ code: 'TOO_MANY_ROWS', field: 'inputs' });
  });

  it('may be none', async () => {
    expect(await submit([])).toEqual({ accepted: 0, refused: 0, rows: [] });
  });
});
