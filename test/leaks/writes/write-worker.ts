import { createSettings, nameOf, settingOf } from './domains.ts';
import { runSequence } from './run-sequence.ts';
import type { WriteShare } from './run-writes.ts';
import { addSequence, newTally } from './tally.ts';

const share: WriteShare = JSON.parse(process.argv[2] ?? '');
const { seed, sequences, workers, part } = share;
const settings = createSettings();
for (let sequence = part; sequence < sequences; sequence += workers) {
  const tally = newTally();
  const setting = settingOf(seed + sequence);
  const result = await runSequence(seed + sequence, await settings.open(setting));
  addSequence(tally, result, { seed: seed + sequence, name: nameOf(setting) });
  await new Promise<void>((resolve) =>
    process.send?.(tally, undefined, undefined, () => resolve()),
  );
}
await settings.close();
process.disconnect?.();
