import { type HubMode, prepareDatabase, type Subgraph } from '@entente/kit';
import { aidLogistics } from '../../subgraphs/aid-logistics/subgraph.ts';
import { ceasefireMonitoring } from '../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { governance } from '../../subgraphs/governance/subgraph.ts';
import { infrastructure } from '../../subgraphs/infrastructure/subgraph.ts';
import { reference } from '../../subgraphs/reference/subgraph.ts';

/** The hub's own subgraphs. */
export const domains: readonly Subgraph[] = Object.freeze([
  reference,
  aidLogistics,
  ceasefireMonitoring,
  infrastructure,
  governance,
]);

/**
 * Brings the databases of the hub's own subgraphs up to date: tables, mode, facts.
 * @throws DatabaseError in one line where one cannot be used
 */
export async function prepareDomains(
  urlOf: (subgraph: string) => Promise<string>,
  mode: HubMode,
): Promise<void> {
  await Promise.all(
    domains.map(async (subgraph) => {
      await prepareDatabase(subgraph, await urlOf(subgraph.definition.name), mode);
    }),
  );
}
