import type { TableRows } from '@entente/kit';
import { generateAidLogistics } from './aid-logistics.ts';
import { generateCeasefireMonitoring } from './ceasefire-monitoring.ts';
import { generateGovernance } from './governance.ts';
import { generateInfrastructure } from './infrastructure.ts';
import { generateReference } from './reference.ts';
import type { World } from './world.ts';

export interface Generator {
  /** Name of the subgraph whose tables the rows are for. */
  readonly subgraph: string;
  readonly generate: (world: World) => TableRows;
}

/** What an exercise is made of, in the order in which it is loaded; the last tells that it is whole. */
export const generators: readonly Generator[] = Object.freeze([
  { subgraph: 'reference', generate: generateReference },
  { subgraph: 'aid-logistics', generate: generateAidLogistics },
  { subgraph: 'ceasefire-monitoring', generate: generateCeasefireMonitoring },
  { subgraph: 'infrastructure', generate: generateInfrastructure },
  { subgraph: 'governance', generate: generateGovernance },
]);
