import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nobody, partner, type RulesGateway, startRulesGateway } from './rules-gateway.ts';

const places = `
type Query { place: Place secret: String @authenticated all: [Place!] sure: Place! visit: Visit }
type Mutation {
  open(id: ID!): Place
  close(id: ID!): Place @requiresScopes(scopes: [["close"]])
}
type Place @key(fields: "id") {
  id: ID!
  title: String
  guard: String @requiresScopes(scopes: [["guards"]])
  code: String! @requiresScopes(scopes: [["guards"]])
  near: [Place]
  owner: Owner
}
type Owner { name: String @requiresScopes(scopes: [["owners"]]) }
type Visit { place: Place @authenticated }
`;
const visits = `
type Query { visits: [Visited] }
type Visited { place: Place }
type Place @key(fields: "id") { id: ID! visits: Int @requiresScopes(scopes: [["visits"]]) }
`;
const far = { id: 'p2', title: 'Far', guard: 'B', code: 'C2', near: [], owner: { name: 'X' } };
const place = { ...far, id: 'p1', title: 'Here', guard: 'A', code: 'C1', near: [far] };

let gateway: RulesGateway;
const changed: string[] = [];
const change = (what: string) => {
  changed.push(what);
  return place;
};
beforeAll(async () => {
  gateway = await startRulesGateway({
    subgraphs: {
      places: {
        sdl: places,
        root: {
          ...{ place, secret: 'S', all: [place, far], sure: place, visit: { place } },
          open: ({ id }: { id: string }) => change(`open ${id}`),
          close: ({ id }: { id: string }) => change(`close ${id}`),
        },
        entity: ({ id }) => (id === 'p1' ? place : far),
      },
      visits: {
        sdl: visits,
        root: { visits: [{ place: { id: 'p2' } }] },
        entity: () => ({ visits: 4 }),
      },
    },
  });
});
afterAll(() => gateway.close());

const refused = 'UNAUTHORIZED_FIELD_OR_TYPE';
const guards = { clearances: ['guards'] };

describe('a field that may not be read', () => {
  it('reads as null among others, with an error at its path, and is not asked for', async () => {
    gateway.sent();
    const query = '{ place { id guard title near { guard id } } secret }';
    expect(await gateway.ask(nobody, query)).toEqual({
      data: {
        place: { id: 'p1', guard: null, title: 'Here', near: [{ guard: null, id: 'p2' }] },
        secret: null,
      },
      errors: [`${refused} place.guard`, `${refused} place.near.guard`, `${refused} secret`],
      messages: [
        'You may not read this field. (Place.guard)',
        'You may not read this field. (Place.guard)',
        'You may not read this field. (Query.secret)',
      ],
    });
    expect(gateway.sent().join()).not.toMatch(/guard|secret/);
  });

  it('is refused under any alias, by its alias', async () => {
    const query = '{ place { a: guard b: guard title: guard guard: title } s: secret }';
    expect(await gateway.ask(nobody, query)).toMatchObject({
      data: { place: { a: null, b: null, title: null, guard: 'Here' }, s: null },
      errors: [
        `${refused} place.a`,
        `${refused} place.b`,
        `${refused} place.title`,
        `${refused} s`,
      ],
    });
  });

  it('is refused in fragments, named, nested and repeated', async () => {
    const query = `{ place { ...A ...A near { ...B } } }
      fragment A on Place { title ...B ... { guard } }
      fragment B on Place { guard id }`;
    expect(await gateway.ask(nobody, query)).toMatchObject({
      data: { place: { title: 'Here', id: 'p1', guard: null, near: [{ guard: null, id: 'p2' }] } },
      errors: [`${refused} place.guard`, `${refused} place.near.guard`],
    });
  });

  it('nulls what holds it where it may not be null, without a second error', async () => {
    expect(await gateway.ask(nobody, '{ place { id code } all { id code } }')).toMatchObject({
      data: { place: null, all: null },
      errors: [`${refused} all.code`, `${refused} place.code`],
    });
    expect(await gateway.ask(nobody, '{ place { id } sure { id code } }')).toMatchObject({
      data: null,
      errors: [`${refused} sure.code`],
    });
  });

  it('is refused however its entity is reached', async () => {
    const query = '{ visits { place { title visits guard } } visit { place { title } } }';
    expect(await gateway.ask(nobody, query)).toMatchObject({
      data: { visits: [{ place: { title: 'Far', visits: null, guard: null } }], visit: null },
      errors: [
        `${refused} visit.place`,
        `${refused} visits.place.guard`,
        `${refused} visits.place.visits`,
      ],
    });
  });

  it('has an error where it is asked for alone: not where a condition leaves it out', async () => {
    const query = `query($yes: Boolean!) {
      place { id guard @include(if: $yes) ... @skip(if: $yes) { g: guard } h: guard @skip(if: true) }
    }`;
    expect(await gateway.ask(nobody, query, { yes: true })).toMatchObject({
      data: { place: { id: 'p1', guard: null } },
      errors: [`${refused} place.guard`],
    });
    expect(await gateway.ask(nobody, query, { yes: false })).toMatchObject({
      data: { place: { id: 'p1', g: null } },
      errors: [`${refused} place.g`],
    });
    const twice = 'query($yes: Boolean!) { secret @include(if: $yes) ... { secret } }';
    for (const yes of [true, false]) {
      const { errors } = await gateway.ask(nobody, twice, { yes });
      expect(errors).toEqual([`${refused} secret`]);
    }
  });
});

describe('an operation of which nothing is left', () => {
  it('asks no subgraph', async () => {
    gateway.sent();
    expect(await gateway.ask(nobody, '{ secret place { guard owner { name } } }')).toMatchObject({
      data: { secret: null, place: null },
      errors: [`${refused} place.guard`, `${refused} place.owner.name`, `${refused} secret`],
    });
    expect(gateway.sent()).toEqual([]);
  });
});

describe('a mutation', () => {
  it('is run without the fields that one may not use', async () => {
    const query = 'mutation { open(id: "1") { title guard } close(id: "2") { title } }';
    expect(await gateway.ask(partner, query)).toMatchObject({
      data: { open: { title: 'Here', guard: null }, close: null },
      errors: [`${refused} close`, `${refused} open.guard`],
    });
    expect(changed.splice(0)).toEqual(['open 1']);
  });

  it('is not run where nothing of its answer may be read', async () => {
    expect(await gateway.ask(partner, 'mutation { open(id: "1") { guard } }')).toMatchObject({
      data: { open: null },
      errors: [`${refused} open.guard`],
    });
    expect(changed).toEqual([]);
  });
});

describe('introspection', () => {
  it('tells what the schema is, beside and under what may not be read', async () => {
    const query = `{ secret __type(name: "Place") { fields { name } } __schema { queryType { name } }
      place { kind: __typename guard } }`;
    const answer = await gateway.ask(nobody, query);
    expect(answer).toMatchObject({
      data: {
        secret: null,
        place: { kind: 'Place', guard: null },
        __schema: { queryType: { name: 'Query' } },
      },
      errors: [`${refused} place.guard`, `${refused} secret`],
    });
    expect(JSON.stringify(answer.data)).toContain('"name":"guard"');
    expect(JSON.stringify(answer.data)).not.toContain('"A"');
  });
});

describe('plans', () => {
  it('are shared by classes for which the same is left, and by no others', async () => {
    const query = '{ place { guard title id } }';
    const plans = async (...callers: Parameters<RulesGateway['ask']>[0][]) => {
      const before = gateway.sample('entente_planner_calls_total');
      const answers = [];
      for (const caller of callers) answers.push(await gateway.ask(caller, query));
      return { calls: gateway.sample('entente_planner_calls_total') - before, answers };
    };
    const first = await plans(nobody, partner, { partner: 'XAD', clearances: ['owners'] });
    expect(first.calls).toBe(1);
    const second = await plans(guards, { partner: 'XAD', clearances: ['guards', 'visits'] });
    expect(second.calls).toBe(1);
    expect(second.answers[0]?.data).toEqual({ place: { guard: 'A', title: 'Here', id: 'p1' } });
    const third = await plans(nobody, guards, partner);
    expect(third.calls).toBe(0);
    expect(third.answers.map(({ errors }) => errors.length)).toEqual([1, 0, 1]);
  });
});

describe('an operation that grows beyond all bounds when its fragments are put in line', () => {
  it('is refused', async () => {
    const chain = Array.from({ length: 16 }, (_, i) => {
      return `fragment F${i} on Place { a: near { ...F${i + 1} } b: near { ...F${i + 1} } }`;
    });
    const query = `{ place { ...F0 } } ${chain.join('\n')} fragment F16 on Place { id }`;
    expect(await gateway.ask(nobody, query)).toMatchObject({ errors: ['OPERATION_TOO_LARGE '] });
  });
});
