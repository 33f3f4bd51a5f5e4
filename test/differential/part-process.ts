import { enginesUnderTest } from './engines.ts';
import { describeFailure, minimalCase } from './minimal-case.ts';
import { newTally, runGroup } from './run-group.ts';
import type { Part, Report } from './run-part.ts';
import { startSubgraphServer } from './subgraph-server.ts';

/** Failures that are made small: the first ones are worth the time, the rest are counted. */
const shown = 5;

const { engine, runs, seed, groups, workers, part }: Part = JSON.parse(process.argv[2] ?? '{}');
const under = enginesUnderTest.find(({ name }) => name === engine);
if (under === undefined) throw new Error(`There is no engine ${engine}.`);
const server = await startSubgraphServer();
const tally = newTally();
const { failures } = tally;
for (let group = part; group < groups; group += workers) {
  const before = failures.length;
  await runGroup(seed + group, under, server, tally, runs);
  const texts: string[] = [];
  const found = failures.slice(before);
  for (const failure of found) {
    if (failures.length <= shown) {
      texts.push(describeFailure(await minimalCase(failure, under, server)));
    }
  }
  // What hangs once keeps all that comes after it waiting.
  const hangs = found.some(({ disagreement }) => disagreement.kind === 'hang');
  const last = hangs || group + workers >= groups;
  if (texts.length > 0 || last || (group - part) % (5 * workers) === 0) {
    await send({ tally: { ...tally, failures: [] }, failures: failures.length, texts });
  }
  if (hangs) process.exit(1);
}
await server.close();
process.disconnect?.();

function send(report: Report): Promise<void> {
  return new Promise((resolve) => process.send?.(report, undefined, undefined, () => resolve()));
}
