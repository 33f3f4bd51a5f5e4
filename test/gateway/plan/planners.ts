import { loadApolloPlanner } from '../../../gateway/plan/apollo-planner.ts';
import { loadNativePlanner } from '../../../gateway/plan/native-planner.ts';
import type {
  EntityGroup,
  FetchNode,
  PathStep,
  Plan,
  PlanNode,
} from '../../../gateway/plan/plan.ts';
import type { Planner, PlanRequest } from '../../../gateway/plan/planner.ts';
import { loadStagedPlanner } from '../../../gateway/plan/staged-planner.ts';
import { compose } from '../../../schema/compose.ts';
import { formatFinding } from '../../../schema/finding.ts';
import { createSupergraph, type Supergraph } from '../../../schema/supergraph.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: [
  "@key", "@shareable", "@requires", "@external", "@provides", "@override", "@interfaceObject",
  "@context", "@fromContext"
])\n`;

/** A supergraph composed of subgraphs, by name; federation's directives are linked. */
export function composed(subgraphs: Readonly<Record<string, string>>): Supergraph {
  const schemas = Object.entries(subgraphs).map(([name, sdl]) => ({
    name,
    url: `http://${name}.example/graphql`,
    sdl: link + sdl,
  }));
  const composition = compose(schemas);
  if (composition.kind === 'failed') {
    throw new Error(composition.findings.map(formatFinding).join('\n'));
  }
  return supergraphOf(composition.supergraphSdl);
}

export function supergraphOf(sdl: string): Supergraph {
  const supergraph = createSupergraph(sdl);
  if (supergraph.kind === 'failed') throw new Error('not a supergraph');
  return supergraph;
}

export const loaders = {
  native: loadNativePlanner,
  apollo: loadApolloPlanner,
  staged: loadStagedPlanner,
} as const;

export async function loadPlanner(
  name: keyof typeof loaders,
  supergraph: Supergraph,
): Promise<Planner> {
  const result = await loaders[name](supergraph, supergraph.apiSchema);
  if (result.kind === 'failed') throw new Error(result.findings.map(formatFinding).join('\n'));
  return result.planner;
}

export function requestOf(query: string, more: Partial<PlanRequest> = {}): PlanRequest {
  return { query, operationName: null, labels: new Set(), ...more };
}

export async function planOf(
  planner: Planner,
  query: string,
  more: Partial<PlanRequest> = {},
): Promise<Plan> {
  const result = await planner.plan(requestOf(query, more));
  if (result.kind !== 'planned') throw new Error(JSON.stringify(result));
  return result.plan;
}

/** Fetches of a plan, those of a sequence in their order. */
export function fetchesOf(node: PlanNode | null): readonly FetchNode[] {
  if (node === null) return [];
  if (node.kind === 'fetch') return [node];
  if (node.kind === 'condition') return [node.whenTrue, node.whenFalse].flatMap(fetchesOf);
  return node.nodes.flatMap(fetchesOf);
}

export function groupsOf(node: PlanNode | null): readonly EntityGroup[] {
  return fetchesOf(node).flatMap(({ entities }) => entities);
}

/** A path as text: `routes.@|Road.bridge`. */
export function pathText(path: readonly PathStep[]): string {
  return path.reduce((text, step) => {
    if (step.kind === 'types') return `${text}|${step.names.join('|')}`;
    return `${text}${text === '' ? '' : '.'}${step.kind === 'each' ? '@' : step.name}`;
  }, '');
}
