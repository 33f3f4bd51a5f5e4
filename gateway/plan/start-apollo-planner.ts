import { parse } from 'graphql';
import type { StartPlanner } from './planner-messages.ts';

/** Apollo's planner. Elastic License 2.0: loaded only where it is used. */
export const startApolloPlanner: StartPlanner = async (sdl) => {
  const { QueryPlanner } = await import('@apollo/query-planner');
  const { operationFromDocument, Supergraph } = await import('@apollo/federation-internals');
  const supergraph = Supergraph.build(sdl, { supportedFeatures: null });
  const apiSchema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, { incrementalDelivery: { enableDefer: false } });
  return async ({ text, operationName, labels }) => {
    const operation = operationFromDocument(apiSchema, parse(text), {
      ...(operationName === null ? {} : { operationName }),
    });
    return planner.buildQueryPlan(operation, { overrideConditions: new Map(labels) });
  };
};
