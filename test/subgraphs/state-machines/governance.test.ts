import { governanceMachines } from './governance.ts';
import { proveMachines } from './prove-machines.ts';

proveMachines(governanceMachines);
