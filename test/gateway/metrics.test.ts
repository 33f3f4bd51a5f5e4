import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bytesPerCharacter } from '../../gateway/admit/document-store.ts';
import { metrics } from '../../gateway/metrics/metrics.ts';
import { writeMetrics } from '../../gateway/metrics/write-metrics.ts';
import { type FixtureSubgraph, startFixtureSubgraph } from '../support/fixture-subgraph.ts';
import { createHubFolder, type HubFolder } from '../support/hub-folder.ts';
import { readMetrics } from '../support/read-metrics.ts';
import { startTestGateway, type TestGateway, until } from '../support/test-gateway.ts';

const sdl = 'type Query { greeting: String  slow: String }\n';
let subgraph: FixtureSubgraph;
let folder: HubFolder;
let gateway: TestGateway;
let answerSlow: (value: string) => void = () => undefined;

beforeAll(async () => {
  const slow = () =>
    new Promise((resolve) => {
      answerSlow = resolve;
    });
  subgraph = await startFixtureSubgraph({ sdl, root: { greeting: 'hello', slow } });
  folder = await createHubFolder([{ name: 'greetings', url: subgraph.url, sdl }]);
});
beforeAll(async () => {
  gateway = await startTestGateway({ source: { kind: 'hub', path: folder.path } });
});
afterAll(async () => {
  await gateway.close();
  await Promise.all([subgraph.close(), folder.remove()]);
});

const requests = async (outcome: string) =>
  (await readMetrics(gateway.origin)).get(`entente_requests_total{outcome="${outcome}"}`);

describe('GET /metrics', () => {
  it('counts requests by outcome, and errors by code', async () => {
    await gateway.query('{ greeting }');
    await gateway.query('{ nothing }');
    await fetch(gateway.endpoint, { method: 'PUT' });
    await until(async () => (await requests('refused')) === 2);
    const metrics = await readMetrics(gateway.origin);
    expect(metrics.get('entente_requests_total{outcome="answered"}')).toBe(1);
    expect(metrics.get('entente_requests_total{outcome="failed"}')).toBe(0);
    expect(metrics.get('entente_errors_total{code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  });

  it('tells what is in flight, and counts those who leave before their answer', async () => {
    const inFlight = async (name: string) => (await readMetrics(gateway.origin)).get(name);
    const client = new AbortController();
    const url = `${gateway.endpoint}?query={slow}`;
    const headers = { 'apollo-require-preflight': 'true' };
    const asked = fetch(url, { headers, signal: client.signal }).catch(() => 'left');
    await until(async () => (await inFlight('entente_shared_in_flight{work="fetches"}')) === 1);
    expect(await inFlight('entente_requests_in_flight')).toBe(1);
    expect(await inFlight('entente_shared_in_flight{work="operations"}')).toBe(1);
    client.abort();
    expect(await asked).toBe('left');
    await until(async () => (await requests('aborted')) === 1);
    expect(await inFlight('entente_requests_in_flight')).toBe(0);
    expect(await inFlight('entente_shared_in_flight{work="operations"}')).toBe(0);
    answerSlow('late');
  });

  it('tells how full every cache is, and its limit', async () => {
    const before = await readMetrics(gateway.origin);
    for (let i = 0; i < 3; i += 1) await gateway.query('{ again: greeting }');
    const after = await readMetrics(gateway.origin);
    const gained = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect(gained('entente_cache_entries{cache="documents"}')).toBe(1);
    expect(gained('entente_cache_bytes{cache="documents"}')).toBe(
      bytesPerCharacter * '{ again: greeting }'.length,
    );
    expect(gained('entente_cache_entries{cache="programs"}')).toBe(1);
    expect(gained('entente_cache_entries{cache="recordings"}')).toBe(1);
    expect(gained('entente_cache_bytes{cache="recordings"}')).toBeGreaterThan(0);
    expect(gained('entente_cache_entries{cache="seen"}')).toBe(1);
    expect(gained('entente_planner_calls_total')).toBe(1);
    for (const cache of ['documents', 'recordings']) {
      expect(after.get(`entente_cache_limit_bytes{cache="${cache}"}`)).toBeGreaterThan(0);
    }
    expect(after.get('entente_cache_limit_entries{cache="seen"}')).toBeGreaterThan(0);
  });

  it('is there for this machine alone, and not through a proxy on it', async () => {
    const through = (header: string) =>
      fetch(`${gateway.origin}/metrics`, { headers: { [header]: '192.0.2.7' } });
    for (const header of ['x-forwarded-for', 'forwarded', 'via']) {
      expect((await through(header)).status).toBe(404);
    }
  });

  it('is there for all where the operator says so', async () => {
    const open = await startTestGateway({
      source: { kind: 'hub', path: folder.path },
      openMetrics: true,
    });
    const headers = { 'x-forwarded-for': '192.0.2.7' };
    const response = await fetch(`${open.origin}/metrics`, { headers });
    await open.close();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  });
});

describe('the metrics', () => {
  it('are written in the text format, labels escaped', () => {
    const labels = { code: 'a"b\\c\nd', worker: '2' };
    const sample = { name: 'entente_errors_total', labels, value: 3 } as const;
    expect(writeMetrics([sample])).toBe(
      `# HELP entente_errors_total Errors in answers, by code.
# TYPE entente_errors_total counter
entente_errors_total{code="a\\"b\\\\c\\nd",worker="2"} 3
`,
    );
  });

  it('stand in docs/guides/operating.md, in their order', () => {
    const path = new URL('../../docs/guides/operating.md', import.meta.url);
    const rows = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `entente_'))
      .map((line) => line.replaceAll(/ +/g, ' '));
    expect(rows).toEqual(
      metrics.map(({ name, type, help }) => `| \`${name}\` | ${type} | ${help} |`),
    );
  });
});
