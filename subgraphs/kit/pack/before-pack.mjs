// Emits the kit with what it takes from `schema/` and `lib/`, and lets package.json point there.
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const kit = resolve(import.meta.dirname, '..');
const root = resolve(kit, '../..');
const dist = join(kit, 'dist');
rmSync(dist, { recursive: true, force: true });
const compiler = join(root, 'node_modules/typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [compiler, '-p', join(kit, 'pack')], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
copyFileSync(join(root, 'schema/hub.graphql'), join(dist, 'schema/hub.graphql'));

const manifest = join(kit, 'package.json');
copyFileSync(manifest, join(dist, 'package.source.json'));
const description = JSON.parse(readFileSync(manifest, 'utf8'));
const entry = './dist/subgraphs/kit/index';
description.exports = { '.': { types: `${entry}.d.ts`, default: `${entry}.js` } };
delete description.scripts;
writeFileSync(manifest, `${JSON.stringify(description, null, 2)}\n`);
