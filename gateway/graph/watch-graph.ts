import { type FSWatcher, readFileSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import type { ReadText } from '../../schema/compose-hub.ts';
import type { GraphResult } from './load-graph.ts';

/** Milliseconds: editors write in several steps; and some file systems report no change. */
const settleTime = 100;
const pollInterval = 2_000;

export interface GraphWatch {
  /** Resolves once changes are no longer looked for and the last one is dealt with. */
  readonly close: () => Promise<void>;
}

/**
 * Loads the graph now and after each change of the files that it was made from. `take` is called
 * for one result at a time; a change in the meantime is loaded afterwards.
 */
export async function watchGraph(
  load: (read: ReadText) => GraphResult,
  take: (result: GraphResult) => Promise<void>,
): Promise<GraphWatch> {
  let texts: ReadonlyMap<string, string | undefined> = new Map();
  let watchers: readonly FSWatcher[] = [];
  let watched = '';
  let timer: NodeJS.Timeout | undefined;
  let working = Promise.resolve();

  const reload = async (): Promise<void> => {
    const seen = new Map<string, string | undefined>();
    const result = load((path) => {
      const text = readText(path);
      seen.set(path, text);
      return text;
    });
    texts = seen;
    const folders = [...new Set(result.files.map(dirname))];
    if (folders.join('\n') !== watched) {
      for (const watcher of watchers) watcher.close();
      watchers = folders.flatMap((folder) => watchFolder(folder, soon));
      watched = folders.join('\n');
    }
    await take(result);
  };
  const check = (): void => {
    working = working.then(async () => {
      if ([...texts].some(([path, text]) => readText(path) !== text)) await reload();
    });
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(check, settleTime);
  };
  const poll = setInterval(check, pollInterval);
  poll.unref();
  await reload();
  return {
    close: async () => {
      clearInterval(poll);
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      await working;
    },
  };
}

/** Folders are watched, not files: an editor that replaces a file would end a watch on it. */
function watchFolder(folder: string, changed: () => void): readonly FSWatcher[] {
  try {
    const watcher = watch(folder, { persistent: false }, changed);
    watcher.on('error', () => watcher.close());
    return [watcher];
  } catch {
    return []; // The folder does not exist (yet): the poll will see it.
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
