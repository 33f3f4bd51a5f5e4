import { runSubgraph } from '@entente/kit';
import { governance } from './subgraph.ts';

await runSubgraph(governance, process.env, 4105);
