import { runSubgraph } from '@entente/kit';
import { infrastructure } from './subgraph.ts';

await runSubgraph(infrastructure, process.env, 4104);
