import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type HubMode, isLoopback, readConfiguration } from '../lib/configuration.ts';
import type { AccessOptions } from './access.ts';
import { engineLoaders, type GatewayOptions } from './gateway.ts';
import { keyPaths } from './keys/key-paths.ts';

export type OptionsResult =
  | {
      readonly kind: 'options';
      readonly options: Omit<GatewayOptions, 'logStream' | 'worker' | 'access'> & {
        /** The key is still to be opened; null with `--open`. */
        readonly access: Omit<AccessOptions, 'key'> | null;
      };
      /** Processes that share the port. */
      readonly workers: number;
    }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

const usage =
  'Use: gateway [--hub FILE | --supergraph FILE] [--port N] [--engine hub|apollo] [--planner native|apollo|staged] [--no-dedupe] [--workers N|auto] [--open-metrics] [--open]';

/**
 * Command line and environment of the gateway; flags go before variables.
 *
 * @returns all that is wrong at once, a line each that says what to do
 */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): OptionsResult {
  const flags = parseFlags(args);
  if (typeof flags === 'string') return { kind: 'invalid', problems: [flags] };
  const result = readConfiguration({
    ...environment,
    ...(flags.port === undefined ? {} : { PORT: flags.port }),
    ...(flags.hub === undefined ? {} : { HUB_FILE: flags.hub }),
  });
  if (result.kind === 'invalid') return result;

  const { HOST, PORT, HUB_FILE, CORS_ORIGINS, NODE_ENV } = result.configuration;
  const { HUB_MODE, HUB_AUDIENCE, REDIS_URL } = result.configuration;
  const dataDir = resolve(result.configuration.DATA_DIR);
  const problems: string[] = [];
  if (flags.open && !isLoopback(HOST)) {
    problems.push(`--open serves without sign-in: set HOST to 127.0.0.1, not ${HOST}.`);
  }
  if (flags.hub !== undefined && flags.supergraph !== undefined) {
    problems.push('Give either --hub or --supergraph, not both.');
  }
  if (flags.supergraph !== undefined && !flags.open) {
    problems.push('--supergraph says nothing of who may see what: add --open, or use --hub.');
  }
  if (flags.engine === 'apollo' && !flags.open) {
    problems.push('--engine apollo enforces nothing: add --open, or use the hub engine.');
  }
  const engine = flags.engine;
  if (!isEngine(engine)) {
    problems.push(
      `--engine ${engine} is not known: use ${Object.keys(engineLoaders).join(' or ')}.`,
    );
    return { kind: 'invalid', problems };
  }
  const { planner } = flags;
  if (
    planner !== undefined &&
    planner !== 'native' &&
    planner !== 'apollo' &&
    planner !== 'staged'
  ) {
    problems.push(`--planner ${planner} is not known: use native, apollo or staged.`);
    return { kind: 'invalid', problems };
  }
  const workers = readWorkers(flags.workers);
  if (workers === undefined) {
    problems.push(`--workers ${flags.workers} is not acceptable: write a number, or auto.`);
    return { kind: 'invalid', problems };
  }
  if (problems.length > 0) return { kind: 'invalid', problems };
  return {
    kind: 'options',
    options: {
      host: HOST,
      port: PORT,
      corsOrigins: CORS_ORIGINS,
      source:
        flags.supergraph === undefined
          ? {
              kind: 'hub',
              path: resolve(HUB_FILE),
              ownIssuers: ownIssuers(dataDir, HUB_MODE),
            }
          : { kind: 'supergraph', path: resolve(flags.supergraph) },
      engine,
      planner,
      dedupe: !flags['no-dedupe'],
      development: NODE_ENV !== 'production',
      openMetrics: flags['open-metrics'],
      access: flags.open ? null : { audience: HUB_AUDIENCE, dataDir, redisUrl: REDIS_URL },
    },
    workers,
  };
}

/** Development issuers are no issuers in real mode, whatever their file says. */
function ownIssuers(dataDir: string, mode: HubMode): readonly string[] {
  const { hubIssuerPublic, developmentPublic } = keyPaths(dataDir);
  return mode === 'exercise' ? [hubIssuerPublic, developmentPublic] : [hubIssuerPublic];
}

interface Flags {
  readonly supergraph?: string | undefined;
  readonly hub?: string | undefined;
  readonly port?: string | undefined;
  readonly engine: string;
  readonly planner?: string | undefined;
  readonly 'no-dedupe': boolean;
  readonly workers: string;
  readonly 'open-metrics': boolean;
  /** Without sign-in, and nothing is enforced. */
  readonly open: boolean;
}

function parseFlags(args: readonly string[]): Flags | string {
  try {
    return parseArgs({
      args: [...args],
      options: {
        supergraph: { type: 'string' },
        hub: { type: 'string' },
        port: { type: 'string' },
        engine: { type: 'string', default: 'hub' },
        planner: { type: 'string' },
        'no-dedupe': { type: 'boolean', default: false },
        workers: { type: 'string', default: '1' },
        'open-metrics': { type: 'boolean', default: false },
        open: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)} ${usage}`;
  }
}

function isEngine(name: string): name is keyof typeof engineLoaders {
  return Object.hasOwn(engineLoaders, name);
}

/** `auto` and 0: one for each core that this process may use. */
function readWorkers(text: string): number | undefined {
  if (text === 'auto' || text === '0') return availableParallelism();
  return /^[1-9]\d{0,2}$/.test(text) ? Number(text) : undefined;
}
