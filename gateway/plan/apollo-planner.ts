import { parse } from 'graphql';
import { makePlanner } from './make-planner.ts';
import { nativePlannerFeatures } from './native-planner.ts';
import type { PlannerLoader } from './planner.ts';
import { translateApolloPlan } from './translate-apollo-plan.ts';

/** Features that Apollo's planner (2.14) plans. */
export const apolloPlannerFeatures: readonly string[] = Object.freeze([
  ...nativePlannerFeatures,
  'join/v0.1',
  'inaccessible/v0.1',
  '@fromContext',
]);

/** Apollo's planner: JavaScript that plans in the thread of its caller. Elastic License 2.0. */
export const loadApolloPlanner: PlannerLoader = (supergraph) =>
  makePlanner(
    {
      name: 'apollo',
      features: apolloPlannerFeatures,
      start: async ({ sdl }, facts) => {
        const [{ QueryPlanner }, { operationFromDocument, Supergraph }] = await Promise.all([
          import('@apollo/query-planner'),
          import('@apollo/federation-internals'),
        ]);
        const built = Supergraph.build(sdl, { supportedFeatures: null });
        const apiSchema = built.apiSchema();
        const planner = new QueryPlanner(built, { incrementalDelivery: { enableDefer: false } });
        return async ({ text, operationName }, labels) => {
          const operation = operationFromDocument(apiSchema, parse(text), {
            ...(operationName === null ? {} : { operationName }),
          });
          const overrideConditions = new Map(
            facts.labels.map((label) => [label, labels.has(label)]),
          );
          const plan = planner.buildQueryPlan(operation, { overrideConditions });
          return translateApolloPlan(plan, facts);
        };
      },
    },
    supergraph,
  );
