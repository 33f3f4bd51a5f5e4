import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runReads } from './run-reads.ts';
import { runWrites } from './writes/run-writes.ts';

/*
 * npm run test:leaks -- [--only reads|writes] [--seed N] [--cases N] [--sequences N] [--workers N]
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '20000' },
    sequences: { type: 'string', default: '400' },
    workers: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
  },
});
const [seed, workers] = [Number(values.seed), Number(values.workers)];
const reads = values.only === 'writes' || (await runReads(seed, Number(values.cases), workers));
const writes =
  values.only === 'reads' || (await runWrites(seed, Number(values.sequences), workers));
if (!reads || !writes) process.exitCode = 1;
