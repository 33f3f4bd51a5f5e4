import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildASTSchema, parse, validate } from 'graphql';
import { composeHub } from '../../schema/compose-hub.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { freePorts } from '../support/free-ports.ts';

const root = resolve(import.meta.dirname, '../..');
const guide = join(root, 'docs/partners/own-subgraph.md');
const copied = [
  'cli',
  'examples',
  'gateway',
  'hub.yaml',
  'lib',
  'package-lock.json',
  'package.json',
  'schema',
  'subgraphs',
];

let folder: string;
let database: TestDatabase;
let printed: string;

/** The repository as a partner has it, in a folder that the commands may change. */
async function copyRepository(to: string): Promise<void> {
  for (const name of copied) {
    await cp(join(root, name), join(to, name), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
  }
  const modules = join(root, 'node_modules');
  await mkdir(join(to, 'node_modules', '@entente'), { recursive: true });
  await symlink(join(to, 'subgraphs/kit'), join(to, 'node_modules/@entente/kit'));
  for (const name of await readdir(modules)) {
    const target = join(to, 'node_modules', name);
    if (name === '.installed-lock-hash') await copyFile(join(modules, name), target);
    else if (name !== '@entente') await symlink(join(modules, name), target);
  }
}

async function blocks(language: string): Promise<readonly string[]> {
  const text = await readFile(guide, 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, block = '']) => block,
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-subgraph-'));
  database = await createTestDatabase();
  await copyRepository(folder);
  const [port] = await freePorts(1);
  const script = ['exec 2>&1', ...(await blocks('sh'))].join('\n').replaceAll('4107', String(port));
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, MATERNITY_WARDS_DATABASE_URL: database.url, NODE_OPTIONS: '' },
  });
  printed = stdout;
}, 120_000);

afterAll(async () => {
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('docs/partners/own-subgraph.md', () => {
  it('shows what its commands print', async () => {
    const shown = await blocks('text');
    expect(shown).toHaveLength(3);
    for (const block of shown) expect(printed).toContain(block.trim());
  });

  it('ends with a query that the composed graph answers', async () => {
    const [query = ''] = await blocks('graphql');
    const read = (path: string) => readFileSync(path, 'utf8');
    const composed = composeHub(join(folder, 'hub.yaml'), read);
    if (composed.kind === 'failed') throw new Error(JSON.stringify(composed.findings));
    const schema = buildASTSchema(parse(composed.supergraph.sdl), { assumeValidSDL: true });
    expect(validate(schema, parse(query))).toEqual([]);
  });
});
