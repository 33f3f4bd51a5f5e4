import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  type GuardGateway,
  type GuardSubgraph,
  marking,
  startGuardGateway,
} from './guard-gateway.ts';

type Values = Readonly<Record<string, unknown>>;

const open = {
  __typename: 'Convoy',
  id: 'XAA:convoy:open',
  marking: marking('XAA', 'XAC'),
  cargo: 'flour',
};
const shut = {
  __typename: 'Convoy',
  id: 'XAB:convoy:shut',
  marking: marking('XAB', 'XAA'),
  cargo: 'secret',
};
const told = { ...open, id: 'XAA:convoy:told', marking: marking('XAA', 'XAC', 'XAD') };
const convoys = [open, shut, told];

/** Has row-level security: what is not released is not there. */
const honest = (...there: readonly Values[]): GuardSubgraph => ({
  sdl: `
    type Query { convoys: [Convoy] convoy(id: ID!): Convoy }
    type Convoy implements Marked @key(fields: "id") { id: ID! marking: Marking cargo: String lead: Convoy }`,
  root: {
    convoys: there,
    convoy: ({ id }: Values) => there.find((one) => one['id'] === id) ?? null,
  },
  entity: ({ id }) => there.find((one) => one['id'] === id) ?? null,
});

/** Knows ids alone; answers for whatever it is asked. */
const visits: GuardSubgraph = {
  sdl: `
    type Query { visit: Visit visits: VisitPage strict: [Convoy!] any: [Seen] }
    type Visit { main: Convoy all: [Convoy] page: ConvoyConnection }
    type VisitPage { of: Visit }
    union Seen = Convoy | Depot
    type Depot @key(fields: "id") { id: ID! }
    type Convoy @key(fields: "id") { id: ID! note: String }
    type ConvoyConnection { edges: [ConvoyEdge] pageInfo: PageInfo! totalCount: Int }
    type ConvoyEdge { cursor: String! node: Convoy }`,
  root: {
    visit: {
      main: { id: shut.id, note: 'n' },
      all: [
        { id: open.id, note: 'o' },
        { id: shut.id, note: 'n' },
      ],
      page: {
        edges: [shut, open].map(({ id }) => ({ cursor: `after ${id}`, node: { id } })),
        pageInfo: {
          hasNextPage: false,
          startCursor: `after ${shut.id}`,
          endCursor: `after ${open.id}`,
        },
        totalCount: 2,
      },
    },
    strict: [{ id: open.id }, { id: shut.id }],
    any: [
      { __typename: 'Convoy', id: shut.id },
      { __typename: 'Depot', id: 'd1' },
    ],
  },
  entity: ({ __typename, id }) => ({ __typename, id, note: `note of ${id}` }),
};

const gateways: GuardGateway[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(gateways.splice(0).map(({ close }) => close()));
});

const start = async (subgraphs: Readonly<Record<string, GuardSubgraph>>): Promise<GuardGateway> => {
  const gateway = await startGuardGateway(subgraphs);
  gateways.push(gateway);
  return gateway;
};

describe('a reference to a record', () => {
  it.each([
    ['alone', '{ visit { main { id } } }', { visit: { main: null } }],
    ['with a field of who refers', '{ visit { main { note } } }', { visit: { main: null } }],
    [
      'in a list',
      '{ visit { all { id cargo } } }',
      { visit: { all: [{ id: open.id, cargo: 'flour' }, null] } },
    ],
    [
      'in a connection',
      '{ visit { page { edges { cursor node { cargo } } totalCount pageInfo { startCursor } } } }',
      {
        visit: {
          page: {
            edges: [{ cursor: `after ${open.id}`, node: { cargo: 'flour' } }],
            totalCount: null,
            pageInfo: { startCursor: `after ${open.id}` },
          },
        },
      },
    ],
    [
      'as a member of a union',
      '{ any { ... on Depot { id } ... on Convoy { id } } }',
      { any: [null, { id: 'd1' }] },
    ],
  ])('is there only if its owner says so: %s', async (_where, query, data) => {
    const { ask, sent } = await start({ convoys: honest(open), visits });
    const answer = await ask('XAC', query);
    expect(answer).toMatchObject({ data, errors: [] });
    expect(answer.text).not.toContain('XAB:');
    // Its key went to its owner and to nobody else.
    const keys = sent().filter(([, body]) => body.includes(shut.id));
    expect(new Set(keys.map(([subgraph]) => subgraph))).toEqual(new Set(['convoys']));
  });

  it.each([true, false])(
    'is known by its id whether the client asks for that or not: %s',
    async (asked) => {
      const { ask } = await start({ convoys: honest(open, told), visits });
      const query = `query ($asked: Boolean!) {
      convoys { one: id @include(if: $asked) two: id @skip(if: $asked) cargo }
      visit { all { one: id @include(if: $asked) ... on Convoy @include(if: $asked) { two: id } cargo } } }`;
      const key = asked ? 'one' : 'two';
      const of = ({ id, cargo }: Values) => (asked ? { one: id, two: id, cargo } : { cargo });
      expect((await ask('XAC', query, { asked })).data).toEqual({
        convoys: [open, told].map(({ id, cargo }) => ({ [key]: id, cargo })),
        visit: { all: [of(open), null] },
      });
    },
  );

  it('nulls a list in which nothing may be missing, and says no more than that', async () => {
    const { ask } = await start({ convoys: honest(open), visits });
    const withheld = await ask('XAC', '{ strict { id } }');
    expect(withheld.data).toEqual({ strict: null });
    const dishonest = await start({ convoys: honest(...convoys), visits });
    expect((await dishonest.ask('XAC', '{ strict { id } }')).text).toBe(withheld.text);
  });

  it('is not taken for withheld where its owner does not answer: that is said', async () => {
    const { ask, stop } = await start({ convoys: honest(...convoys), visits });
    await stop('convoys');
    const answer = await ask('XAC', '{ visit { main { id } } }');
    expect(answer.data).toEqual({ visit: { main: null } });
    expect(answer.errors).toMatchObject([
      {
        path: ['visit', 'main'],
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'convoys' },
      },
    ]);
  });
});

describe('what is sent to a partner', () => {
  const weights: GuardSubgraph = {
    operator: 'XAD',
    sdl: `
      type Query { ping: String }
      type Convoy @key(fields: "id") {
        id: ID!
        cargo: String @external
        lead: Convoy @external
        weight: String @requires(fields: "cargo")
        order: String @requires(fields: "lead { cargo }")
      }`,
    entity: ({ __typename, id, cargo, lead }) => {
      const { cargo: first = null } = Object(lead);
      return { __typename, id, weight: `weight of ${cargo}`, order: `after ${first}` };
    },
  };

  it('is a record that is released to the caller and to the partner', async () => {
    const { ask, sent } = await start({ convoys: honest(...convoys), weights });
    const answer = await ask('XAC', '{ convoys { id weight } }');
    expect(answer).toMatchObject({
      data: {
        convoys: [{ id: open.id, weight: null }, null, { id: told.id, weight: 'weight of flour' }],
      },
      errors: [],
    });
    const keys = sent().filter(([subgraph]) => subgraph === 'weights');
    expect(keys).toHaveLength(1);
    expect(keys.join()).toContain(told.id);
    expect(keys.join()).not.toMatch(/open|shut|secret/);
  });

  it('holds nothing of other records that are not released to it', async () => {
    const led = [
      { ...told, id: 'XAA:convoy:first', lead: open },
      { ...told, id: 'XAA:convoy:second', lead: shut },
      { ...told, id: 'XAA:convoy:third', lead: { ...told, cargo: 'rice' } },
    ];
    const { ask, sent } = await start({ convoys: honest(...led), weights });
    const answer = await ask('XAC', '{ convoys { order lead { cargo } } }');
    expect(answer).toMatchObject({
      data: {
        convoys: [
          { order: 'after null', lead: { cargo: 'flour' } },
          { order: 'after null', lead: null },
          { order: 'after rice', lead: { cargo: 'rice' } },
        ],
      },
      errors: [],
    });
    const bodies = sent()
      .filter(([subgraph]) => subgraph === 'weights')
      .join();
    expect(bodies).not.toMatch(/flour|secret|open|shut/);
  });
});

describe('a withheld record', () => {
  const queries = [
    '{ convoy(id: "XAB:convoy:shut") { id cargo note } }',
    '{ visit { main { id cargo } all { id note cargo } } }',
    '{ visit { page { edges { cursor node { id } } totalCount pageInfo { startCursor endCursor } } } }',
    '{ strict { id cargo } }',
    '{ any { __typename ... on Convoy { cargo } ... on Depot { id } } }',
    '{ convoys { lead { id cargo } } }',
  ];

  it.each(queries)('answers byte by byte as one that does not exist: %s', async (query) => {
    const answerOf = async (...there: readonly Values[]): Promise<string> => {
      const { ask } = await start({ convoys: honest(...there), visits });
      const { text } = await ask('XAC', query);
      return text;
    };
    const absent = await answerOf({ ...open, lead: null }, told);
    expect(absent).not.toContain('secret');
    // It is sent all the same, and taken out here: in the place of a null the answer is the same.
    const sent = query.startsWith('{ convoys') ? [told] : [shut, told];
    expect(await answerOf({ ...open, lead: shut }, ...sent)).toBe(absent);
  });
});

it('a verdict does not outlive the instant at which it changes by itself', async () => {
  let present = Date.parse('2026-11-22T12:00:00Z');
  jest.spyOn(Date, 'now').mockImplementation(() => present);
  const label = { ...marking('XAA', 'XAC'), reviewAt: '2026-11-22T13:00:00Z' };
  const { ask } = await start({ convoys: honest({ ...open, marking: label }) });
  for (let i = 0; i < 4; i += 1) {
    expect((await ask('XAC', '{ convoys { cargo } }')).data).toEqual({
      convoys: [{ cargo: 'flour' }],
    });
  }
  present = Date.parse('2026-11-22T13:00:00Z');
  expect((await ask('XAC', '{ convoys { cargo } }')).data).toEqual({ convoys: [null] });
});
