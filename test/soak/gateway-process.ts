import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connectInspector, type Inspector } from './inspector.ts';

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly text: string;
}

export interface GatewayProcess {
  readonly endpoint: string;
  readonly pid: number;
  readonly inspector: Inspector;
  /** How often a line with this message was logged. */
  readonly logged: (message: string) => number;
  /** What nobody should find in a log: lines of stderr, warnings and errors without a known cause. */
  readonly unexpected: readonly string[];
  readonly running: () => boolean;
  /** Asks it to end; resolves with the exit code, null where it had to be killed. */
  readonly stop: () => Promise<number | null>;
}

/** Milliseconds. */
const stopTimeout = 15_000;
/** Lines of the unexpected that are kept. */
const maxUnexpected = 8;
const warning = 40;

/** The gateway as an operator starts it, with the inspector open. */
export async function startGatewayProcess(
  hubFile: string,
  isExpected: (line: LogLine) => boolean,
): Promise<GatewayProcess> {
  const root = join(import.meta.dirname, '../..');
  const child = spawn(
    process.execPath,
    ['--inspect=127.0.0.1:0', 'gateway/main.ts', '--hub', hubFile, '--port', '0', '--open'],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOST: '127.0.0.1' } },
  );
  const { pid = 0, stdout, stderr } = child;
  const killed = (): void => void child.kill('SIGKILL');
  process.once('exit', killed);
  const messages = new Map<string, number>();
  const unexpected: string[] = [];
  const note = (text: string): void => {
    if (unexpected.length < maxUnexpected) unexpected.push(text);
  };
  const inspectorAt = Promise.withResolvers<string>();
  const endpointAt = Promise.withResolvers<string>();

  createInterface(stderr).on('line', (text) => {
    const address = /^Debugger listening on (ws:\S+)/.exec(text)?.[1];
    if (address !== undefined) inspectorAt.resolve(address);
    else if (!/^(For help, see|Debugger attached|Debugger ending)/.test(text)) note(text);
  });
  createInterface(stdout).on('line', (text) => {
    const line = readLine(text);
    messages.set(line.msg, (messages.get(line.msg) ?? 0) + 1);
    const endpoint = /^GraphQL endpoint: (\S+)/.exec(line.msg)?.[1];
    if (endpoint !== undefined) endpointAt.resolve(endpoint);
    if (line.level >= warning && !isExpected(line)) note(text);
  });
  child.once('exit', (code, signal) => {
    const ended = new Error(`The gateway ended with ${signal ?? code}. ${unexpected.join('\n')}`);
    inspectorAt.reject(ended);
    endpointAt.reject(ended);
  });

  const inspector = await connectInspector(await inspectorAt.promise);
  const endpoint = await endpointAt.promise;
  return {
    endpoint,
    pid,
    inspector,
    unexpected,
    logged: (message) => messages.get(message) ?? 0,
    running: () => isRunning(child),
    stop: async () => {
      inspector.close();
      process.off('exit', killed);
      if (!isRunning(child)) return child.exitCode;
      const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeout);
      child.kill('SIGTERM');
      await once(child, 'exit');
      clearTimeout(timer);
      return child.exitCode;
    },
  };
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

function readLine(text: string): LogLine {
  try {
    const { level, msg }: { level?: unknown; msg?: unknown } = Object(JSON.parse(text));
    return { level: Number(level ?? 0), msg: String(msg ?? ''), text };
  } catch {
    return { level: Number.POSITIVE_INFINITY, msg: text, text };
  }
}
