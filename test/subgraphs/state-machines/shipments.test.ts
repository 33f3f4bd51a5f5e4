import { shipments } from '../../support/shipments.ts';
import { proveMachines } from './prove-machines.ts';

proveMachines([shipments, {}]);
