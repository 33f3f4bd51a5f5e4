import type {
  CompiledQuery,
  DatabaseConnection,
  Driver,
  QueryResult,
  TransactionSettings,
} from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Visibility } from './visibility.ts';
import { settingsOf, visibilitySettings } from './visibility-settings.ts';

const names = Object.values(visibilitySettings);
const calls = names.map((name, n) => `set_config('${name}', $${n + 1}, true)`);
/** Prepared once per connection. */
const setVisibility = { name: 'entente visibility', text: `select ${calls.join(', ')}` };

/**
 * Runs each statement in a transaction of its own that begins with the settings of one visibility.
 * All of it is sent at once, so that it costs no further way to the database and back.
 */
export function visibilityDriver(pool: Pool, visibility: Visibility): Driver {
  const values = settingsOf(visibility);
  const settings = names.map((name) => values[name] ?? '');
  const own = new WeakMap<DatabaseConnection, FramedConnection>();
  const framed = (connection: DatabaseConnection): FramedConnection => {
    const found = own.get(connection);
    if (found === undefined) throw new TypeError('Not a connection of this driver.');
    return found;
  };
  return {
    init: async () => {},
    acquireConnection: async () => {
      const connection = frame(await pool.connect(), settings);
      own.set(connection, connection);
      return connection;
    },
    beginTransaction: (connection, options) => framed(connection).begin(options),
    commitTransaction: (connection) => framed(connection).end('commit'),
    rollbackTransaction: (connection) => framed(connection).end('rollback'),
    releaseConnection: async (connection) => framed(connection).release(),
    destroy: async () => {},
  };
}

interface FramedConnection extends DatabaseConnection {
  readonly begin: (options: TransactionSettings) => Promise<void>;
  readonly end: (how: 'commit' | 'rollback') => Promise<void>;
  readonly release: () => void;
}

function frame(client: PoolClient, settings: readonly string[]): FramedConnection {
  /** What is broken in the middle of a transaction is not used again. */
  let state: 'free' | 'in transaction' | 'broken' = 'free';
  const set = () => client.query({ ...setVisibility, values: [...settings] });
  return {
    begin: async ({ isolationLevel, accessMode }) => {
      const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`;
      state = 'in transaction';
      await allOf([client.query(`begin${level} ${accessMode ?? ''}`), set()]);
    },
    end: async (how) => {
      state = 'broken';
      const { command } = await client.query(how);
      // To COMMIT after an error, PostgreSQL answers that it has rolled back.
      if (how === 'commit' && command === 'ROLLBACK') throw new Error('The transaction failed.');
      state = 'free';
    },
    executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
      const run = () => client.query(sql, [...parameters]);
      const answer =
        state === 'in transaction'
          ? await run()
          : await inFrame(client.query('begin'), set(), run(), client.query('commit'));
      const changed = /^(INSERT|UPDATE|DELETE|MERGE)$/.test(answer.command);
      return {
        rows: answer.rows,
        ...(changed ? { numAffectedRows: BigInt(answer.rowCount ?? 0) } : {}),
      };
    },
    streamQuery: () => {
      throw new TypeError('Statements of requests are not streamed.');
    },
    release: () => client.release(state !== 'free'),
  };
}

/** The statement's answer, once the whole frame around it has been answered. */
async function inFrame<A>(
  begun: Promise<unknown>,
  set: Promise<unknown>,
  answer: Promise<A>,
  committed: Promise<unknown>,
): Promise<A> {
  await allOf([begun, set, answer, committed]);
  return answer;
}

/** Waits for all, then throws what the first that failed says: later ones fail because of it. */
async function allOf(sent: readonly Promise<unknown>[]): Promise<void> {
  const answers = await Promise.allSettled(sent);
  for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
}
