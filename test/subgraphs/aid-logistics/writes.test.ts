import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isNonNullType, isObjectType, print } from 'graphql';
import { aidLogistics } from '../../../subgraphs/aid-logistics/subgraph.ts';
import { units } from '../../../subgraphs/aid-logistics/writes/units.ts';
import { codeLists } from '../../../subgraphs/reference/facts/code-lists.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { consignmentInput, forPartners, mutate, worker } from './mutate.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(aidLogistics);
});
afterAll(() => subgraph.close());

type Values = Readonly<Record<string, unknown>>;

interface Revision {
  readonly kind: string;
  readonly changes: readonly { readonly field: string }[];
}

/** The inputs that each type takes at least, and which field enters them. */
const smallest: Readonly<Record<string, readonly [field: string, input: Values]>> = {
  consignment: ['submitConsignment', consignmentInput],
  flowCount: [
    'reportFlow',
    { date: '2026-03-02', stage: 'COLLECTED', countingBasis: 'PARTNER', trucks: 4 },
  ],
  movementRequest: [
    'requestMovement',
    {
      ...{ sector: 'FSC', from: 'XT0101', to: 'XT0102' },
      ...{ day: '2099-06-01', purpose: 'ASSESSMENT' },
    },
  ],
  stockReport: ['reportStock', { place: 'XT0101', category: 'FOOD', weightTonnes: 10 }],
  corridorCapacity: [
    'reportCorridorCapacity',
    { corridor: 'XC_COAST', day: '2026-03-02', plannedTrucks: 60 },
  ],
  marketPrice: [
    'reportMarketPrice',
    {
      ...{ place: 'XT0101', month: '2026-03-01', item: 'rice', unit: 'KGM' },
      ...{ currency: 'USD', availability: 'FULL', quotes: 3, medianPrice: 2 },
    },
  ],
};
const types = Object.keys(smallest);

const enter = async (type: string, more: Values = {}, args: Values = {}, partner = 'XAA') => {
  const [field = '', input = {}] = smallest[type] ?? [];
  const all = { marking: forPartners, ...args, input: { ...input, ...more } };
  const { code, message, answer } = await mutate(
    subgraph,
    worker(partner),
    field,
    all,
    `{ ${type} { id } }`,
  );
  const id = (answer[type] as { id: string } | undefined)?.id ?? '';
  return { code, message, id };
};
const read = async (type: string, id: string, fields: string, partner = 'XAA') => {
  const answer = await subgraph
    .as(worker(partner))
    .query<Record<string, Values | null>>(`{ ${type}(id: "${id}") { ${fields} } }`);
  return answer[type];
};

describe.each(types)('a new %s', (type) => {
  it('belongs to its reporter’s partner, and begins at revision 1', async () => {
    // A second corridor day of one owner would be refused: each partner enters one.
    const { id } = await enter(type, {}, {}, 'XAM');
    expect(id).toMatch(/^XAM:[a-z-]+:[0-9A-HJKMNP-TV-Z]{26}$/);
    const fields = 'owner { code } revision exercise withdrawnAt source { id }';
    expect(await read(type, id, fields, 'XAM')).toEqual({
      owner: { code: 'XAM' },
      revision: 1,
      exercise: true,
      withdrawnAt: null,
      source: null,
    });
  });

  it('is not entered by an analyst', async () => {
    const [field = '', input = {}] = smallest[type] ?? [];
    const analyst = worker('XAA', ['analyst', 'verifier']);
    const { code } = await mutate(subgraph, analyst, field, { input }, `{ ${type} { id } }`);
    expect(code).toBe('ROLE_REQUIRED');
  });

  it('is for its owner alone without a marking', async () => {
    const { id } = await enter(type, {}, { marking: undefined }, 'XAN');
    expect(await read(type, id, 'revision', 'XAN')).toEqual({ revision: 1 });
    expect(await read(type, id, 'revision', 'XAA')).toBe(null);
  });
});

describe('a value that does not fit', () => {
  it.each([
    ['consignment', { destination: null }, 'destination'],
    ['consignment', { pallets: -1 }, 'pallets'],
    ['consignment', { state: 'CLEARED' }, 'CLEARED'],
    ['consignment', { observedAt: '2099-01-01T00:00:00Z' }, 'observedAt'],
    ['consignment', { validUntil: '2001-01-01T00:00:00Z' }, 'validUntil'],
    ['consignment', { destination: 'Northgate' }, 'destination'],
    ['consignment', { lineItems: [{ item: 'rice', quantity: -1, unit: 'KGM' }] }, 'quantity'],
    ['consignment', { lineItems: [{ item: 'rice', quantity: 1, unit: 'BAG' }] }, 'unit'],
    [
      'consignment',
      { lineItems: [{ item: 'rice', quantity: 1, unit: 'KGM', expiryMonth: '2027-03-02' }] },
      'first day',
    ],
    ['flowCount', { date: '2099-01-01' }, 'still to come'],
    ['flowCount', { trucks: null }, 'trucks'],
    ['movementRequest', { day: '2020-01-01' }, 'day'],
    ['movementRequest', { approver: 'XAG', marking: null }, 'approver'],
    ['stockReport', { weightTonnes: null }, 'how much'],
    ['corridorCapacity', { plannedTrucks: null }, 'planned'],
    ['corridorCapacity', { day: '2099-01-01', actualTrucks: 1 }, 'still to come'],
    ['marketPrice', { month: '2026-03-02' }, 'first day'],
    ['marketPrice', { quotes: 2 }, 'quotes'],
    ['marketPrice', { currency: 'usd' }, '4217'],
    ['marketPrice', { currency: 'ZZZ' }, '4217'],
    ['marketPrice', { unit: 'BAG' }, 'unit'],
  ])('is refused: %s with %j', async (type, { marking, ...more }: Values, told) => {
    const label = marking === null ? { marking: undefined } : {};
    const { code, message, id } = await enter(type, more, label, 'XAP');
    expect([code, id]).toEqual([expect.stringMatching(/^[A-Z_]+$/), '']);
    expect(message).toContain(told);
    expect(code).not.toBe('INTERNAL_SERVER_ERROR');
  });

  it('is refused where it is data on a person', async () => {
    const { code } = await enter('consignment', { reference: 'Call Mr Smith, +44 20 7946 0123' });
    expect(code).toBe('PERSONAL_DATA');
  });
});

describe('units', () => {
  it('are those of the hub’s code list', () => {
    const listed = codeLists.find(({ code }) => code === 'UnitOfMeasure');
    expect([...units].sort()).toEqual(listed?.codes.map(({ code }) => code).sort());
  });
});

describe('a draft', () => {
  it('may lack what is not known, and is submitted later', async () => {
    const { id } = await enter('consignment', { state: 'DRAFT', destination: null });
    expect(await read('consignment', id, 'state destination { pcode }')).toEqual({
      state: 'DRAFT',
      destination: null,
    });
  });
});

describe('many at once', () => {
  it.each([
    ['submitConsignments', 'consignment', 1],
    ['reportFlows', 'flowCount', 1],
  ])('%s says of each what became of it', async (field, type) => {
    const [, input = {}] = smallest[type] ?? [];
    const wrong = { ...input, observedAt: '2099-01-01T00:00:00Z' };
    const rows = `{ accepted refused rows { index ${type} { revision } error { code field } } }`;
    const call = (allOrNone: boolean) =>
      mutate(subgraph, worker('XAQ'), field, { inputs: [input, wrong, input], allOrNone }, rows);
    const { answer } = await call(false);
    const error = { code: 'BAD_USER_INPUT', field: 'observedAt' };
    expect(answer).toEqual({
      accepted: 2,
      refused: 1,
      rows: [
        { index: 0, [type]: { revision: 1 }, error: null },
        { index: 1, [type]: null, error },
        { index: 2, [type]: { revision: 1 }, error: null },
      ],
    });
    expect(await call(true)).toMatchObject({ answer: { accepted: 0, refused: 3 } });
  });
});

describe('a correction', () => {
  it.each([
    ['consignment', 'correctConsignment', { weightTonnes: 13, lineItems: [] }],
    ['flowCount', 'correctFlow', { trucks: 5 }],
    ['movementRequest', 'correctMovement', { purpose: 'REPAIR' }],
    ['stockReport', 'correctStock', { daysOfSupply: 3 }],
    ['corridorCapacity', 'correctCorridorCapacity', { actualTrucks: 42 }],
    ['marketPrice', 'correctMarketPrice', { medianPrice: 2.5 }],
  ])('of a %s keeps what stood there', async (type, field, input) => {
    const { id } = await enter(type, {}, {}, 'XAR');
    const correct = (partner: string, expectedRevision: number) =>
      mutate(
        subgraph,
        worker(partner),
        field,
        { id, input, reason: 'Counted again', expectedRevision },
        `{ ${type} { revision } }`,
      );
    expect((await correct('XAA', 1)).code).toBe('RECORD_NOT_FOUND');
    expect((await correct('XAR', 2)).code).toBe('REVISION_CONFLICT');
    expect((await correct('XAR', 1)).answer).toEqual({ [type]: { revision: 2 } });
    const record = await read(type, id, 'revisions { kind changes { field } }', 'XAR');
    const revisions = (record?.['revisions'] ?? []) as readonly Revision[];
    const second = revisions[1];
    expect(second?.kind).toBe('CORRECTED');
    expect(second?.changes.map((one) => one.field).sort()).toEqual(
      Object.keys(input)
        .filter((name) => name !== 'lineItems')
        .sort(),
    );
  });

  it('does not move an approved movement to another day', async () => {
    const { id } = await enter('movementRequest');
    const step = { id, to: 'APPROVED', expectedRevision: 1 };
    await mutate(subgraph, worker('XAA'), 'decideMovement', step, '{ movementRequest { id } }');
    const { code } = await mutate(
      subgraph,
      worker('XAA'),
      'correctMovement',
      { id, input: { day: '2099-06-02' }, reason: 'Other day', expectedRevision: 2 },
      '{ movementRequest { id } }',
    );
    expect(code).toBe('BAD_USER_INPUT');
  });
});

describe('a withdrawal', () => {
  const withdraw = (type: string, field: string, id: string) =>
    mutate(
      subgraph,
      worker('XAS'),
      field,
      { id, reason: 'Entered twice', expectedRevision: 1 },
      `{ ${type} { withdrawnAt } }`,
    );

  it.each([
    ['consignment', 'withdrawConsignment', 'consignments'],
    ['flowCount', 'withdrawFlow', 'flowCounts'],
    ['movementRequest', 'withdrawMovement', 'movementRequests'],
    ['stockReport', 'withdrawStock', 'stockReports'],
    ['corridorCapacity', 'withdrawCorridorCapacity', 'corridorCapacities'],
    ['marketPrice', 'withdrawMarketPrice', 'marketPrices'],
  ])('takes a %s out of the lists and makes room for another', async (type, field, list) => {
    const first = await enter(type, {}, {}, 'XAS');
    expect(first.code).toBe(null);
    const { code } = await withdraw(type, field, first.id);
    expect(code).toBe(null);
    expect(await read(type, first.id, 'withdrawnAt')).not.toEqual({ withdrawnAt: null });
    const second = await enter(type, {}, {}, 'XAS');
    expect(second.code).toBe(null);
    const ids = async (filter: string) => {
      const answer = await subgraph.query<Record<string, { nodes: { id: string }[] }>>(
        `{ ${list}(filter: { owner: ["XAS"] ${filter} }) { nodes { id } } }`,
      );
      return answer[list]?.nodes.map((node) => node.id);
    };
    expect(await ids('')).toEqual([second.id]);
    expect(await ids('withdrawn: true')).toEqual([first.id]);
  });

  it('leaves the report before it the latest', async () => {
    const at = (day: number) => ({ observedAt: `2026-03-0${day}T00:00:00Z`, place: 'XT0106' });
    const older = await enter('stockReport', at(1), {}, 'XAS');
    const newer = await enter('stockReport', at(2), {}, 'XAS');
    expect(await read('stockReport', older.id, 'latest')).toEqual({ latest: false });
    await withdraw('stockReport', 'withdrawStock', newer.id);
    expect(await read('stockReport', older.id, 'latest')).toEqual({ latest: true });
  });
});

describe('what may stand once', () => {
  it.each(['corridorCapacity', 'marketPrice'])('%s is refused a second time', async (type) => {
    expect((await enter(type, {}, {}, 'XAT')).code).toBe(null);
    expect((await enter(type, {}, {}, 'XAT')).code).toBe('RECORD_EXISTS');
  });
});

describe('who approves a movement', () => {
  it.each(['approver', 'history', 'revisions'])(
    'is told by %s to whom the policy lets',
    (field) => {
      const type = aidLogistics.schema.getType('MovementRequest');
      const declared = isObjectType(type) ? type.getFields()[field] : undefined;
      const policies = declared?.astNode?.directives?.map((directive) => print(directive));
      expect(policies).toContain('@policy(policies: [["movement-approvers"]])');
      // What is refused reads as null, and must not take the record with it.
      expect(isNonNullType(declared?.type)).toBe(false);
    },
  );
});

describe('the consignee', () => {
  it('says what arrived, and cannot change what the sender states', async () => {
    const { id } = await enter('consignment');
    const advance = (partner: string, to: string, expectedRevision: number, more: Values = {}) =>
      mutate(
        subgraph,
        worker(partner),
        'advanceConsignment',
        { id, to, expectedRevision, ...more },
        '{ consignment { state } }',
      );
    expect((await advance('XAF', 'CLEARED', 1)).code).toBe('TRANSITION_NOT_ALLOWED');
    const way = ['CLEARED', 'MANIFESTED', 'IN_TRANSIT', 'AT_CROSSING', 'OFFLOADED'];
    for (const [n, to] of way.entries()) expect((await advance('XAA', to, n + 1)).code).toBe(null);
    expect((await advance('XAF', 'COLLECTED', 6)).code).toBe(null);
    const correction = {
      ...{ id, input: { weightTonnes: 1 }, reason: 'It was less', expectedRevision: 7 },
    };
    const corrected = await mutate(
      subgraph,
      worker('XAF'),
      'correctConsignment',
      correction,
      '{ consignment { id } }',
    );
    expect(corrected.code).toBe('RECORD_NOT_FOUND');
    const delivered = { with: { deliveredWeightTonnes: 12 } };
    expect((await advance('XAF', 'DELIVERED', 7, delivered)).code).toBe(null);
    const closed = await mutate(
      subgraph,
      worker('XAA'),
      'reconcile',
      { id, expectedRevision: 8 },
      '{ consignment { state outcome deliveredWeightTonnes history { to byPartner } } }',
    );
    expect(closed.answer).toEqual({
      consignment: {
        state: 'RECONCILED',
        outcome: 'DELIVERED',
        deliveredWeightTonnes: 12,
        history: [
          { to: 'SUBMITTED', byPartner: 'XAA' },
          ...way.map((to) => ({ to, byPartner: 'XAA' })),
          { to: 'COLLECTED', byPartner: 'XAF' },
          { to: 'DELIVERED', byPartner: 'XAF' },
          { to: 'RECONCILED', byPartner: 'XAA' },
        ],
      },
    });
  });
});
