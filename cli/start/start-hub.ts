import { existsSync, mkdirSync, readFileSync, unwatchFile, watchFile } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Configuration, isLoopback, readConfiguration } from '../../lib/configuration.ts';
import { formatFinding } from '../../schema/finding.ts';
import { type HubEntry, type HubFile, parseHubFile } from '../../schema/hub-file.ts';
import { errorCode } from '../terminal/error-code.ts';
import { isProblem, type Problem, problem } from '../terminal/problem.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { type Databases, openDatabases } from './databases.ts';
import { loadFirstData } from './first-data.ts';
import { latestDay } from './latest-day.ts';
import { findOtherMode } from './other-mode.ts';
import { portInUse } from './port-in-use.ts';
import { prepareKeys } from './prepare-keys.ts';
import { awaitReady } from './readiness.ts';
import { sampleCommand } from './sample-query.ts';
import { type ServiceEvent, startService } from './service.ts';
import { createStopper, type Stopper } from './stopper.ts';
import { createSupervisor, withoutDatabases } from './supervisor.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const gatewayProgram = resolve(import.meta.dirname, '../../gateway/main.ts');
/** The subgraph whose records say up to which day there is data. */
const datedSubgraph = 'aid-logistics';
const patienceToGetReady = 30_000;
/** What is stopped has this long, in milliseconds; with PostgreSQL's 4 seconds it stays under 10. */
const patience = { gateway: 3_000, subgraphs: 2_000 };

export interface StartOptions {
  /** Without sign-in. */
  readonly open: boolean;
}

/** Runs the hub until it is told to stop; returns the exit code. */
export async function startHub(
  environment: Environment,
  terminal: Terminal,
  options: StartOptions,
): Promise<number> {
  const stopper = createStopper((why) => terminal.line(`${why} Stopping the hub.`.trim()));
  const outcome = await run(environment, terminal, stopper, options);
  if (isProblem(outcome) && !stopper.signal.aborted) {
    terminal.problem(outcome);
    await stopper.stop();
    return 1;
  }
  const code = await stopper.stopped;
  terminal.line('The hub has stopped.');
  return code;
}

async function run(
  environment: Environment,
  terminal: Terminal,
  stopper: Stopper,
  { open }: StartOptions,
): Promise<Problem | undefined> {
  const read = readConfiguration(environment);
  if (read.kind === 'invalid') {
    return problem(read.problems.join(' '), 'See docs/configuration.md.');
  }
  const { configuration } = read;
  if (open && !isLoopback(configuration.HOST)) {
    return problem(
      `--open serves without sign-in, and HOST is ${configuration.HOST}.`,
      'Set HOST to 127.0.0.1, or leave out --open.',
    );
  }
  const hubPath = resolve(configuration.HUB_FILE);
  const dataDir = resolve(configuration.DATA_DIR);
  const file = readHub(hubPath);
  if (isProblem(file)) return file;
  const hub = file.entries;
  const denied = makeFolders(dataDir);
  if (denied !== undefined) return denied;
  const keys = await prepareKeys(dataDir, file.policy, configuration);
  if (isProblem(keys)) return keys;

  const databases = await startDatabases(environment, dataDir, hub, terminal, stopper);
  if (isProblem(databases)) return databases;
  if (stopper.signal.aborted) return undefined;
  const occupied = await findOccupied(configuration, hub);
  if (occupied !== undefined) return occupied;

  const { HUB_MODE: mode, PORT: port } = configuration;
  const mixed = await findOtherMode(startedNames(hub), databases.url, mode);
  if (mixed !== undefined) return mixed;
  if (stopper.signal.aborted) return undefined;

  terminal.progress('Starting the subgraphs and the gateway');
  const report = reporter(terminal, dataDir);
  const supervisor = createSupervisor({
    hubPath,
    dataDir,
    environment: {
      ...environment,
      HUB_MODE: mode,
      ...(open ? { OPEN: 'true', HUB_JWKS: undefined } : { OPEN: undefined, HUB_JWKS: keys.jwks }),
    },
    databaseUrl: databases.url,
    onEvent: report,
  });
  stopper.add(() => supervisor.stop(patience.subgraphs));
  await supervisor.follow(hub);
  followHubFile(hubPath, terminal, stopper, async ({ entries, policy }) => {
    await prepareKeys(dataDir, policy, configuration);
    await supervisor.follow(entries);
  });
  if (stopper.signal.aborted) return undefined;

  const gateway = startService(
    {
      name: 'gateway',
      program: gatewayProgram,
      // As cli/bootstrap.mjs starts it.
      nodeFlags: ['--max-semi-space-size=64'],
      args: open ? ['--open'] : [],
      environment: { ...withoutDatabases(environment), HUB_FILE: hubPath, DATA_DIR: dataDir },
      folder: resolve('.'),
      log: join(dataDir, 'logs', 'gateway.log'),
    },
    (event) => {
      report('gateway', event);
      if (event.kind === 'given-up') stopper.request('The gateway does not run.', 1);
    },
  );
  stopper.add(() => gateway.stop(patience.gateway));

  if (mode === 'exercise') await loadFirstData(databases.url, terminal);
  if (stopper.signal.aborted) return undefined;
  terminal.progress('Waiting for the gateway and the subgraphs');
  const endpoint = `http://${urlHost(configuration.HOST)}:${port}/graphql`;
  const readiness = await awaitReady(endpoint, patienceToGetReady, stopper.signal);
  if (stopper.signal.aborted) return undefined;
  if (readiness.kind === 'ready') terminal.done(`${hub.length} subgraphs and the gateway answer`);
  else for (const reason of readiness.reasons) terminal.line(`Not answering yet: ${reason}`);
  const latest = startedNames(hub).includes(datedSubgraph)
    ? await latestDay(await databases.url(datedSubgraph))
    : undefined;
  const token = open ? undefined : keys.token;
  const command = sampleCommand(endpoint, latest ?? new Date(), token);
  announce(endpoint, configuration, command, terminal);
  if (!open && token === undefined) {
    terminal.line('Without a token it shows public records alone: see docs/guides/sign-in.md.');
  }
  return undefined;
}

function announce(
  endpoint: string,
  { HUB_MODE }: Configuration,
  command: string,
  terminal: Terminal,
): void {
  terminal.line('');
  process.stdout.write(
    [
      `Entente answers at ${terminal.bold(endpoint)} (${HUB_MODE} data)`,
      '',
      'Try it, over all four domains:',
      '',
      `  ${command}`,
      '',
      `In a browser, the same address opens an editor. Press Ctrl-C to stop.`,
      '',
    ].join('\n'),
  );
}

async function startDatabases(
  environment: Environment,
  dataDir: string,
  hub: readonly HubEntry[],
  terminal: Terminal,
  stopper: Stopper,
): Promise<Databases | Problem> {
  terminal.progress('Starting PostgreSQL');
  const opening = openDatabases({
    environment,
    dataDir,
    subgraphs: startedNames(hub),
    onFirstStart: () => terminal.progress('Making the database server (first start)'),
  });
  // Registered while it still starts: told to stop in the middle, we wait and stop it.
  stopper.add(async () => {
    const opened = await opening;
    if (!isProblem(opened)) await opened.close();
  });
  const databases = await opening;
  if (!isProblem(databases)) {
    terminal.done('PostgreSQL runs');
    databases.ended.then(() => stopper.request('PostgreSQL has ended: see its log.', 1));
  }
  return databases;
}

function readHub(path: string): Extract<HubFile, { readonly kind: 'hub' }> | Problem {
  const text = readText(path);
  if (text === undefined) {
    return problem(
      `${path} cannot be read.`,
      'Run the command in the folder of the hub, or set HUB_FILE to its list of subgraphs.',
    );
  }
  const hub: HubFile = parseHubFile(text);
  if (hub.kind === 'hub') return hub;
  return problem(hub.findings.map(formatFinding).join('\n'), '');
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function makeFolders(dataDir: string): Problem | undefined {
  try {
    mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
    return undefined;
  } catch (error) {
    return problem(
      `The data folder ${dataDir} cannot be made (${errorCode(error) ?? error}).`,
      'Set DATA_DIR to a folder that you may write to.',
    );
  }
}

async function findOccupied(
  { HOST, PORT }: Configuration,
  hub: readonly HubEntry[],
): Promise<Problem | undefined> {
  if (PORT !== 0 && (await portInUse(HOST, PORT))) {
    return problem(
      `Port ${PORT} on ${HOST} is in use or not allowed.`,
      `Stop what uses it, or choose another: PORT=${PORT + 1} npm start.`,
    );
  }
  for (const { name, url, start } of hub) {
    const { hostname, port } = new URL(url);
    if (start === undefined || !(await portInUse(hostname, Number(port)))) continue;
    return problem(
      `Port ${port} on ${hostname}, which ${name} needs, is in use or not allowed.`,
      `Stop what uses it (another hub?), or change the url of ${name} in hub.yaml.`,
    );
  }
  return undefined;
}

/** A subgraph that joins or leaves `hub.yaml` while the hub runs is started or ended. */
function followHubFile(
  path: string,
  terminal: Terminal,
  stopper: Stopper,
  follow: (hub: Extract<HubFile, { readonly kind: 'hub' }>) => Promise<void>,
): void {
  let turn = Promise.resolve();
  const onChange = () => {
    const hub = existsSync(path) ? readHub(path) : undefined;
    if (hub === undefined) return;
    // The gateway keeps the graph it has; so do we with the processes.
    if (isProblem(hub)) return terminal.problem(hub);
    turn = turn
      .then(() => follow(hub))
      .catch((error: unknown) => terminal.line(`hub.yaml cannot be followed: ${String(error)}`));
  };
  watchFile(path, { interval: 500 }, onChange);
  stopper.add(async () => unwatchFile(path, onChange));
}

function startedNames(hub: readonly HubEntry[]): readonly string[] {
  return hub.flatMap(({ name, start }) => (start === undefined ? [] : [name]));
}

/** One line per trouble: the same reason again, at the next try, is not news. */
function reporter(terminal: Terminal, dataDir: string) {
  const last = new Map<string, string>();
  return (name: string, event: ServiceEvent): void => {
    if (event.kind === 'ended' && last.get(name) === event.reason) return;
    last.set(name, event.reason);
    terminal.line(describeEvent(name, event, dataDir));
  };
}

function describeEvent(name: string, event: ServiceEvent, dataDir: string): string {
  const log = join(dataDir, 'logs', `${name}.log`);
  const reason = event.reason.startsWith(`${name}: `)
    ? event.reason.slice(name.length + 2)
    : event.reason;
  return event.kind === 'ended'
    ? `${name} ended: ${reason} Next try in ${event.nextTryIn / 1000} s; its log is ${log}`
    : `${name} ended ${event.tries} times and is not tried again: ${reason} Correct what ${log} says, then start the hub again.`;
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
