import { startGateway } from './gateway.ts';
import { plainLines } from './http/log-stream.ts';
import { readOptions } from './options.ts';

const result = readOptions(process.argv.slice(2), process.env);
if (result.kind === 'invalid') fail(...result.problems);

const logStream = process.stdout.isTTY ? plainLines(process.stdout) : process.stdout;
const gateway = await startGateway({ ...result.options, logStream });
if (gateway.kind === 'failed') fail(gateway.problem);

const stop = async (): Promise<void> => {
  await gateway.close();
  process.exit(0);
};
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());

function fail(...problems: readonly string[]): never {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}
