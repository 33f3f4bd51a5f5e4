import { describe, expect, it } from '@jest/globals';
import { readFieldRules } from '../../../gateway/authorize/field-rules.ts';
import { nobody, partner, type RulesGateway, startRulesGateway } from './rules-gateway.ts';

const refused = 'UNAUTHORIZED_FIELD_OR_TYPE';
const federation = 'https://specs.apollo.dev/federation/v2.11';

const body = (login: string, scoped: string, rule: string) => `
type Query { depot: Depot }
type Depot {
  id: ID!
  door: String ${login}
  alarm: String ${scoped}(scopes: [["alarm", "night"], ["all"]])
  safe: String ${rule}(policies: [["safe"]])
  level: Level
  plan: Plan
  key: Key
}
enum Level ${login} { LOW HIGH }
scalar Plan ${scoped}(scopes: [["all"]])
type Key ${rule}(policies: [["safe"]]) { code: String }
`;
const depot = {
  ...{ id: 'd1', door: 'steel', alarm: 'on', safe: 'shut', level: 'HIGH' },
  ...{ plan: 'p', key: { code: '1' } },
};
const policies = `
  @id("keepers") permit (principal in Group::"KEEPERS", action == Action::"readField",
    resource == FieldPolicy::"safe") when { context.purpose == "PLANNING" };`;
const query = '{ depot { id door alarm safe level plan key { code } } }';
const all = ['alarm', 'door', 'key', 'level', 'plan', 'safe'].map(
  (one) => `${refused} depot.${one}`,
);

const withGateway = async (
  head: string,
  names: Parameters<typeof body>,
  use: (gateway: RulesGateway) => Promise<void>,
): Promise<void> => {
  const sdl = `${head}\n${body(...names)}`;
  const gateway = await startRulesGateway({
    subgraphs: { depots: { sdl, root: { depot } } },
    policies,
  });
  try {
    await use(gateway);
  } finally {
    await gateway.close();
  }
};

const holdsAll = async (gateway: RulesGateway): Promise<void> => {
  const nothing = { door: null, alarm: null, safe: null, level: null, plan: null, key: null };
  const expected = { data: { depot: { id: 'd1', ...nothing } }, errors: all };
  expect(await gateway.ask(nobody, query)).toMatchObject(expected);
  expect(gateway.sent().join()).not.toMatch(/door|alarm|safe|level|plan|key/);
};

describe('rules under whatever name they are imported', () => {
  it('hold by their own names', () =>
    withGateway(
      `extend schema @link(url: "${federation}", import: ["@authenticated", "@requiresScopes", "@policy"])`,
      ['@authenticated', '@requiresScopes', '@policy'],
      holdsAll,
    ));

  it('are not enforced where nobody signs in (--open)', () =>
    withGateway(
      `extend schema @link(url: "${federation}", import: ["@authenticated", "@requiresScopes", "@policy"])`,
      ['@authenticated', '@requiresScopes', '@policy'],
      async (gateway) => {
        expect(await gateway.ask(null, query)).toMatchObject({ data: { depot }, errors: [] });
      },
    ));

  it('hold renamed', () =>
    withGateway(
      `extend schema @link(url: "${federation}", import: [{name: "@authenticated", as: "@login"},
         {name: "@requiresScopes", as: "@scoped"}, {name: "@policy", as: "@rule"}])`,
      ['@login', '@scoped', '@rule'],
      async (gateway) => {
        expect(gateway.supergraphSdl).toMatch(/door: String @(login|authenticated)/);
        await holdsAll(gateway);
      },
    ));

  it('hold with the namespace of the specification', () =>
    withGateway(
      `extend schema @link(url: "${federation}", as: "fed")`,
      ['@fed__authenticated', '@fed__requiresScopes', '@fed__policy'],
      holdsAll,
    ));

  it.each([
    [
      '@link(url: "https://specs.apollo.dev/authenticated/v0.1", as: "login", for: SECURITY)',
      '@login',
    ],
    [
      `@link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY,
         import: [{name: "@authenticated", as: "@in"}])`,
      '@in',
    ],
    ['@link(url: "https://specs.apollo.dev/authenticated/v1.3/", for: SECURITY)', '@authenticated'],
    ['', '@authenticated'],
  ])('hold as other composers may write them: %s', (link, name) => {
    const sdl = `schema @link(url: "https://specs.apollo.dev/link/v1.0") ${link} { query: Query }
      type Query { door: String ${name} }`;
    const read = readFieldRules({ sdl });
    expect(read.kind === 'rules' && read.rules.ofField('Query', 'door')).toMatchObject([
      { at: 'Query.door', rule: { kind: 'authenticated' } },
    ]);
  });

  it('are refused with the graph where it has security of another kind', () => {
    const sdl = `schema @link(url: "https://example.com/vault/v1.0", for: SECURITY) { query: Query }
      type Query { door: String }`;
    expect(readFieldRules({ sdl })).toMatchObject({
      kind: 'failed',
      findings: [{ code: 'UNKNOWN_SECURITY_FEATURE' }],
    });
  });
});

describe('what rules ask for', () => {
  const head = `extend schema @link(url: "${federation}", import: ["@authenticated", "@requiresScopes", "@policy"])`;
  const names = ['@authenticated', '@requiresScopes', '@policy'] as const;

  it('is a token, any of the sets of clearances, and what Cedar permits', () =>
    withGateway(head, [...names], async (gateway) => {
      const readable = async (caller: Parameters<RulesGateway['ask']>[0]) => {
        const { errors } = await gateway.ask(caller, query);
        return all.filter((one) => !errors.includes(one)).map((one) => one.split('.')[1]);
      };
      expect(await readable(partner)).toEqual(['door', 'level']);
      expect(await readable({ clearances: ['alarm'] })).toEqual(['door', 'level']);
      expect(await readable({ clearances: ['alarm', 'night'] })).toEqual([
        'alarm',
        'door',
        'level',
      ]);
      expect(await readable({ clearances: ['all'] })).toEqual(['alarm', 'door', 'level', 'plan']);
      expect(await readable({ groups: ['KEEPERS'] })).toEqual(['door', 'level']);
      expect(await readable({ groups: ['KEEPERS'], purpose: 'PLANNING' })).toEqual([
        'door',
        'key',
        'level',
        'safe',
      ]);
    }));

  it('is denied where no policy speaks of a name', async () => {
    const sdl = `${head}\ntype Query { a: String @policy(policies: [["unheard-of"]]) }`;
    const gateway = await startRulesGateway({ subgraphs: { one: { sdl, root: { a: 'A' } } } });
    try {
      expect(await gateway.ask(partner, '{ a }')).toMatchObject({
        data: { a: null },
        errors: [`${refused} a`],
      });
    } finally {
      await gateway.close();
    }
  });
});

describe('a rule on an interface', () => {
  const change = (sdl: string) =>
    sdl
      .replace('interface Work', 'interface Work @requiresScopes(scopes: [["works"]])')
      .replace(/(interface Sized[^{]*\{\s*size: Int)/, '$1 @requiresScopes(scopes: [["sizes"]])');

  it('holds for its implementations, asked by any way', async () => {
    const sdl = `${head()}
      type Query { works: [Work] road: Road any: [Any] sized: Sized }
      interface Work { id: ID! }
      interface Sized { size: Int }
      type Road implements Work & Sized { id: ID! size: Int }
      type Shed implements Sized { size: Int door: String @requiresScopes(scopes: [["x"]]) }
      union Any = Road | Shed`;
    const road = { __typename: 'Road', id: 'r1', size: 3 };
    const root = { works: [road], road, any: [road], sized: { __typename: 'Shed', size: 2 } };
    const gateway = await startRulesGateway({ subgraphs: { one: { sdl, root } }, change });
    try {
      const asked =
        '{ works { ... on Road { id } } road { id } any { ... on Road { size } } sized { ... on Shed { size } } }';
      expect(gateway.supergraphSdl).toMatch(/interface Work @requiresScopes/);
      expect(await gateway.ask(partner, asked)).toMatchObject({
        data: { works: null, road: null, any: null, sized: null },
        errors: [
          `${refused} any.size`,
          `${refused} road`,
          `${refused} sized.size`,
          `${refused} works`,
        ],
      });
      expect(gateway.sent()).toEqual([]);
      expect(await gateway.ask({ clearances: ['works', 'sizes'] }, asked)).toMatchObject({
        data: { works: [{ id: 'r1' }], road: { id: 'r1' }, any: [{ size: 3 }], sized: { size: 2 } },
        errors: [],
      });
    } finally {
      await gateway.close();
    }
  });

  function head(): string {
    return `extend schema @link(url: "${federation}", import: ["@requiresScopes"])`;
  }
});
