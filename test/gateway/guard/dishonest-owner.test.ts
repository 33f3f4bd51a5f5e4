import { afterEach, describe, expect, it } from '@jest/globals';
import {
  type GuardGateway,
  type GuardSubgraph,
  marking,
  startGuardGateway,
} from './guard-gateway.ts';

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
const bare = { __typename: 'Convoy', id: 'XAA:convoy:bare', marking: null, cargo: 'secret' };
const convoys = [shut, open, bare];
const edges = convoys.map((node) => ({ cursor: `after ${node.id}`, node }));
const page = {
  edges,
  nodes: convoys,
  totalCount: 3,
  pageInfo: { hasNextPage: false, startCursor: edges[0]?.cursor, endCursor: edges[2]?.cursor },
};

/** It returns everything, with markings where records have any. */
const owner: GuardSubgraph = {
  sdl: `
    type Query {
      convoy(id: ID!): Convoy
      convoys: [Convoy]
      trips: [[Convoy]]
      page: ConvoyConnection
      any: [Marked]
      either: [Thing]
      plan: Plan
    }
    type Mutation { touch(id: ID!): Convoy }
    type Convoy implements Marked @key(fields: "id") { id: ID! marking: Marking cargo: String next: Convoy }
    type Depot @key(fields: "id") { id: ID! name: String }
    type Plan { title: String main: Convoy }
    union Thing = Convoy | Depot
    type ConvoyConnection { edges: [ConvoyEdge] nodes: [Convoy] pageInfo: PageInfo! totalCount: Int }
    type ConvoyEdge { cursor: String! node: Convoy }`,
  root: {
    convoy: ({ id }: { id: string }) => convoys.find((one) => one.id === id) ?? null,
    touch: ({ id }: { id: string }) => convoys.find((one) => one.id === id) ?? null,
    convoys,
    trips: [convoys, [shut]],
    page,
    any: convoys,
    either: [shut, { __typename: 'Depot', id: 'd1', name: 'north' }, open],
    plan: { title: 'plan', main: shut },
  },
  entity: ({ id }) => convoys.find((one) => one.id === id) ?? null,
};

let gateway: GuardGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

const start = async (subgraphs: Readonly<Record<string, GuardSubgraph>>): Promise<GuardGateway> => {
  gateway = await startGuardGateway(subgraphs);
  return gateway;
};

describe('an owner that returns everything', () => {
  it.each([
    ['by its id', '{ convoy(id: "XAB:convoy:shut") { cargo } }', { convoy: null }],
    ['without a marking', '{ convoy(id: "XAA:convoy:bare") { cargo } }', { convoy: null }],
    ['in a change', 'mutation { touch(id: "XAB:convoy:shut") { cargo } }', { touch: null }],
    ['in a list', '{ convoys { cargo } }', { convoys: [null, { cargo: 'flour' }, null] }],
    [
      'in lists of lists',
      '{ trips { cargo } }',
      { trips: [[null, { cargo: 'flour' }, null], [null]] },
    ],
    ['as an interface', '{ any { id } }', { any: [null, { id: open.id }, null] }],
    [
      'as a member of a union',
      '{ either { ... on Depot { name } ... on Convoy { cargo } } }',
      { either: [null, { name: 'north' }, { cargo: 'flour' }] },
    ],
    [
      'in an object that is none',
      '{ plan { title main { cargo } } }',
      { plan: { title: 'plan', main: null } },
    ],
    [
      'where only its type is asked',
      '{ convoys { __typename } }',
      { convoys: [null, { __typename: 'Convoy' }, null] },
    ],
    [
      'in a connection',
      '{ page { edges { cursor node { id } } nodes { cargo } totalCount pageInfo { hasNextPage startCursor endCursor } } }',
      {
        page: {
          edges: [{ cursor: `after ${open.id}`, node: { id: open.id } }],
          nodes: [{ cargo: 'flour' }],
          totalCount: null,
          pageInfo: {
            hasNextPage: false,
            startCursor: `after ${open.id}`,
            endCursor: `after ${open.id}`,
          },
        },
      },
    ],
    [
      'in cursors of edges without nodes',
      '{ page { edges { cursor } } }',
      { page: { edges: [{ cursor: `after ${open.id}` }] } },
    ],
    [
      'in cursors of a page without edges',
      '{ page { pageInfo { startCursor endCursor } } }',
      { page: { pageInfo: { startCursor: `after ${open.id}`, endCursor: `after ${open.id}` } } },
    ],
    [
      'in cursors of a page beside nodes',
      '{ page { nodes { id } pageInfo { startCursor endCursor } } }',
      {
        page: {
          nodes: [{ id: open.id }],
          pageInfo: { startCursor: `after ${open.id}`, endCursor: `after ${open.id}` },
        },
      },
    ],
  ])('shows no record that is not released, %s', async (_where, query, data) => {
    const { ask, log, heldBack } = await start({ convoys: owner });
    const answer = await ask('XAC', query);
    expect(answer).toMatchObject({ data, errors: [] });
    expect(answer.text).not.toMatch(/secret|XAB:|bare/);
    // Operators are told, without the record's id.
    expect(log.filter((line) => line.includes('held back'))).toHaveLength(1);
    expect(log.join()).not.toContain('XAB:');
    expect(Object.keys(heldBack())).toEqual(['convoys Convoy']);
  });

  it('shows no cursors at all where they do not go with its records', async () => {
    const root = { ...owner.root, page: { ...page, edges: edges.slice(1) } };
    const { ask } = await start({ convoys: { ...owner, root } });
    const answer = await ask('XAC', '{ page { nodes { id } pageInfo { startCursor endCursor } } }');
    expect(answer.data).toEqual({
      page: { nodes: [{ id: open.id }], pageInfo: { startCursor: null, endCursor: null } },
    });
  });

  it('shows all to whom it is released, and everything to its originator', async () => {
    const { ask } = await start({ convoys: owner });
    expect((await ask('XAA', '{ convoys { cargo } }')).data).toEqual({
      convoys: [{ cargo: 'secret' }, { cargo: 'flour' }, null],
    });
    expect((await ask('XAB', '{ convoys { cargo } }')).data).toEqual({
      convoys: [{ cargo: 'secret' }, null, null],
    });
  });

  it('is not asked for markings with --open', async () => {
    const { ask, sent } = await start({ convoys: owner });
    expect((await ask(null, '{ convoys { cargo } }')).data).toEqual({
      convoys: convoys.map(({ cargo }) => ({ cargo })),
    });
    expect(sent().join()).not.toContain('marking');
  });

  it('has its errors stand where things are after records were taken out, and none inside them', async () => {
    const path = (i: number, ...more: string[]) => ['page', 'edges', i, ...more];
    const { ask } = await start({
      convoys: {
        ...owner,
        change: (answer) => {
          answer['errors'] = [
            { message: 'no', path: path(0, 'node', 'cargo'), extensions: { code: 'FORBIDDEN' } },
            { message: 'no', path: path(1, 'node', 'cargo') },
            { message: 'no', path: path(2) },
          ];
        },
      },
    });
    const { errors } = await ask('XAC', '{ page { edges { node { cargo } } } }');
    expect(errors.map((one) => one.path)).toEqual([['page', 'edges', 0, 'node', 'cargo']]);
  });
});

describe('a partner that delivers what is not its own', () => {
  const forged = { ...shut, marking: marking('XAB', 'PUBLIC') };
  const own = { ...open, id: 'XAD:convoy:own', marking: marking('XAD', 'PUBLIC') };

  it('cannot forge the marking of another: only its own records pass', async () => {
    const { ask } = await start({
      convoys: { ...owner, operator: 'XAD', root: { convoys: [forged, own] } },
    });
    const answer = await ask('XAC', '{ convoys { id cargo } }');
    expect(answer.data).toEqual({ convoys: [null, { id: own.id, cargo: 'flour' }] });
  });

  it('cannot add what nobody asked for', async () => {
    const { ask } = await start({
      convoys: {
        ...owner,
        root: { convoys: [{ ...open, marking: marking('XAA', 'XAC', 'XAD') }] },
        entity: () => null,
      },
      notes: {
        operator: 'XAD',
        sdl: `type Query { ping: String }
          type Convoy @key(fields: "id") { id: ID! note: String }`,
        entity: ({ id }) => ({ __typename: 'Convoy', id, note: 'seen' }),
        change: (answer) => {
          const { data } = answer as { data: { _entities: Record<string, unknown>[] } };
          for (const entity of data._entities) entity['next'] = { id: shut.id, cargo: 'secret' };
        },
      },
    });
    const answer = await ask('XAC', '{ convoys { note next { id cargo } } }');
    expect(answer.data).toEqual({ convoys: [{ note: 'seen', next: null }] });
  });

  it('cannot answer about another record than was asked', async () => {
    const other = { ...own, id: 'XAD:convoy:other', cargo: 'another', label: 'another' };
    let asked = 0;
    const visits: GuardSubgraph = {
      sdl: `type Query { visit: Visit }
        type Visit { convoy: Convoy }
        type Convoy @key(fields: "id", resolvable: false) { id: ID! }`,
      root: { visit: { convoy: { id: own.id } } },
    };
    const swapping = (after: number): GuardSubgraph => ({
      ...owner,
      operator: 'XAD',
      root: {},
      entity: () => (asked++ < after ? own : other),
    });
    const query = '{ visit { convoy { id cargo } } }';
    const never = await start({ convoys: swapping(0), visits });
    expect(await never.ask('XAC', query)).toMatchObject({
      data: { visit: { convoy: null } },
      errors: [],
    });
    await never.close();
    // Nor where it vouched for the right one before, and is asked again.
    asked = 0;
    const notes: GuardSubgraph = {
      sdl: `type Query { ping: String }
        type Convoy @key(fields: "id") { id: ID! note: String }`,
      entity: ({ id }) => ({ __typename: 'Convoy', id, note: 'seen' }),
    };
    const convoys = swapping(1);
    const requiring = `${convoys.sdl} extend type Convoy {
      note: String @external label: String @requires(fields: "note") }`;
    const later = await start({ convoys: { ...convoys, sdl: requiring }, visits, notes });
    const { text, data } = await later.ask('XAC', '{ visit { convoy { id cargo label } } }');
    expect(asked).toBe(2);
    expect(text).not.toContain('another');
    expect(data).toMatchObject({ visit: { convoy: { id: own.id, cargo: null, label: null } } });
  });
});
