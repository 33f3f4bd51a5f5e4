import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nobody, partner, type RulesGateway, startRulesGateway } from './rules-gateway.ts';

const sdl = `
type Query { works: [Work] work(id: ID!): Work found: [Found] node: Node vault: Vault }
interface Work { id: ID! title: String cost: Float }
interface Node { id: ID! }
type Road implements Work & Node { id: ID! title: String cost: Float }
type Bridge implements Work { id: ID! title: String cost: Float @requiresScopes(scopes: [["cost"]]) }
type Vault implements Node @authenticated { id: ID! title: String door: String }
union Found = Road | Vault
`;
const road = { __typename: 'Road', id: 'r1', title: 'A road', cost: 1 };
const bridge = { __typename: 'Bridge', id: 'b1', title: 'A bridge', cost: 2 };
const vault = { __typename: 'Vault', id: 'v1', title: 'A vault', door: 'steel' };
const root = { works: [road, bridge], work: bridge, found: [road, vault], node: vault, vault };

let gateway: RulesGateway;
beforeAll(async () => {
  gateway = await startRulesGateway({ subgraphs: { works: { sdl, root } } });
});
afterAll(() => gateway.close());

const refused = 'UNAUTHORIZED_FIELD_OR_TYPE';

describe('rules on implementations', () => {
  it('hold for a field that is asked through the interface', async () => {
    expect(await gateway.ask(partner, '{ works { id cost } }')).toMatchObject({
      data: {
        works: [
          { id: 'r1', cost: null },
          { id: 'b1', cost: null },
        ],
      },
      errors: [`${refused} works.cost`],
    });
    expect(gateway.sent().join()).not.toContain('cost');
  });

  it('let the field pass where all of them are met', async () => {
    const answer = await gateway.ask({ clearances: ['cost'] }, '{ works { cost } }');
    expect(answer).toMatchObject({ data: { works: [{ cost: 1 }, { cost: 2 }] }, errors: [] });
  });

  it('leave what is asked of the other implementations', async () => {
    const query = '{ works { ... on Road { cost } ... on Bridge { id cost } } }';
    expect(await gateway.ask(partner, query)).toMatchObject({
      data: { works: [{ cost: 1 }, { id: 'b1', cost: null }] },
      errors: [`${refused} works.cost`],
    });
  });

  it('take out the field that returns the interface where a whole implementation is withheld', async () => {
    gateway.sent();
    expect(await gateway.ask(nobody, '{ node { id } }')).toMatchObject({
      data: { node: null },
      errors: [`${refused} node`],
    });
    expect(gateway.sent()).toEqual([]);
    expect(await gateway.ask(partner, '{ node { id } }')).toMatchObject({
      data: { node: { id: 'v1' } },
    });
  });

  it('hold through fragments on the interface, named or not', async () => {
    const query = '{ node { ...N ... on Node { id } ... { id } } } fragment N on Node { same: id }';
    expect(await gateway.ask(nobody, query)).toMatchObject({
      data: { node: null },
      errors: [`${refused} node`],
    });
  });
});

describe('rules on members of a union', () => {
  it('hold for fragments on the concrete type, named or not', async () => {
    const query = `{ found { ... on Road { id } ... on Vault { door } ...V } }
      fragment V on Vault { way: door ... on Node { id } }`;
    const answer = await gateway.ask(nobody, query);
    expect(answer).toMatchObject({ data: { found: [{ id: 'r1' }, null] } });
    expect(answer.errors).toContain(`${refused} found.door`);
    expect(gateway.sent().join()).not.toMatch(/door|Vault/);
    expect(await gateway.ask(partner, query)).toMatchObject({
      data: { found: [{ id: 'r1' }, { door: 'steel', way: 'steel', id: 'v1' }] },
      errors: [],
    });
  });

  it('hold for what an interface in it asks', async () => {
    const answer = await gateway.ask(nobody, '{ found { ... on Node { id } } }');
    expect(answer).toMatchObject({ data: { found: null }, errors: [`${refused} found`] });
  });
});

describe('__typename of an object that may not be read', () => {
  it('is not told, however the object is reached', async () => {
    expect(await gateway.ask(nobody, '{ vault { __typename } }')).toMatchObject({
      data: { vault: null },
      errors: [`${refused} vault`],
    });
    expect(await gateway.ask(nobody, '{ found { __typename } }')).toEqual({
      data: { found: [{ __typename: 'Road' }, null] },
      errors: [],
      messages: [],
    });
    expect(
      await gateway.ask(nobody, '{ found { ... on Vault { kind: __typename } } }'),
    ).toMatchObject({ data: { found: null }, errors: [`${refused} found.kind`] });
    expect(await gateway.ask(nobody, '{ node { ... on Node { __typename } } }')).toMatchObject({
      data: { node: null },
    });
  });

  it('is told of the others and to those who may', async () => {
    expect(await gateway.ask(partner, '{ found { __typename } }')).toMatchObject({
      data: { found: [{ __typename: 'Road' }, { __typename: 'Vault' }] },
      errors: [],
    });
  });
});
