import type { QueryPlan } from '@apollo/query-planner';
import { makePlanner } from './make-planner.ts';
import { nativePlannerFeatures } from './native-planner.ts';
import type { PlannerLoader } from './planner.ts';
import { PlannerProcess } from './planner-process.ts';
import { translateApolloPlan } from './translate-apollo-plan.ts';

/** Features that Apollo's planner (2.14) plans. */
export const apolloPlannerFeatures: readonly string[] = Object.freeze([
  ...nativePlannerFeatures,
  'join/v0.1',
  'inaccessible/v0.1',
  '@fromContext',
  '@interfaceObject',
]);

const apolloProcess = new PlannerProcess('apollo');

/** Apollo's planner. */
export const loadApolloPlanner: PlannerLoader = (supergraph, apiSchema) =>
  makePlanner(
    {
      process: apolloProcess,
      features: apolloPlannerFeatures,
      translate: (plan, facts) => translateApolloPlan(plan as QueryPlan, facts),
    },
    supergraph,
    apiSchema,
  );
