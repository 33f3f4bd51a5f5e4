// Completes package-lock.json after a change of dependencies on a machine whose registry does not
// carry the binaries of every platform: npm then leaves those optional packages out, and `npm ci`
// refuses the lock file everywhere. Entries added here have the version that their parent pins, and
// no integrity hash, because the package could not be seen.
//
//   node cli/install/complete-lock.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../../package-lock.json', import.meta.url);
const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;
const added = [];
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    const place = `node_modules/${name}`;
    if (packages[place] !== undefined || packages[`${path}/${place}`] !== undefined) continue;
    const words = name.split('/').at(-1).split(/[-.]/);
    const system = words.find((word) => systems.includes(word));
    const processor = words.find((word) => processors.includes(word));
    const musl = words.some((word) => word.includes('musl'));
    packages[place] = {
      version: range.replace(/^[~^]/, ''),
      ...(processor === undefined ? {} : { cpu: [processor] }),
      ...(dev ? { dev } : {}),
      ...(musl ? { libc: ['musl'] } : {}),
      optional: true,
      ...(system === undefined ? {} : { os: [system] }),
    };
    added.push(`${name} ${range}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(
  `${added.length} packages added\n${added.map((one) => `  ${one}\n`).join('')}`,
);
