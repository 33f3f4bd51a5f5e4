import { Kysely, type Logger, PostgresDialect } from 'kysely';
import pg from 'pg';

/** The kit names tables at run time, from the contract: no static table types. */
export type Database = Kysely<unknown>;

/** A row as PostgreSQL gives it: columns in snake_case, instants as ISO text with six decimals. */
export type Row = Readonly<Record<string, unknown>>;

export interface DatabaseOptions {
  /** Connections at most. */
  readonly connections?: number;
  /**
   * Milliseconds: a statement that takes longer is cancelled, and a transaction in which nothing is
   * asked for as long is ended, so that a process that hangs does not keep the others waiting.
   */
  readonly statementTimeout?: number;
  /** Called with every statement that was answered: its text and parameters. */
  readonly onStatement?: (sql: string, parameters: readonly unknown[]) => void;
}

/** Lists of days are read as lists of text. */
const textArray: number = 1009;
const oids = { int8: 20, date: 1082, dateArray: 1182, timestamptz: 1184, numeric: 1700 };

/** `2026-11-22 10:15:00.5+00` -> `2026-11-22T10:15:00.500000Z`; sessions are in UTC. */
function isoInstant(text: string): string {
  const [seconds = '', fraction = ''] = text.slice(0, -3).split('.');
  return `${seconds.replace(' ', 'T')}.${fraction.padEnd(6, '0')}Z`;
}

function typeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  switch (oid) {
    case oids.timestamptz:
      return isoInstant;
    case oids.date:
      return (text) => text;
    case oids.int8:
    case oids.numeric:
      return Number;
    case oids.dateArray:
      return pg.types.getTypeParser(textArray, 'text');
    default:
      return pg.types.getTypeParser(oid, format === 'binary' ? 'text' : format);
  }
}

/**
 * Opens a pool on a PostgreSQL database, with all the rights of the address's user. Connects at the
 * first statement.
 *
 * @param url `postgres://user:password@host:port/database`
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = openPool(url, options);
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }), log: logOf(options) });
}

/** Kysely's log as the kit's options want it. */
export function logOf({ onStatement }: DatabaseOptions): Logger {
  return ({ level, query }) => {
    if (level === 'query') onStatement?.(query.sql, query.parameters);
  };
}

/**
 * Opens the connections alone.
 *
 * @param settings of every connection besides the kit's own: name and value
 */
export function openPool(
  url: string,
  { connections = 10, statementTimeout = 15_000 }: DatabaseOptions = {},
  settings: Readonly<Record<string, string>> = {},
): pg.Pool {
  const all = {
    ...{ TimeZone: 'UTC', jit: 'off', statement_timeout: statementTimeout },
    idle_in_transaction_session_timeout: statementTimeout,
    ...settings,
  };
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    options: Object.entries(all)
      .map(([name, value]) => `-c ${name}=${String(value).replaceAll(/[\\ ]/g, '\\$&')}`)
      .join(' '),
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
    // What is sent together is answered together: see `serving-database.ts`.
    pipeline: true,
  });
  // An idle connection that breaks is replaced at the next statement, which reports its own error.
  pool.on('error', () => undefined);
  // One that breaks in use fails what is asked of it, and is not used again: that is all that there is
  // to do. Without a listener, Node would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
