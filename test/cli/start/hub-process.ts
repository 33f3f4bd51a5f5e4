import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts } from '../../support/free-ports.ts';
import { killWatched, processesNaming, until, type Watched, watch } from '../processes.ts';

const fixtures = resolve(import.meta.dirname, '../fixtures');
const main = resolve(import.meta.dirname, '../../../cli/main.ts');
const contract = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
type Query { process: Int }
`;

/** A folder with a `hub.yaml` of one small subgraph, and the hub started over it. */
export interface HubProcess {
  readonly folder: string;
  readonly port: number;
  readonly subgraphPort: number;
  /** Writes `hub.yaml`; `programs` are names of fixtures. */
  list(programs: readonly string[]): Promise<void>;
  start(environment?: Readonly<Record<string, string>>): Watched;
  /** Waits until the hub says where it answers. */
  started(environment?: Readonly<Record<string, string>>): Promise<Watched>;
  /** Ends everything and removes the folder. */
  close(): Promise<void>;
}

export async function createHubProcess(): Promise<HubProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-hub-'));
  const [port = 0, ...ports] = await freePorts(4);
  const list = async (programs: readonly string[]) => {
    const entries = programs.map(
      (program, index) => `  - name: ${program}
    owner: HUB
    url: http://127.0.0.1:${ports[index]}/graphql
    schema: ${program}.graphql
    start: ${join(fixtures, program)}.ts
`,
    );
    for (const program of programs) {
      const field = program.replaceAll('-', '_');
      await writeFile(join(folder, `${program}.graphql`), contract.replace('process', field));
    }
    await writeFile(join(folder, 'hub.yaml'), `subgraphs:\n${entries.join('')}`);
  };
  const start = (environment: Readonly<Record<string, string>> = {}) =>
    watch(
      spawn(process.execPath, [main, 'start'], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          HUB_MODE: 'real',
          HUB_FILE: join(folder, 'hub.yaml'),
          DATA_DIR: join(folder, 'data'),
          PORT: String(port),
          ...environment,
        },
      }),
    );
  await list(['answer-everything']);
  return {
    folder,
    port,
    subgraphPort: ports[0] ?? 0,
    list,
    start,
    async started(environment) {
      const hub = start(environment);
      await until(() => hub.output().includes('Ctrl-C') || hub.child.exitCode !== null);
      if (hub.child.exitCode !== null) throw new Error(hub.output());
      return hub;
    },
    async close() {
      killWatched();
      await until(() => processesNaming(folder).length === 0);
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
