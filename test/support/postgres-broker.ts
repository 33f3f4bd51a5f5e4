import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Postgres, startPostgres } from '../../cli/postgres/postgres.ts';
import { isProblem } from '../../cli/terminal/problem.ts';

/** Where test processes ask for the server of this run. */
export const brokerVariable = 'TEST_POSTGRES_BROKER';

interface RunningServer {
  readonly folder: string;
  readonly postgres: Postgres;
}

let broker: Server | undefined;
let starting: Promise<RunningServer> | undefined;

/**
 * One PostgreSQL for the whole run, started when the first test asks for it. Tests run in processes
 * of their own, so they ask over HTTP, on the loopback address and an unguessable path.
 */
export async function openBroker(): Promise<void> {
  const path = `/${randomUUID()}`;
  broker = createServer((request, response) => {
    if (request.url !== path) return void response.writeHead(404).end();
    starting ??= startServer();
    starting.then(
      ({ postgres }) => response.end(postgres.url('postgres')),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(broker, 'listening');
  const address = broker.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  process.env[brokerVariable] = `http://127.0.0.1:${port}${path}`;
}

export async function closeBroker(): Promise<void> {
  broker?.close();
  broker?.closeAllConnections();
  if (starting === undefined) return;
  const { postgres, folder } = await starting;
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

async function startServer(): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-test-'));
  const postgres = await startPostgres({ dataDir: folder, durable: false });
  if (!isProblem(postgres)) return { postgres, folder };
  await rm(folder, { recursive: true, force: true });
  throw new Error(`${postgres.message} ${postgres.advice}`);
}
