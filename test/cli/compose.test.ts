import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { killWatched, watch } from './processes.ts';

const main = resolve(import.meta.dirname, '../../cli/main.ts');
const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entente-compose-'));
  const entry = (name: string, port: number) =>
    `  - { name: ${name}, owner: HUB, url: "http://127.0.0.1:${port}/graphql", schema: ${name}.graphql }\n`;
  await writeFile(join(folder, 'hub.yaml'), `subgraphs:\n${entry('one', 1)}${entry('two', 2)}`);
  await writeFile(join(folder, 'one.graphql'), `${link}\ntype Query { depth: Int }\n`);
  await writeFile(join(folder, 'two.graphql'), `${link}\ntype Query { height: Int }\n`);
});

afterEach(async () => {
  killWatched();
  await rm(folder, { recursive: true, force: true });
});

async function compose(...words: readonly string[]) {
  const run = spawn(process.execPath, [main, 'compose', ...words], {
    env: { ...process.env, NODE_OPTIONS: '', HUB_FILE: join(folder, 'hub.yaml') },
  });
  let answer = '';
  run.stdout.on('data', (text) => {
    answer += String(text);
  });
  const watched = watch(run);
  return { end: await watched.ended, answer, output: watched.output() };
}

describe('hub compose', () => {
  it('says that the subgraphs compose', async () => {
    const { end, output } = await compose();
    expect(output).toContain('2 subgraphs compose.');
    expect(end).toBe(0);
  });

  it('prints each finding with subgraph, line and advice, and ends with 1', async () => {
    await writeFile(
      join(folder, 'two.graphql'),
      `${link}\ntype Query {\n  height: Int\n  depth: String\n}\n`,
    );
    const { end, answer } = await compose();
    expect(end).toBe(1);
    expect(answer).toMatch(/^(one:2|two:4): error \w+: .+ Advice: .+$/m);
  });

  it('prints the findings as JSON', async () => {
    await writeFile(join(folder, 'two.graphql'), 'type Query {');
    const { end, answer } = await compose('--json');
    expect(end).toBe(1);
    expect(JSON.parse(answer)).toMatchObject({
      composes: false,
      findings: [{ subgraph: 'two', line: 1, code: 'GRAPHQL_PARSE_FAILED' }],
    });
  });
});
