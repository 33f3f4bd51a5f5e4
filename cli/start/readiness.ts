import { setTimeout as sleep } from 'node:timers/promises';

export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'not-ready'; readonly reasons: readonly string[] };

/**
 * Asks `GET /health/ready` until it answers 200. Gives up after `patience` milliseconds, with the
 * reasons that the gateway gave last.
 */
export async function awaitReady(
  endpoint: string,
  patience: number,
  signal: AbortSignal,
): Promise<Readiness> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await ask(new URL('/health/ready', endpoint));
    if (found.kind === 'ready' || Date.now() > deadline || signal.aborted) return found;
    await sleep(150);
  }
}

async function ask(url: URL): Promise<Readiness> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    if (response.ok) {
      await response.body?.cancel();
      return { kind: 'ready' };
    }
    const body: unknown = await response.json();
    return { kind: 'not-ready', reasons: reasonsOf(body) };
  } catch {
    return { kind: 'not-ready', reasons: ['The gateway does not answer.'] };
  }
}

/** The gateway answers `{ reason, subgraphs: { <name>: <reason> } }`. */
function reasonsOf(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  const subgraphs = 'subgraphs' in body ? Object.entries(body.subgraphs ?? {}) : [];
  if (subgraphs.length > 0) return subgraphs.map(([name, reason]) => `${name}: ${String(reason)}`);
  return 'reason' in body ? [String(body.reason)] : [];
}
