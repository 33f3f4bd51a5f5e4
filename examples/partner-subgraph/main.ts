import { runSubgraph } from '@entente/kit';
import { fieldHospitals } from './subgraph.ts';

await runSubgraph(fieldHospitals, process.env, 4106);
