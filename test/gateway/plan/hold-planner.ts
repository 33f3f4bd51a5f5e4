/** Has a planner at an operation that never ends: `node hold-planner.ts`, to be killed. */
import { PlannerProcess } from '../../../gateway/plan/planner-process.ts';
import { endless, endlessSdl } from './endless.ts';

const graph = await new PlannerProcess('native', { plan: 600_000 }).open(endlessSdl);
process.stdout.write('planning\n');
await graph.plan({ text: endless, operationName: null, labels: [] }, undefined);
