import { hostname } from 'node:os';
import fastify, { type FastifyBaseLogger, type FastifyServerOptions } from 'fastify';

export interface LogOptions {
  /** Where log lines go, one JSON object each. */
  readonly logStream: { readonly write: (line: string) => void };
  /** What stands in every line: the number of this process among those that share the port. */
  readonly worker?: { readonly number: number } | undefined;
}

/** The log of a process that serves nothing itself. */
export function createLog(options: LogOptions): FastifyBaseLogger {
  return fastify({ logger: loggerOptions(options) }).log;
}

export function loggerOptions({
  logStream,
  worker,
}: LogOptions): NonNullable<FastifyServerOptions['logger']> {
  const base = { pid: process.pid, hostname: hostname() };
  return {
    level: 'info',
    stream: logStream,
    base: worker === undefined ? base : { ...base, worker: worker.number },
  };
}
