import { enginesUnderTest } from './engines.ts';
import { describeFailure, minimalCase } from './minimal-case.ts';
import { newTally, type RunKind, runGroup, type Tally } from './run-group.ts';
import { startSubgraphServer } from './subgraph-server.ts';

/** Failures that are made small: the first ones are worth the time. */
const shown = 3;

/** Runs that many supergraphs from a seed on; the texts tell of failures. */
export async function runShare(
  engine: string,
  seed: number,
  groups: number,
  runs: readonly RunKind[],
): Promise<{ readonly tally: Tally; readonly texts: readonly string[] }> {
  const under = enginesUnderTest.find(({ name }) => name === engine);
  if (under === undefined) throw new Error(`there is no engine ${engine}`);
  const server = await startSubgraphServer();
  const tally = newTally();
  const texts: string[] = [];
  for (let group = 0; group < groups; group += 1) {
    const before = tally.failures.length;
    await runGroup(seed + group, under, server, tally, runs);
    for (const failure of tally.failures.slice(before)) {
      if (texts.length < shown)
        texts.push(describeFailure(await minimalCase(failure, under, server)));
    }
  }
  await server.close();
  if (tally.failures.length > texts.length) texts.push(`${tally.failures.length} failures in all`);
  return { tally, texts };
}
