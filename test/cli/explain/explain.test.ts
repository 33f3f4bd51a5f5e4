import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Explanation } from '../../../cli/explain/explanation.ts';

const root = join(import.meta.dirname, '../../..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'explain-'));
  const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: [';
  const entry = (name: string) =>
    `  - {name: ${name}, owner: HUB, url: "http://127.0.0.1:1/graphql", schema: ${name}.graphql}\n`;
  writeFileSync(
    join(folder, 'hub.yaml'),
    `subgraphs:\n${entry('works')}${entry('rates')}partners: {XAC: ACTIVE}\ngroups: {EAST: [XAC]}\n`,
  );
  writeFileSync(
    join(folder, 'works.graphql'),
    `${link}"@key", {name: "@requiresScopes", as: "@scoped"}, "@policy"])
type Query { work(id: ID!): Work vault: Vault }
type Work @key(fields: "id") {
  id: ID!
  title: String
  cost: Float @scoped(scopes: [["money"]])
}
type Vault @policy(policies: [["unheard-of"]]) { door: String }
`,
  );
  writeFileSync(
    join(folder, 'rates.graphql'),
    `${link}"@key", "@requires", "@external", {name: "@requiresScopes", as: "@scoped"}])
type Work @key(fields: "id") {
  id: ID!
  cost: Float @external
  rate: Float @requires(fields: "cost") @scoped(scopes: [["money"]])
}
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const explain = (operation: string, ...words: readonly string[]) => {
  const file = join(folder, 'operation.graphql');
  writeFileSync(file, operation);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(root, 'cli/main.ts'), 'explain', '--operation', file, ...words],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '', HUB_FILE: join(folder, 'hub.yaml') },
    },
  );
  return { stdout, stderr, status };
};

describe('hub explain', () => {
  it('says rule, place and reason of each field that is taken out', () => {
    const query = '{ work(id: "1") { title yield: rate } vault { door } }';
    const { stdout } = explain(query, '--partner', 'XAC', '--json');
    const { caller, refused, left } = JSON.parse(stdout) as Explanation;
    expect(caller).toMatchObject({ partner: 'XAC', groups: ['EAST', 'PARTNERS', 'PUBLIC'] });
    const rule = '@requiresScopes(scopes: [["money"]])';
    expect(refused).toEqual([
      {
        path: ['work', 'yield'],
        field: 'Work.rate',
        reasons: [
          {
            ...{ rule, on: 'Work.rate', via: null, policies: [] },
            places: [{ subgraph: 'rates', file: 'rates.graphql', line: 5 }],
          },
          {
            ...{ rule, on: 'Work.cost', policies: [] },
            via: 'Work.rate needs Work.cost (@requires)',
            places: [{ subgraph: 'works', file: 'works.graphql', line: 6 }],
          },
        ],
      },
      {
        path: ['vault'],
        field: 'Query.vault',
        reasons: [
          {
            ...{ rule: '@policy(policies: [["unheard-of"]])', on: 'Vault', via: null },
            places: [{ subgraph: 'works', file: 'works.graphql', line: 8 }],
            policies: [{ name: 'unheard-of', permitted: false, by: [] }],
          },
        ],
      },
    ]);
    expect(left).not.toMatch(/rate|vault/);
  });

  it('counts clearances and variables', () => {
    const query = 'query($id: ID!) { work(id: $id) { rate } }';
    const { stdout } = explain(
      query,
      ...['--partner', 'XAC', '--clearance', 'money', '--variables', '{"id": "1"}'],
    );
    expect(stdout).toContain('No rule takes anything out.');
    expect(explain(query, '--partner', 'PUBLIC', '--variables', '{"id": "1"}').stdout).toContain(
      'Nothing is left to be asked.',
    );
  });

  it.each([
    ['{ work(id: "1") { title } }', ['--partner', 'XZZ'], 'XZZ is no partner of this hub.'],
    ['{ work { title } }', ['--partner', 'XAC'], 'work'],
    ['{ work(', ['--partner', 'XAC'], 'Syntax Error'],
    ['{ vault { door } }', ['--partner', 'XAC', '--purpose', 'FUN'], 'FUN is no purpose.'],
    [
      'query A { vault { door } } query B { vault { door } }',
      ['--partner', 'XAC'],
      'one operation',
    ],
    ['query($id: ID!) { work(id: $id) { title } }', ['--partner', 'XAC'], '--variables'],
  ])('says what is wrong with %s %j', (operation, words, problem) => {
    const { stderr, stdout, status } = explain(operation, ...words);
    expect([stdout, status]).toEqual(['', 1]);
    expect(stderr).toContain(problem);
  });
});
