import { type Access, isLoopback } from './access.ts';
import { DatabaseError } from './errors.ts';
import { serveSubgraph } from './serve.ts';
import type { Subgraph } from './subgraph.ts';

/**
 * The whole of a subgraph's `main.ts`: serves it by the environment and ends with the process.
 *
 * Reads `<NAME>_DATABASE_URL` (required), `HUB_JWKS` (path or address of the hub's public keys;
 * required, unless `OPEN=true` on a loopback address shows everything to everyone), `PROVIDER_ID`
 * (the subgraph's name), `HUB_MODE` (exercise), `HOST` (127.0.0.1), `PORT`.
 * SIGTERM, SIGINT and the end of the process that started it stop it in order. What keeps it from
 * starting is one line on stderr and exit code 1.
 *
 * @param port where `PORT` is not set
 */
export async function runSubgraph(
  subgraph: Subgraph,
  environment: Readonly<Record<string, string | undefined>>,
  port: number,
): Promise<void> {
  const { name } = subgraph.definition;
  const variable = `${name.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`;
  const databaseUrl = environment[variable];
  const mode = environment['HUB_MODE'] ?? 'exercise';
  const given = environment['PORT'] ?? String(port);
  if (databaseUrl === undefined || !URL.canParse(databaseUrl)) {
    return refuse(name, `${variable} must be set: postgres://user:password@host:5432/${name}.`);
  }
  if (mode !== 'exercise' && mode !== 'real') {
    return refuse(name, `HUB_MODE is ${mode}: set it to exercise or real.`);
  }
  if (!/^\d{1,5}$/.test(given) || Number(given) > 65_535) {
    return refuse(name, `PORT is ${given}: set it to a number from 0 to 65535.`);
  }
  const host = environment['HOST'] ?? '127.0.0.1';
  const access = accessOf(environment, host, name);
  if (typeof access === 'string') return refuse(name, access);
  try {
    const options = { databaseUrl, mode, access, host, port: Number(given) } as const;
    const running = await serveSubgraph(subgraph, options);
    process.stdout.write(`${name} answers at ${running.url}\n`);
    const stop = () => {
      for (const event of events) process.removeListener(event, stop);
      running.stop().then(
        () => process.exit(0),
        (error: unknown) => refuse(name, String(error)),
      );
    };
    const events = ['SIGTERM', 'SIGINT', 'disconnect'] as const;
    for (const event of events) process.once(event, stop);
  } catch (error) {
    refuse(name, reason(error, host, given));
  }
}

/** How it is asked, or what is missing for that. */
function accessOf(
  environment: Readonly<Record<string, string | undefined>>,
  host: string,
  name: string,
): Access | string {
  if (environment['OPEN'] === 'true') {
    if (isLoopback(host)) return { kind: 'open' };
    return `OPEN=true would show everything to everyone who reaches ${host}: set HOST to 127.0.0.1, or take OPEN away.`;
  }
  const keys = environment['HUB_JWKS'];
  if (keys === undefined || keys === '') {
    return `HUB_JWKS must be set to the hub's public keys (path or address of a JWKS), or OPEN=true to try it on this machine.`;
  }
  return { kind: 'assertions', keys, provider: environment['PROVIDER_ID'] ?? name };
}

function reason(error: unknown, host: string, port: string): string {
  if (error instanceof DatabaseError) return error.message;
  if ((error as { code?: string }).code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is in use: stop what uses it, or set PORT.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function refuse(name: string, message: string): void {
  process.stderr.write(`${name}: ${message}\n`);
  process.exit(1);
}
