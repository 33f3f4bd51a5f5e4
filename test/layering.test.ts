import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const config = join(root, '.dependency-cruiser.cjs');
const folders = ['lib', 'schema', 'gateway', 'subgraphs', 'cli', 'examples', 'test', 'bench'];

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

const cruise = (cwd: string): readonly string[] => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [command, '--config', config, '--output-type', 'json', ...folders],
    { cwd, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (stdout === '') throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: readonly Violation[] } };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).sort();
};

const importing = (...paths: string[]) =>
  `${paths.map((path, index) => `import { a as a${index} } from '${path}';`).join('\n')}
export const a = [${paths.map((_, index) => `a${index}`).join(', ')}];\n`;
const typeOf = (path: string) => `import type { a } from '${path}';\nexport type B = typeof a;\n`;
const plain = 'export const a = 1;\n';

/** Each breach is a file of its own; what it imports is allowed to stand there. */
const breaches: readonly (readonly [rule: string, from: string, to: string, text: string])[] = [
  ['lib-stands-alone', 'lib/up.ts', 'schema/plain.ts', importing('../schema/plain.ts')],
  [
    'schema-imports-lib-only',
    'schema/up.ts',
    'gateway/graph/plain.ts',
    importing('../gateway/graph/plain.ts'),
  ],
  [
    'gateway-knows-no-subgraph-and-no-command',
    'gateway/graph/command.ts',
    'cli/plain.ts',
    importing('../../cli/plain.ts'),
  ],
  ['nothing-imports-a-main', 'gateway/graph/starts.ts', 'cli/main.ts', typeOf('../../cli/main.ts')],
  [
    'stage-respond-takes-only-types-of-earlier-stages',
    'gateway/respond/calls.ts',
    'gateway/execute/plain.ts',
    importing('../execute/plain.ts'),
  ],
  [
    'stage-http-knows-nothing-of-later-stages',
    'gateway/http/ahead.ts',
    'gateway/execute/plain.ts',
    typeOf('../execute/plain.ts'),
  ],
  [
    'stage-execute-knows-nothing-of-later-stages',
    'gateway/execute/whole.ts',
    'gateway/gateway.ts',
    typeOf('../gateway.ts'),
  ],
  [
    'graph-knows-no-stage',
    'gateway/graph/stage.ts',
    'gateway/execute/plain.ts',
    typeOf('../execute/plain.ts'),
  ],
  [
    'kit-knows-no-user-of-it',
    'subgraphs/kit/user.ts',
    'subgraphs/water/plain.ts',
    importing('../water/plain.ts'),
  ],
  [
    'kit-by-its-name',
    'cli/by-path.ts',
    'subgraphs/kit/index.ts',
    importing('../subgraphs/kit/index.ts'),
  ],
  [
    'kit-by-its-name',
    'subgraphs/water/by-path.ts',
    'subgraphs/kit/index.ts',
    importing('../kit/index.ts'),
  ],
  [
    'subgraphs-keep-to-themselves',
    'subgraphs/water/neighbour.ts',
    'subgraphs/power/plain.ts',
    importing('../power/plain.ts'),
  ],
  [
    'subgraphs-keep-to-themselves',
    'subgraphs/water/inside.ts',
    'lib/plain.ts',
    importing('../../lib/plain.ts'),
  ],
  [
    'partner-example-uses-packages-only',
    'examples/partner/inside.ts',
    'lib/plain.ts',
    importing('../../lib/plain.ts'),
  ],
  ['no-unresolved-imports', 'cli/lost.ts', './nowhere.ts', importing('./nowhere.ts')],
];

const allowed: Readonly<Record<string, string>> = {
  'package.json':
    '{"type":"module","workspaces":["subgraphs/kit"],"dependencies":{"@entente/kit":"*"}}',
  'lib/plain.ts': plain,
  'schema/plain.ts': importing('../lib/plain.ts'),
  'gateway/graph/plain.ts': importing('../../schema/plain.ts'),
  'gateway/execute/plain.ts': plain,
  'gateway/respond/reads-a-type.ts': typeOf('../execute/plain.ts'),
  'gateway/gateway.ts': importing('./execute/plain.ts', './graph/plain.ts'),
  'subgraphs/kit/package.json': '{"name":"@entente/kit","type":"module","exports":"./index.ts"}',
  'subgraphs/kit/index.ts': importing('../../lib/plain.ts'),
  'subgraphs/water/plain.ts': importing('@entente/kit'),
  'subgraphs/power/plain.ts': plain,
  'examples/partner/plain.ts': importing('@entente/kit'),
  'cli/main.ts': importing('@entente/kit'),
  'cli/plain.ts':
    "export async function a() {\n  await using file = await open('x');\n  return file;\n}\n",
  'test/plain.ts': plain,
  'bench/plain.ts': plain,
};

describe('import rules', () => {
  let folder: string;
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'layering-'));
    for (const [path, text] of Object.entries(allowed)) put(path, text);
    mkdirSync(join(folder, 'node_modules/@entente'), { recursive: true });
    symlinkSync(join(folder, 'subgraphs/kit'), join(folder, 'node_modules/@entente/kit'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('let through what the layers may do', () => {
    expect(cruise(folder)).toEqual([]);
  });

  it('catch every breach, and nothing else', () => {
    for (const [, from, , text] of breaches) put(from, text);
    put('schema/one.ts', importing('./two.ts'));
    put('schema/two.ts', typeOf('./one.ts'));
    const found = cruise(folder);
    const expected = breaches.map(([rule, from, to]) => `${rule}: ${from} -> ${to}`);
    expected.push('no-cycles: schema/one.ts -> schema/two.ts');
    expect(found).toEqual(expect.arrayContaining(expected));
    const froms = new Set(found.map((violation) => violation.split(' ')[1]));
    const culprits = [...breaches.map(([, from]) => from), 'schema/one.ts'];
    expect([...froms].sort()).toEqual([...new Set(culprits)].sort());
  });

  it('hold in this repository', () => {
    expect(cruise(root)).toEqual([]);
  });
});
