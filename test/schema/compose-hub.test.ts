import { describe, expect, it } from '@jest/globals';
import { composeHub, hubSdlPath } from '../../schema/compose-hub.ts';

const files: Readonly<Record<string, string>> = {
  '/hub/hub.yaml': `subgraphs:
  - {name: greetings, owner: HUB, url: "http://127.0.0.1:1/graphql", schema: greetings.graphql}
`,
  '/hub/greetings.graphql': 'type Query { greeting: String }\n',
  [hubSdlPath]: 'directive @reads(field: String!) on INPUT_FIELD_DEFINITION | ENUM_VALUE\n',
};
const composeWith = (changes: Readonly<Record<string, string | undefined>>) =>
  composeHub('/hub/hub.yaml', (path) => ({ ...files, ...changes })[path]);

describe('composeHub', () => {
  it('gives the supergraph, its entries and the files to watch', () => {
    const result = composeWith({});
    expect(result).toMatchObject({
      kind: 'composed',
      supergraph: {
        id: expect.stringMatching(/^[0-9a-f]{64}$/),
        subgraphs: [{ name: 'greetings', url: 'http://127.0.0.1:1/graphql' }],
      },
      entries: [{ name: 'greetings', owner: 'HUB', line: 2 }],
      files: ['/hub/hub.yaml', hubSdlPath, '/hub/greetings.graphql'],
    });
  });

  it('gives the same supergraph for the same files', () => {
    const [one, two] = [composeWith({}), composeWith({})];
    expect(one.kind === 'composed' && one.supergraph.id).toBe(
      two.kind === 'composed' && two.supergraph.id,
    );
  });

  it('blocks composition on a breach of the rules for contracts', () => {
    expect(
      composeWith({ '/hub/greetings.graphql': 'type Query {\n  greeting: String!\n}' }),
    ).toMatchObject({
      kind: 'failed',
      findings: [{ subgraph: 'greetings', line: 2, code: 'NON_NULL_REFERENCE' }],
    });
  });

  it.each([
    [
      'a rule that is not imported',
      'directive @policy(policies: [[String!]!]!) on FIELD_DEFINITION\n',
      'secret: String @policy(policies: [["a"]])',
    ],
    [
      'another rule that is not imported',
      'directive @authenticated on FIELD_DEFINITION | OBJECT\n',
      'secret: String @authenticated',
    ],
    [
      'what a filter reads, defined by itself',
      'directive @reads(field: String!) on INPUT_FIELD_DEFINITION\n',
      'all(filter: ThingFilter): Int }\ntype Thing { depth: Int }\ninput ThingFilter {\n depth: Int @reads(field: "depth")',
    ],
  ])('refuses a contract that would lose %s', (_what, head, field) => {
    const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
${head}type Query {
  greeting: String
  ${field}
}`;
    const result = composeWith({ '/hub/greetings.graphql': sdl });
    expect(result).toMatchObject({
      kind: 'failed',
      findings: [{ subgraph: 'greetings', code: 'RULE_LOST' }],
    });
  });

  it('keeps rules under whatever name they are imported', () => {
    const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11",
      import: [{name: "@authenticated", as: "@login"}])
type Query { greeting: String @login other: String @federation__policy(policies: [["a"]]) }`;
    expect(composeWith({ '/hub/greetings.graphql': sdl })).toMatchObject({ kind: 'composed' });
  });

  it('says where a schema file is missing, and still names it as one to watch', () => {
    const result = composeWith({ '/hub/greetings.graphql': undefined });
    expect(result).toMatchObject({
      kind: 'failed',
      findings: [{ subgraph: 'hub.yaml', line: 2, code: 'UNREADABLE_FILE' }],
    });
    expect(result.files).toContain('/hub/greetings.graphql');
  });

  it.each([
    ['no list', 'partners: []', 1],
    ['broken YAML', 'subgraphs:\n  - {name: a', 2],
    ['an entry without a schema', 'subgraphs:\n  - {name: a, owner: HUB, url: "http://a/"}', 2],
    ['an unknown property', `${files['/hub/hub.yaml']}    port: 4000`, 3],
    [
      'an address that is none',
      'subgraphs:\n  - {name: a, owner: HUB, url: "localhost:1", schema: a}',
      2,
    ],
  ])('refuses a hub.yaml with %s', (_what, text, line) => {
    expect(composeWith({ '/hub/hub.yaml': text })).toMatchObject({
      kind: 'failed',
      findings: [{ subgraph: 'hub.yaml', line, code: 'INVALID_HUB_FILE' }],
    });
  });
});
