import { runSubgraph } from '@entente/kit';
import { ceasefireMonitoring } from './subgraph.ts';

await runSubgraph(ceasefireMonitoring, process.env, 4103);
