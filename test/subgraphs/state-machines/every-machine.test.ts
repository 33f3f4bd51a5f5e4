import { expect, it } from '@jest/globals';
import { aidLogistics } from '../../../subgraphs/aid-logistics/subgraph.ts';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { governance } from '../../../subgraphs/governance/subgraph.ts';
import { infrastructure } from '../../../subgraphs/infrastructure/subgraph.ts';
import { reference } from '../../../subgraphs/reference/subgraph.ts';
import { shipments } from '../../support/shipments.ts';
import { machinesOf } from '../../support/state-machine-model.ts';
import { machines, runsOfMachine } from './prove-machines.ts';

it('as many machines are proved as there are, and 1,000 runs are made over all', () => {
  const all = [aidLogistics, ceasefireMonitoring, governance, infrastructure, reference, shipments];
  expect(all.flatMap((subgraph) => machinesOf(subgraph))).toHaveLength(machines);
  expect(machinesOf(reference)).toEqual([]);
  expect(machines * runsOfMachine).toBeGreaterThanOrEqual(1_000);
});
