import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { processCommand } from './process-command.ts';

/** What a running server writes into its data folder (postmaster.pid, PostgreSQL's pidfile.h). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** Reads the file; undefined where there is none, or where its process is not a server (any more). */
export async function readPostmaster(folder: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Math.abs(Number(lines[0]));
  const command = await processCommand(pid);
  if (!command?.includes('postgres') || !command.includes(folder)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7] === 'ready' };
}
