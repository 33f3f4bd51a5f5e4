import { runSubgraph } from '@entente/kit';
import { reference } from './subgraph.ts';

await runSubgraph(reference, process.env, 4101);
