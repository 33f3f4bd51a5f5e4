import { shipments } from '../../support/shipments.ts';
import { aidLogisticsMachines } from './aid-logistics.ts';
import { ceasefireMonitoringMachines } from './ceasefire-monitoring.ts';
import { governanceMachines } from './governance.ts';
import { infrastructureMachines } from './infrastructure.ts';
import { type ProvedSubgraph, proveMachines, runsOfMachine, seed } from './prove-machines.ts';

const all: readonly ProvedSubgraph[] = [
  aidLogisticsMachines,
  ceasefireMonitoringMachines,
  governanceMachines,
  infrastructureMachines,
  [shipments, {}],
];
process.stderr.write(`Many runs of the state machines: TEST_SEED=${seed}\n`);
for (const one of all) proveMachines(one, 5 * runsOfMachine);
