import { aidLogisticsMachines } from './aid-logistics.ts';
import { proveMachines } from './prove-machines.ts';

proveMachines(aidLogisticsMachines);
