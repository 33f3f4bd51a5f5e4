import { openBroker } from '../../support/broker.ts';
import { sharedPostgres } from '../../support/shared-postgres.ts';
import { bySetting, createSettings, nameOf, settingOf } from './domains.ts';
import { runSequence } from './run-sequence.ts';
import type { WriteShare } from './run-writes.ts';
import { addSequence, newTally } from './tally.ts';

const { seeds }: WriteShare = JSON.parse(process.argv[2] ?? '');
const stop = await openBroker({ postgres: sharedPostgres });
const settings = createSettings();
for (const seed of bySetting(seeds)) {
  const tally = newTally();
  const setting = settingOf(seed);
  const result = await runSequence(seed, await settings.open(setting));
  addSequence(tally, result, { seed, name: nameOf(setting) });
  await new Promise<void>((resolve) =>
    process.send?.(tally, undefined, undefined, () => resolve()),
  );
}
await settings.close();
await stop();
process.disconnect?.();
