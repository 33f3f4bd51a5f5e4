import { ceasefireMonitoringMachines } from './ceasefire-monitoring.ts';
import { proveMachines } from './prove-machines.ts';

proveMachines(ceasefireMonitoringMachines);
