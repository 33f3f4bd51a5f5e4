import { aidLogisticsMachines } from './aid-logistics.ts';
import { ceasefireMonitoringMachines } from './ceasefire-monitoring.ts';
import { governanceMachines } from './governance.ts';
import { infrastructureMachines } from './infrastructure.ts';
import { proveMachines, runsOfMachine } from './prove-machines.ts';

const all = [
  aidLogisticsMachines,
  ceasefireMonitoringMachines,
  governanceMachines,
  infrastructureMachines,
];
for (const one of all) proveMachines(one, 5 * runsOfMachine);
