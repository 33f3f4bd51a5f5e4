import { runModel } from './run-case.ts';
import type { ReadShare } from './run-reads.ts';
import { startLeakServer } from './serve.ts';
import { addResult, newTally } from './tally.ts';

const share: ReadShare = JSON.parse(process.argv[2] ?? '');
const { seed, models, workers, part } = share;
const server = await startLeakServer();
for (let model = part; model < models; model += workers) {
  const tally = newTally();
  addResult(tally, await runModel(seed + model, server));
  await new Promise<void>((resolve) =>
    process.send?.(tally, undefined, undefined, () => resolve()),
  );
}
await server.close();
process.disconnect?.();
