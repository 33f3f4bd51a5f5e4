import { dirname, join, resolve } from 'node:path';
import { databaseVariable } from '../../lib/configuration.ts';
import type { HubEntry } from '../../schema/hub-file.ts';
import { type Service, type ServiceEvent, startService } from './service.ts';

/** Keeps one process running for every entry of `hub.yaml` that has a `start`. */
export interface Supervisor {
  /** Starts what is new and ends what is gone; repeated with every change of `hub.yaml`. */
  follow(entries: readonly HubEntry[]): Promise<void>;
  stop(patience: number): Promise<void>;
}

export interface SupervisorOptions {
  /** Absolute path; programs are relative to its folder. */
  readonly hubPath: string;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly databaseUrl: (subgraph: string) => Promise<string>;
  readonly onEvent: (name: string, event: ServiceEvent) => void;
  /** How long a removed service still runs, in milliseconds, for requests of the old graph. */
  readonly grace?: number;
}

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { hubPath, dataDir, onEvent, grace = 10_000 } = options;
  const folder = dirname(hubPath);
  const services = new Map<string, Service>();
  const leaving = new Set<Promise<void>>();
  const ending = new AbortController();

  const start = async ({ name, url }: HubEntry, program: string): Promise<Service> => {
    const { hostname, port } = new URL(url);
    const variable = databaseVariable(name);
    const environment = {
      // A subgraph knows its own database and no other.
      ...withoutDatabases(options.environment),
      [variable]: await options.databaseUrl(name),
      HOST: hostname.replace(/^\[(.*)\]$/, '$1'),
      PORT: port,
    };
    const log = join(dataDir, 'logs', `${name}.log`);
    const definition = { name, program: resolve(folder, program), environment, folder, log };
    return startService(definition, (event) => onEvent(name, event));
  };
  const retire = async (service: Service): Promise<void> => {
    await abortableWait(grace, ending.signal);
    await service.stop(3_000);
  };

  return {
    async follow(entries) {
      const wanted = new Map(entries.map((entry) => [keyOf(entry), entry]));
      for (const [key, service] of services) {
        if (wanted.has(key)) continue;
        services.delete(key);
        const left = retire(service).finally(() => leaving.delete(left));
        leaving.add(left);
      }
      for (const [key, entry] of wanted) {
        if (entry.start === undefined || services.has(key) || ending.signal.aborted) continue;
        services.set(key, await start(entry, entry.start));
      }
    },
    async stop(patience) {
      ending.abort();
      await Promise.all([...services.values()].map((service) => service.stop(patience)));
      await Promise.all(leaving);
    },
  };
}

/** An entry that runs another program, or at another address, is another service. */
function keyOf({ name, start, url }: HubEntry): string {
  return JSON.stringify([name, start, url]);
}

export function withoutDatabases(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const kept = Object.entries(environment).filter(([name]) => !name.endsWith('_DATABASE_URL'));
  return Object.fromEntries(kept);
}

function abortableWait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });
}
