import autocannon from 'autocannon';
import type { TypicalQuery } from './typical-queries.ts';

export interface Throughput {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly latency: { readonly median: number; readonly p99: number };
  /** Bytes of one answer. */
  readonly answerBytes: number;
}

/** Connections that ask at the same time. */
const connections = 8;

/** Sends the query again and again for `seconds`; every answer must be the first one's equal. */
export async function measureQuery(
  { name, source, variables }: TypicalQuery,
  endpoint: string,
  seconds: number,
  assertion: Readonly<Record<string, string>> = {},
): Promise<Throughput> {
  const body = JSON.stringify({ query: source, variables });
  const headers = { 'content-type': 'application/json', ...assertion };
  const first = await fetch(endpoint, { method: 'POST', headers, body });
  const expected = await first.text();
  if (!first.ok || expected.includes('"errors"'))
    throw new Error(`${name}: ${expected.slice(0, 300)}`);
  const load = { url: endpoint, method: 'POST', headers, body, connections } as const;
  await autocannon({ ...load, duration: 1 });
  const result = await autocannon({ ...load, duration: seconds, expectBody: expected });
  if (result.non2xx + result.errors + result.mismatches > 0) {
    throw new Error(
      `${name}: ${result.non2xx + result.errors} failed, ${result.mismatches} differ.`,
    );
  }
  return {
    requestsPerSecond: result.requests.average,
    latency: { median: result.latency.p50, p99: result.latency.p99 },
    answerBytes: Buffer.byteLength(expected),
  };
}
