// Jest runs this once, before all tests.
import { openBroker } from './broker.ts';
import { sharedExercise } from './shared-exercise.ts';
import { sharedPostgres } from './shared-postgres.ts';

export default async () => {
  globalThis.closeBroker = await openBroker({
    postgres: sharedPostgres,
    exercise: sharedExercise,
  });
};
