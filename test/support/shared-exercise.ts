import { defaultSeed, lastDay } from '../../cli/exercise/load-small.ts';
import type { ExerciseOptions } from '../../cli/exercise/world.ts';
import type { SharedFixture } from './broker.ts';
import { startStack } from './stack.ts';

/** The running hub of a test run, filled with a small exercise that ends now. */
export interface ExerciseStack {
  readonly endpoint: string;
  readonly exercise: ExerciseOptions;
}

/** One hub for the whole run, for tests that only read; the answer is an `ExerciseStack`. */
export async function sharedExercise(): Promise<SharedFixture> {
  const exercise = { seed: defaultSeed, size: 'small', until: lastDay() } as const;
  const { endpoint, stop } = await startStack({ exercise });
  const stack: ExerciseStack = { endpoint, exercise };
  return { answer: JSON.stringify(stack), stop };
}
