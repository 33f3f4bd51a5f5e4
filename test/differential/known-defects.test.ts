import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enginesUnderTest } from './engines.ts';
import { createGraph, loadEngine } from './graph.ts';
import { type KnownDefect, knownDefects } from './known-defects.ts';
import { type Disagreement, runHealthy } from './run-healthy.ts';
import { type SubgraphServer, startSubgraphServer } from './subgraph-server.ts';

describe('known defects', () => {
  let server: SubgraphServer;
  beforeAll(async () => {
    server = await startSubgraphServer();
  });
  afterAll(() => server.close());

  const run = async (
    { subgraphs, operation, worldSeed }: KnownDefect,
    engineName: string,
  ): Promise<Disagreement | undefined> => {
    const under = enginesUnderTest.find(({ name }) => name === engineName);
    const graph = createGraph(subgraphs, worldSeed, server);
    if (under === undefined || graph === undefined) throw new Error('the example can be run');
    const engine = await loadEngine(under, graph.supergraph);
    if ('refused' in engine) throw new Error(engine.refused);
    return runHealthy(graph, engine, operation);
  };

  for (const defect of knownDefects) {
    it(`${defect.title}: not in the default`, async () => {
      expect(await run(defect, 'hub')).toBeUndefined();
    });
    for (const engine of defect.engines) {
      it(`${defect.title}: still there in ${engine}`, async () => {
        expect(await run(defect, engine)).toBeDefined();
      });
    }
  }

  it('are those of docs/compatibility.md, with their operations', async () => {
    const page = await readFile(new URL('../../docs/compatibility.md', import.meta.url), 'utf8');
    const titles = [...page.matchAll(/^### (.+)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(knownDefects.map(({ title }) => title));
    for (const { operation, engines } of knownDefects) {
      expect(plain(page)).toContain(plain(operation.query));
      expect(page).toContain(`In: ${engines.join(', ')}.`);
    }
  });
});

/** Without white space: the page is formatted. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
