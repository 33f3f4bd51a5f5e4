import { isProblem } from '../terminal/problem.ts';
import { isEmpty, loadExercise } from './load-exercise.ts';
import { prepareDomains } from './prepare-domains.ts';

/** The seed of exercises where none is given. */
export const defaultSeed = 1;

/**
 * The day on which an exercise ends where none is given: the last whose noon (UTC) has passed, for
 * an exercise tells of nothing that is still to come.
 */
export function lastDay(now = new Date()): string {
  return new Date(now.getTime() - 12 * 3_600_000).toISOString().slice(0, 10);
}

/**
 * Prepares the databases and fills them with the `small` exercise where they hold none yet.
 *
 * @returns how many rows were written; 0 where an exercise was there
 * @throws DatabaseError in one line where a database cannot be used
 */
export async function loadSmallExercise({
  url,
  onProgress,
}: {
  readonly url: (subgraph: string) => Promise<string>;
  readonly onProgress: (text: string) => void;
}): Promise<number> {
  onProgress('Preparing the databases');
  await prepareDomains(url, 'exercise');
  if (!(await isEmpty(url))) return 0;
  const options = { seed: defaultSeed, size: 'small', until: lastDay() } as const;
  const loaded = await loadExercise(url, options, (rows, expected) => {
    onProgress(`Loading the exercise: ${rows} of about ${expected} rows`);
  });
  if (isProblem(loaded)) throw new Error(loaded.message);
  return Object.values(loaded.rows).reduce((sum, count) => sum + count, 0);
}
