import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** How a gateway is started for a workload. */
export interface Setting {
  readonly supergraphPath: string;
  readonly port: number;
  /** Identical requests in flight share one execution. */
  readonly dedupe: boolean;
  /** Processes or threads that serve; 1 unless the workload is about cores. */
  readonly workers: number;
}

/** A gateway that can be measured. */
export interface Contestant {
  readonly name: ContestantName;
  readonly what: string;
  /** Can be measured with `dedupe`. */
  readonly dedupes: boolean;
  /** Arguments of Node, run in the repository's root. */
  readonly args: (setting: Setting) => readonly string[];
  readonly environment: (setting: Setting) => Readonly<Record<string, string>>;
  /** What its requests carry besides, such as a token. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type ContestantName = 'entente' | 'stock' | 'hive' | 'hive-native';

export const peersFolder: string = resolve(import.meta.dirname, '../../peers');
const hive = resolve(peersFolder, 'node_modules/@graphql-hive/gateway/dist/bin.js');

/** With it Node collects garbage less often; `npm run gateway` starts our gateway so. */
const youngGeneration = '--max-semi-space-size=64';

/**
 * Ours first; the others as their makers document them, see bench/peers.
 *
 * @param sameFlags the others get the flag of Node that ours has
 */
export function contestants(
  engine: string,
  withPeers: boolean,
  sameFlags: boolean,
): readonly Contestant[] {
  const entente: Contestant = {
    name: 'entente',
    what: `gateway/main.ts --engine ${engine}`,
    dedupes: true,
    // As `npm run gateway` starts it.
    args: ({ supergraphPath, port, dedupe, workers }) => [
      youngGeneration,
      'gateway/main.ts',
      ...['--supergraph', supergraphPath, '--port', String(port), '--engine', engine, '--open'],
      ...(dedupe ? [] : ['--no-dedupe']),
      ...(workers > 1 ? ['--workers', String(workers)] : []),
    ],
    environment: () => ({}),
  };
  if (!withPeers) return [entente];
  const peers: readonly Contestant[] = [
    {
      name: 'stock',
      what: '@apollo/gateway behind @apollo/server standalone',
      dedupes: false,
      args: ({ supergraphPath, port }) => [
        resolve(peersFolder, 'stock.mjs'),
        supergraphPath,
        String(port),
      ],
      environment: () => ({ APOLLO_TELEMETRY_DISABLED: '1' }),
    },
    hiveGateway('hive', 'Hive Gateway with its default planner', []),
    hiveGateway('hive-native', 'Hive Gateway with its native planner', ['--hive-router-runtime']),
  ];
  if (!sameFlags) return [entente, ...peers];
  return [
    entente,
    ...peers.map((peer): Contestant => {
      return { ...peer, args: (setting) => [youngGeneration, ...peer.args(setting)] };
    }),
  ];
}

/** Whether the peers are installed. */
export function hasPeers(): boolean {
  return existsSync(hive);
}

function hiveGateway(name: ContestantName, what: string, flags: readonly string[]): Contestant {
  return {
    name,
    what,
    dedupes: true,
    args: ({ supergraphPath, port, workers }) => [
      hive,
      ...['supergraph', supergraphPath, '--host', '127.0.0.1', '--port', String(port)],
      ...['--config-path', resolve(peersFolder, 'hive.config.mjs'), '--fork', String(workers)],
      ...flags,
    ],
    environment: ({ dedupe }) => ({ LOG_LEVEL: 'warn', BENCH_DEDUPE: dedupe ? '1' : '' }),
  };
}
