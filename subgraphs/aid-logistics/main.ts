import { runSubgraph } from '@entente/kit';
import { aidLogistics } from './subgraph.ts';

await runSubgraph(aidLogistics, process.env, 4102);
