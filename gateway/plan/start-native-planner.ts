import { overridePercentage } from './override-percentage.ts';
import type { StartPlanner } from './planner-messages.ts';

/** The planner of Hive Router. Where the platform has no build of it, importing it fails. */
export const startNativePlanner: StartPlanner = async (sdl) => {
  const { QueryPlanner } = await import('@graphql-hive/router-query-planner');
  const planner = new QueryPlanner(sdl);
  return async ({ text, operationName, labels }) => {
    const active = labels.flatMap(([label, holds]) => (holds ? [label] : []));
    const percentage = overridePercentage(labels);
    if (percentage === null) {
      throw new RangeError('A percentage label is active and a greater one is not.');
    }
    return planner.planAsync(text, operationName, new Set(active), percentage);
  };
};
