import type { Subgraph } from '@entente/kit';
import { aidLogistics } from '../../../subgraphs/aid-logistics/subgraph.ts';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { infrastructure } from '../../../subgraphs/infrastructure/subgraph.ts';
import { reference } from '../../../subgraphs/reference/subgraph.ts';

/** The subgraphs whose databases files are read into and written from. */
export const importedSubgraphs: ReadonlyMap<string, Subgraph> = new Map(
  [reference, aidLogistics, ceasefireMonitoring, infrastructure].map((subgraph) => [
    subgraph.definition.name,
    subgraph,
  ]),
);
