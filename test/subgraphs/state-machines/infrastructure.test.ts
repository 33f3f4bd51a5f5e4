import { infrastructureMachines } from './infrastructure.ts';
import { proveMachines } from './prove-machines.ts';

proveMachines(infrastructureMachines);
