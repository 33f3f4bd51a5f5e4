import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { errorCode } from '../terminal/error-code.ts';
import { processCommand } from './process-command.ts';

export type FolderLock =
  | { readonly kind: 'locked'; release(): Promise<void> }
  | { readonly kind: 'held'; readonly pid: number };

/** Locks of this very process: in a container, the next run may get the same process id. */
const own = new Set<string>();

/** Takes the lock file for this process; a lock whose process is gone is taken over. */
export async function lockFolder(path: string): Promise<FolderLock> {
  const draft = `${path}.${process.pid}`;
  // Linked into place when complete, so that nobody ever reads half a lock.
  await writeFile(draft, `${process.pid}\n${await ownCommand()}\n`, { mode: 0o600 });
  try {
    for (;;) {
      if (await linked(draft, path)) {
        own.add(path);
        return { kind: 'locked', release: () => release(path) };
      }
      const pid = await findHolder(path);
      if (pid !== undefined) return { kind: 'held', pid };
      await rm(path, { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function release(path: string): Promise<void> {
  own.delete(path);
  await rm(path, { force: true });
}

async function findHolder(path: string): Promise<number | undefined> {
  const [pid, command] = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  if (Number(pid) === process.pid) return own.has(path) ? process.pid : undefined;
  const running = await processCommand(Number(pid));
  return running !== undefined && oneLine(running) === command ? Number(pid) : undefined;
}

async function ownCommand(): Promise<string> {
  return oneLine((await processCommand(process.pid)) ?? '');
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ').trim();
}
