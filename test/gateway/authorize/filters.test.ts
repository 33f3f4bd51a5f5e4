import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hubSdlPath } from '../../../schema/compose-hub.ts';
import { partner, type RulesGateway, startRulesGateway } from './rules-gateway.ts';

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@policy"])
type Query {
  projects(filter: ProjectFilter, orderBy: ProjectOrder = TITLE_ASC): [Project]
  dear(orderBy: ProjectOrder = BUDGET_DESC, filter: ProjectFilter): [Project]
  series(filter: ProjectFilter, by: [SpendingDimension!]! = []): [Int]
  search(any: [Search!], one: Search): [Project]
}
type Project {
  id: ID!
  title: String!
  budget: Float @policy(policies: [["budgets"]])
  sponsor: Sponsor
}
type Sponsor @policy(policies: [["sponsors"]]) { code: ID! }
input ProjectFilter {
  title: [String!] @reads(field: "title")
  budget: FloatRange @reads(field: "budget")
  sponsor: [ID!] @reads(field: "sponsor")
}
input Search { text: String filter: ProjectFilter and: [Search!] ceiling: Float @reads(field: "budget") }
enum ProjectOrder {
  TITLE_ASC @reads(field: "title")
  BUDGET_DESC @reads(field: "budget")
}
enum SpendingDimension { TITLE @reads(field: "title") BAND @reads(field: "budget") }
`;

let gateway: RulesGateway;
beforeAll(async () => {
  const projects = [{ id: 'p1', title: 'A school' }];
  gateway = await startRulesGateway({
    subgraphs: {
      works: { sdl, root: { projects, dear: projects, series: [1], search: projects } },
    },
    hubSdl: readFileSync(hubSdlPath, 'utf8'),
    policies: `
      @id("analysts-budgets")
      permit (principal, action == Action::"readField", resource == FieldPolicy::"budgets")
      when { context.roles.contains("analyst") };`,
  });
});
afterAll(() => gateway.close());

const refused = 'UNAUTHORIZED_FIELD_OR_TYPE';
const analyst = { roles: ['analyst'] };

/** Refused to a partner, answered to an analyst, and never sent for the partner. */
const isRefused = async (query: string, variables: object = {}): Promise<void> => {
  gateway.sent();
  const answer = await gateway.ask(partner, query, variables);
  expect(answer).toMatchObject({ data: { p: null }, errors: [`${refused} p`] });
  expect(gateway.sent()).toEqual([]);
  const allowed = await gateway.ask(analyst, query, variables);
  expect(allowed).toMatchObject({ data: { p: [expect.anything()] }, errors: [] });
};

const isAnswered = async (query: string, variables: object = {}): Promise<void> => {
  const answer = await gateway.ask(partner, query, variables);
  expect(answer).toMatchObject({ data: { p: [expect.anything()] }, errors: [] });
};

describe('a filter that reads what may not be read', () => {
  it.each([
    ['{ p: projects(filter: {budget: {min: 1}}) { id } }', {}],
    ['{ p: projects(filter: {title: ["a"], budget: {}}) { id } }', {}],
    ['query($f: ProjectFilter) { p: projects(filter: $f) { id } }', { f: { budget: { max: 2 } } }],
    ['query($f: ProjectFilter = {budget: {}}) { p: projects(filter: $f) { id } }', {}],
    ['query($b: FloatRange) { p: projects(filter: {budget: $b}) { id } }', { b: { min: 1 } }],
    ['query($b: FloatRange) { p: projects(filter: {budget: $b}) { id } }', { b: null }],
    ['{ p: search(any: [{text: "a"}, {and: [{filter: {budget: {}}}]}]) { id } }', {}],
    [
      'query($s: [Search!]) { p: search(any: $s) { id } }',
      { s: [{ and: [{ filter: { budget: {} } }] }] },
    ],
    ['query($s: Search!) { p: search(any: [$s]) { id } }', { s: { ceiling: 3 } }],
    ['query($s: Search!) { p: search(one: {and: [$s]}) { id } }', { s: { ceiling: 3 } }],
    [
      'query($f: ProjectFilter) { ...P } fragment P on Query { p: projects(filter: $f) { id } }',
      { f: { budget: {} } },
    ],
    ['{ p: projects(orderBy: BUDGET_DESC) { id } }', {}],
    ['query($o: ProjectOrder) { p: projects(orderBy: $o) { id } }', { o: 'BUDGET_DESC' }],
    ['{ p: dear { id } }', {}],
    ['query($o: ProjectOrder) { p: dear(orderBy: $o) { id } }', {}],
    ['{ p: series(by: [TITLE, BAND]) }', {}],
    ['query($d: [SpendingDimension!]! = [BAND]) { p: series(by: $d) }', {}],
    ['query($d: SpendingDimension!) { p: series(by: [$d]) }', { d: 'BAND' }],
  ])('is refused like the field: %s %j', isRefused);

  it.each([
    ['{ p: projects(filter: {title: ["a"]}, orderBy: TITLE_ASC) { id } }', {}],
    ['query($f: ProjectFilter) { p: projects(filter: $f) { id } }', { f: { title: ['a'] } }],
    ['query($f: ProjectFilter) { p: projects(filter: $f) { id } }', {}],
    ['query($b: FloatRange) { p: projects(filter: {budget: $b}) { id } }', {}],
    ['query($o: ProjectOrder = TITLE_ASC) { p: dear(orderBy: $o) { id } }', {}],
    ['query($s: [Search!]) { p: search(any: $s) { id } }', { s: [{ text: 'a' }] }],
    ['{ p: series(by: [TITLE]) }', {}],
  ])('leaves what reads nothing of it: %s %j', isAnswered);

  it('is refused by the type of what it reads', async () => {
    const query = 'query($f: ProjectFilter) { projects(filter: $f) { id } }';
    expect(await gateway.ask(analyst, query, { f: { sponsor: ['XAB'] } })).toMatchObject({
      data: { projects: null },
      errors: [`${refused} projects`],
    });
  });

  it('is judged anew at every request of the same operation', async () => {
    const query = 'query($f: ProjectFilter) { p: projects(filter: $f) { id } }';
    await isAnswered(query, { f: { title: ['a'] } });
    await isRefused(query, { f: { budget: { min: 1 } } });
    await isAnswered(query, { f: { title: ['b'] } });
  });
});
