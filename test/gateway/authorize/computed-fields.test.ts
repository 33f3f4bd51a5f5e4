import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nobody, partner, type RulesGateway, startRulesGateway } from './rules-gateway.ts';

/** Composition wants authors to repeat the rule; what other composers let pass has it once. */
const once = '@authenticated @requiresScopes(scopes: [["money"]])';

const projects = `
type Query { project: Project works: [Work] }
type Project @key(fields: "id") {
  id: ID!
  title: String
  budget: Float ${once}
  owner: Owner
}
type Owner @key(fields: "code") @requiresScopes(scopes: [["owners"]]) { code: ID! city: String }
interface Work @key(fields: "id") { id: ID! cost: Float }
type Road implements Work @key(fields: "id") {
  id: ID!
  cost: Float @requiresScopes(scopes: [["money"]])
}
`;
const ledger = `
type Project @key(fields: "id") {
  id: ID!
  budget: Float @external
  owner: Owner @external
  spent: Float @requires(fields: "budget") ${once}
  city: String @requires(fields: "owner { city }") @requiresScopes(scopes: [["owners"]])
}
type Owner @key(fields: "code") @requiresScopes(scopes: [["owners"]]) {
  code: ID!
  city: String @external
}
type Work @key(fields: "id") @interfaceObject {
  id: ID!
  cost: Float @external
  rate: Float @requires(fields: "cost") @requiresScopes(scopes: [["money"]])
}
`;
const reports = `
type Project @key(fields: "id") {
  id: ID!
  spent: Float @external
  share: Float @requires(fields: "spent") ${once}
}
`;

let gateway: RulesGateway;
const seen: object[] = [];
beforeAll(async () => {
  const project = { id: 'p1', title: 'A school', budget: 100, owner: { code: 'XAB', city: 'Y' } };
  gateway = await startRulesGateway({
    subgraphs: {
      projects: {
        sdl: projects,
        root: { project, works: [{ __typename: 'Road', id: 'w1', cost: 7 }] },
        entity: ({ __typename }) => (__typename === 'Project' ? project : {}),
      },
      ledger: {
        sdl: ledger,
        entity: (representation) => {
          seen.push(representation);
          const { budget } = representation;
          return { spent: Number(budget) / 2, city: 'Y', rate: 2 };
        },
      },
      reports: { sdl: reports, entity: ({ spent }) => ({ share: Number(spent) / 100 }) },
    },
    // The rule is left where the value comes from, and taken from what is computed from it.
    change: (sdl) =>
      sdl
        .split('\n')
        .map((line) =>
          /^ {2}(spent|share|rate): |^ {2}city: .*requires: /.test(line)
            ? line.replaceAll(/@authenticated|@requiresScopes\(.*?\]\]\)/g, '')
            : line,
        )
        .join('\n'),
  });
});
afterAll(() => gateway.close());

const refused = 'UNAUTHORIZED_FIELD_OR_TYPE';
const money = { clearances: ['money'] };

describe('a field that is computed from one that may not be read', () => {
  it('is refused like it, and nothing is computed', async () => {
    seen.length = 0;
    expect(gateway.supergraphSdl).toMatch(
      /spent: Float @join__field\(.*requires: "budget"\) @join__field\(.*\)\s*$/m,
    );
    expect(await gateway.ask(partner, '{ project { title spent } }')).toMatchObject({
      data: { project: { title: 'A school', spent: null } },
      errors: [`${refused} project.spent`],
    });
    expect(seen).toEqual([]);
    expect(gateway.sent().join()).not.toMatch(/budget|spent/);
    expect(await gateway.ask(money, '{ project { spent } }')).toMatchObject({
      data: { project: { spent: 50 } },
      errors: [],
    });
  });

  it('is refused over any number of steps', async () => {
    gateway.sent();
    expect(await gateway.ask(partner, '{ project { title share } }')).toMatchObject({
      data: { project: { title: 'A school', share: null } },
      errors: [`${refused} project.share`],
    });
    expect(gateway.sent().join()).not.toMatch(/budget|spent|share/);
    expect(await gateway.ask(money, '{ project { share } }')).toMatchObject({
      data: { project: { share: 0.5 } },
    });
  });

  it('is refused where the rule is on a type on the way', async () => {
    expect(await gateway.ask(partner, '{ project { title city } }')).toMatchObject({
      data: { project: { title: 'A school', city: null } },
      errors: [`${refused} project.city`],
    });
    expect(await gateway.ask({ clearances: ['owners'] }, '{ project { city } }')).toMatchObject({
      data: { project: { city: 'Y' } },
    });
  });

  it('is refused where a subgraph computes it for all implementations of an interface', async () => {
    const answer = await gateway.ask(
      nobody,
      '{ works { id rate } roads: works { ... on Road { rate } } }',
    );
    expect(answer).toMatchObject({
      data: { works: [{ id: 'w1', rate: null }], roads: null },
      errors: [`${refused} roads.rate`, `${refused} works.rate`],
    });
    expect(await gateway.ask(money, '{ works { rate } }')).toMatchObject({
      data: { works: [{ rate: 2 }] },
    });
  });
});

describe('a key that may not be read', () => {
  it('joins records and is not told', async () => {
    const depot = (more: string) =>
      `type Depot @key(fields: "code") { code: ID! @authenticated ${more} }`;
    const keyed = await startRulesGateway({
      subgraphs: {
        depots: {
          sdl: `type Query { depot: Depot } ${depot('title: String')}`,
          root: { depot: { code: 'D-1', title: 'North' } },
        },
        stocks: { sdl: depot('stock: Int'), entity: () => ({ stock: 5 }) },
      },
    });
    try {
      expect(await keyed.ask(nobody, '{ depot { title stock } }')).toMatchObject({
        data: { depot: { title: 'North', stock: 5 } },
        errors: [],
      });
      expect(await keyed.ask(nobody, '{ depot { stock code } }')).toMatchObject({
        data: { depot: null },
        errors: [`${refused} depot.code`],
      });
    } finally {
      await keyed.close();
    }
  });
});

describe('a field that takes a value from the context', () => {
  it('is refused where that value may not be read', async () => {
    const contextual = await startRulesGateway({
      subgraphs: {
        sites: {
          sdl: `
type Query { site: Site }
type Site @key(fields: "id") @context(name: "site") { id: ID! lang: String @authenticated sign: Sign }
type Sign @key(fields: "id") {
  id: ID!
  text(lang: String @fromContext(field: "$site { lang }")): String @authenticated
}`,
          root: { site: { id: 's1', lang: 'ar', sign: { id: 'g1', text: 'shown' } } },
          entity: () => ({ text: 'shown' }),
        },
      },
      planner: 'apollo',
      change: (sdl) => sdl.replace(/(\n {2}text: String .*?) @authenticated/, '$1'),
    });
    try {
      expect(contextual.supergraphSdl).toMatch(/\n {2}text: String @join__field\([^\n]*\)\n/);
      expect(await contextual.ask(nobody, '{ site { sign { id text } } }')).toMatchObject({
        data: { site: { sign: { id: 'g1', text: null } } },
        errors: [`${refused} site.sign.text`],
      });
      expect(await contextual.ask(partner, '{ site { sign { text } } }')).toMatchObject({
        errors: [],
      });
    } finally {
      await contextual.close();
    }
  });
});
