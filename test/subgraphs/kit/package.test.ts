import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kit-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('packs as JavaScript with types that a partner can install and run', () => {
  // In a copy: packing rewrites package.json for a moment, and other tests read it.
  const copy = join(folder, 'copy');
  for (const path of [
    'lib',
    'schema',
    'subgraphs/kit',
    'package.json',
    'tsconfig.json',
    '.npmrc',
  ]) {
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const before = readFileSync(join(copy, 'subgraphs/kit/package.json'), 'utf8');
  execFileSync('npm', ['pack', '--ignore-scripts=false', '--pack-destination', folder], {
    cwd: join(copy, 'subgraphs/kit'),
    stdio: 'pipe',
  });
  expect(readFileSync(join(copy, 'subgraphs/kit/package.json'), 'utf8')).toBe(before);

  // As `npm install` would lay it out, without asking a registry for what is here already.
  const partner = join(folder, 'partner');
  const modules = join(partner, 'node_modules');
  mkdirSync(join(modules, '@entente'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@entente' && !name.startsWith('.')) {
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
    }
  }
  execFileSync('tar', ['xzf', join(folder, 'entente-kit-0.1.0.tgz'), '-C', modules]);
  cpSync(join(modules, 'package'), join(modules, '@entente/kit'), { recursive: true });
  expect(readdirSync(join(modules, '@entente/kit'), { recursive: true })).not.toContain('index.ts');

  writeFileSync(
    join(partner, 'wells.graphql'),
    'type Query { well(id: ID!): Well }\ntype Well @key(fields: "id") { id: ID! depthMetres: Float }',
  );
  writeFileSync(
    join(partner, 'main.ts'),
    `import { defineEntity, defineSubgraph, readContract, type Subgraph } from '@entente/kit';
     const wells: Subgraph = defineSubgraph({
       name: 'wells',
       contract: readContract(new URL('wells.graphql', import.meta.url)),
       migrations: {},
       entities: [defineEntity('Well')],
     });
     console.log([...wells.entities.keys()].join());`,
  );
  writeFileSync(join(partner, 'package.json'), '{"type": "module"}');
  const printed = execFileSync(process.execPath, ['main.ts'], {
    cwd: partner,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect(printed).toBe('Well\n');

  // The types hold, too.
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const options = '--noEmit --strict --module nodenext --target esnext --skipLibCheck --types node';
  const check = () =>
    execFileSync(process.execPath, [compiler, ...options.split(' '), 'main.ts'], {
      cwd: partner,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  expect(check()).toBe('');
  const wrong = readFileSync(join(partner, 'main.ts'), 'utf8').replace("name: 'wells'", 'name: 1');
  writeFileSync(join(partner, 'main.ts'), wrong);
  expect(check).toThrow();
}, 120_000);
