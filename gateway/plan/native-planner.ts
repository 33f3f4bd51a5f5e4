import { makePlanner } from './make-planner.ts';
import { overridePercentage } from './override-percentage.ts';
import type { PlannerLoader } from './planner.ts';
import { plannerFailure } from './planner-failure.ts';
import { translateNativePlan } from './translate-native-plan.ts';

/** Features that the native planner (0.0.38) plans. */
export const nativePlannerFeatures: readonly string[] = Object.freeze([
  'join/v0.2',
  'join/v0.3',
  'join/v0.4',
  'join/v0.5',
  'inaccessible/v0.2',
  'context/v0.1',
  'authenticated/v0.1',
  'requiresScopes/v0.1',
  'policy/v0.1',
]);

/**
 * The planner of Hive Router: native code that plans in threads of its own. Where the platform has
 * no build of it, that is a failure like any other.
 */
export const loadNativePlanner: PlannerLoader = async (supergraph) => {
  let addon: typeof import('@graphql-hive/router-query-planner');
  try {
    addon = await import('@graphql-hive/router-query-planner');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return plannerFailure('PLANNER_UNAVAILABLE', `The native planner cannot be loaded: ${message}`);
  }
  return makePlanner(
    {
      name: 'native',
      features: nativePlannerFeatures,
      start: async ({ sdl }, facts) => {
        const planner = new addon.QueryPlanner(sdl);
        return async ({ text, operationName }, labels, signal) => {
          const percentage = overridePercentage(labels, facts.labels);
          if (percentage === null) {
            const reason = 'A percentage label is active and a greater one is not.';
            return { kind: 'unplannable', reason };
          }
          const plan = await planner.planAsync(
            text,
            operationName,
            new Set(labels),
            percentage,
            // The addon takes the signal's `onabort` for itself.
            signal === undefined ? undefined : AbortSignal.any([signal]),
          );
          return translateNativePlan(plan, facts);
        };
      },
    },
    supergraph,
  );
};
