// Jest runs this once, before all tests. What no test asks for is not even read.
import { openBroker } from './broker.ts';

export default async () => {
  globalThis.closeBroker = await openBroker({
    postgres: async () => (await import('./shared-postgres.ts')).sharedPostgres(),
    exercise: async () => (await import('./shared-exercise.ts')).sharedExercise(),
  });
};
