import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { makePlanner } from './make-planner.ts';
import type { PlannerLoader } from './planner.ts';
import { PlannerProcess } from './planner-process.ts';
import { translateNativePlan } from './translate-native-plan.ts';

/**
 * Features that the native planner (0.0.38) plans. It drops `@fromContext` without a word, and
 * fetches from interface objects for one of several concrete types alone.
 */
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

const nativeProcess = new PlannerProcess('native');

/** The planner of Hive Router. */
export const loadNativePlanner: PlannerLoader = (supergraph, apiSchema) =>
  makePlanner(
    {
      process: nativeProcess,
      features: nativePlannerFeatures,
      translate: (plan, facts) => translateNativePlan(plan as QueryPlan, facts),
    },
    supergraph,
    apiSchema,
  );
