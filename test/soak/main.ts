import { parseArgs } from 'node:util';
import { createTerminal } from '../../cli/terminal/terminal.ts';
import { runSoak } from './run-soak.ts';

/* npm run test:soak -- [--minutes N] [--json] */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
});
const minutes = Number(values.minutes);
if (!(minutes >= 0.25)) {
  process.stderr.write('Use: npm run test:soak -- [--minutes N] [--json], at least 0.25 minutes\n');
  process.exit(2);
}
// The gateway is stopped with this process, however it ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(130));
}
const terminal = createTerminal();
const result = await runSoak({
  seconds: minutes * 60,
  progress: (text) => terminal.progress(text),
});
terminal.done(`${result.requests} requests`);
const failed = result.checks.filter(({ passed }) => !passed).length;
if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
else {
  for (const { name, passed, detail } of result.checks) {
    process.stdout.write(`${passed ? '✓' : '✗'} ${name}: ${detail}\n`);
  }
  process.stdout.write(`${result.checks.length - failed} passed, ${failed} failed\n`);
}
process.exit(failed === 0 ? 0 : 1);
