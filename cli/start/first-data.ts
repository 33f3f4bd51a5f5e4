import { existsSync } from 'node:fs';

/** What `cli/exercise/load-small.ts` exports. */
export interface ExerciseLoader {
  /**
   * Prepares the databases and fills those that hold no records yet with the `small` exercise.
   * Returns how many rows were written; 0 where the data was there.
   */
  loadSmallExercise(options: {
    readonly url: (subgraph: string) => Promise<string>;
    readonly onProgress: (text: string) => void;
  }): Promise<number>;
}

const loader = new URL('../exercise/load-small.ts', import.meta.url);

/** The loader of exercise data, read only where it is needed. */
export async function exerciseLoader(): Promise<ExerciseLoader | undefined> {
  if (!existsSync(loader)) return undefined;
  const module: ExerciseLoader = await import(loader.href);
  return module;
}
