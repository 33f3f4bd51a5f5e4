import pg from 'pg';
import { type Problem, problem } from '../terminal/problem.ts';
import { copyRows } from './copy-rows.ts';
import { type Generator, generators } from './generators.ts';
import { recordCounts } from './sizes.ts';
import { createWorld, type ExerciseOptions, type World } from './world.ts';

/** What was loaded. */
export interface LoadedExercise {
  readonly kind: 'loaded';
  readonly options: ExerciseOptions;
  /** Rows by subgraph. */
  readonly rows: Readonly<Record<string, number>>;
}

/** Rows so far, of about `expected` in all. */
export type ExerciseProgress = (rows: number, expected: number, subgraph: string) => void;

/**
 * Fills prepared databases with an exercise, in place of the exercise that is there. Each database
 * changes in one transaction: whoever reads sees the old exercise or the new one.
 *
 * @param urlOf where the database of a subgraph is
 * @returns a problem where a database does not hold exercise data; nothing is changed then
 */
export async function loadExercise(
  urlOf: (subgraph: string) => Promise<string>,
  options: ExerciseOptions,
  onProgress: ExerciseProgress = () => undefined,
): Promise<LoadedExercise | Problem> {
  const world = createWorld(options);
  const refused = await refuseOtherMode(urlOf);
  if (refused !== null) return refused;
  const expected = Object.values(recordCounts).reduce((sum, count) => sum + count[options.size], 0);
  let loaded = 0;
  const rows: Record<string, number> = {};
  for (const generator of generators) {
    rows[generator.subgraph] = await loadDomain(
      await urlOf(generator.subgraph),
      generator,
      world,
      (more) => {
        loaded += more;
        onProgress(loaded, Math.max(expected, loaded), generator.subgraph);
      },
    );
  }
  return { kind: 'loaded', options, rows };
}

/** True where the databases hold no whole exercise: governance is loaded last. */
export async function isEmpty(urlOf: (subgraph: string) => Promise<string>): Promise<boolean> {
  return withClient(await urlOf('governance'), async (client) => {
    const { rows } = await client.query<{ some: boolean }>(
      'select exists (select from milestone) as some',
    );
    return rows[0]?.some !== true;
  });
}

async function refuseOtherMode(
  urlOf: (subgraph: string) => Promise<string>,
): Promise<Problem | null> {
  for (const { subgraph } of generators) {
    const mode = await withClient(await urlOf(subgraph), async (client) => {
      const { rows } = await client.query<{ mode: string }>('select mode from deployment');
      return rows[0]?.mode;
    });
    if (mode !== 'exercise') {
      return problem(
        `The database of ${subgraph} holds ${mode} data, so no exercise may be loaded into it.`,
        'Choose another DATA_DIR or database, with HUB_MODE=exercise.',
      );
    }
  }
  return null;
}

async function loadDomain(
  url: string,
  { generate }: Generator,
  world: World,
  onRows: (count: number) => void,
): Promise<number> {
  return withClient(url, async (client) => {
    let count = 0;
    const tables = Object.entries(generate(world));
    await client.query('begin');
    for (const [table, rows] of tables) {
      await client.query(`delete from "${table}"`);
      count += await copyRows(client, table, rows, onRows);
    }
    await client.query('commit');
    for (const [table] of tables) await client.query(`vacuum analyze "${table}"`);
    return count;
  });
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
