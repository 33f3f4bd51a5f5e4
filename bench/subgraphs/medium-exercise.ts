import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadExercise } from '../../cli/exercise/load-exercise.ts';
import { domains, prepareDomains } from '../../cli/exercise/prepare-domains.ts';
import { createWorld, type World } from '../../cli/exercise/world.ts';
import { openDatabases } from '../../cli/start/databases.ts';
import { isProblem, type Problem } from '../../cli/terminal/problem.ts';
import type { Terminal } from '../../cli/terminal/terminal.ts';

/** Databases that hold the exercise, for as long as they are open. */
export interface MediumExercise {
  readonly world: World;
  readonly urlOf: (subgraph: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Fixed, so that figures of different days are about the same rows. */
const options = { seed: 1, size: 'medium', until: '2026-11-01' } as const;

/** Raised when the generator makes other rows of the same options. */
const edition = 2;

/** Opens the exercise under `folder`; loads it where it is not there yet. */
export async function openMediumExercise(
  folder: string,
  terminal: Terminal,
): Promise<MediumExercise | Problem> {
  terminal.progress('Opening the databases');
  const databases = await openDatabases({
    environment: {},
    dataDir: folder,
    subgraphs: domains.map(({ definition }) => definition.name),
  });
  if (isProblem(databases)) return databases;
  const exercise = {
    world: createWorld(options),
    urlOf: databases.url,
    close: () => databases.close(),
  };
  const stamp = join(folder, 'exercise.json');
  const wanted = JSON.stringify({ ...options, edition });
  await prepareDomains(databases.url, 'exercise');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return exercise;
  const loaded = await loadExercise(databases.url, options, (rows, expected) =>
    terminal.progress(`Loading the exercise: ${Math.round((100 * rows) / expected)} %`),
  );
  if (isProblem(loaded)) {
    await databases.close();
    return loaded;
  }
  await writeFile(stamp, wanted);
  terminal.done('The exercise is loaded');
  return exercise;
}
