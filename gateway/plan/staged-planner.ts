import { Kind, parse } from 'graphql';
import { readJoinGraph } from './join-graph.ts';
import { makePlanner } from './make-planner.ts';
import { nativePlannerFeatures } from './native-planner.ts';
import type { PlannerLoader } from './planner.ts';
import type { PlannerOperation } from './planner-messages.ts';
import { planOperation } from './staged/plan-operation.ts';
import type { Translation } from './translation.ts';

/** Features that the staged planner plans. */
export const stagedPlannerFeatures: readonly string[] = Object.freeze([
  ...nativePlannerFeatures,
  '@interfaceObject',
  '@fromContext',
]);

/** The hub's own planner, within the gateway's process: its work is bounded. */
export const loadStagedPlanner: PlannerLoader = (supergraph, apiSchema) => {
  const open = async (sdl: string) => {
    const graph = readJoinGraph(parse(sdl, { noLocation: true }));
    return { plan: async (operation: PlannerOperation) => plan(operation, graph) };
  };
  return makePlanner(
    {
      process: { name: 'staged', open },
      features: stagedPlannerFeatures,
      translate: (made) => made as Translation,
    },
    supergraph,
    apiSchema,
  );
};

function plan(
  { text, labels }: PlannerOperation,
  graph: ReturnType<typeof readJoinGraph>,
): Translation {
  const [operation] = parse(text, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError('No operation.');
  const active = labels.flatMap(([label, holds]) => (holds ? [label] : []));
  return planOperation(operation, graph, new Set(active));
}
