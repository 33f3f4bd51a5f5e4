import { dirname } from 'node:path';
import type { Contestant } from '../gateways/contestants/contestants.ts';
import type { BenchHub } from './bench-hub.ts';

/** Our gateway over a `hub.yaml`, as `npm run gateway` starts it; its keys stand beside the file. */
export function gatewayOfHub(
  { path, authorization }: BenchHub,
  mode: 'open' | 'enforced',
): Contestant {
  const open = mode === 'open';
  return {
    name: 'entente',
    what: open ? 'with --open' : 'with everything enforced',
    dedupes: true,
    args: ({ port, dedupe }) => [
      '--max-semi-space-size=64',
      'gateway/main.ts',
      ...['--hub', path, '--port', String(port)],
      ...(dedupe ? [] : ['--no-dedupe']),
      ...(open ? ['--open'] : []),
    ],
    environment: () => ({ DATA_DIR: dirname(path) }),
    headers: open ? {} : { authorization, 'x-hub-purpose': 'COORDINATION' },
  };
}
