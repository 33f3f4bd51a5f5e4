import type { Terminal } from '../terminal/terminal.ts';

/**
 * Fills the databases with the `small` exercise where they are empty. What keeps it from that is
 * said in one line and is no reason to stop: the subgraphs that can run, run.
 */
export async function loadFirstData(
  databaseUrl: (subgraph: string) => Promise<string>,
  terminal: Terminal,
): Promise<void> {
  // Read only here: in real mode nothing is generated, and the start need not wait for this.
  const { loadSmallExercise } = await import('../exercise/load-small.ts');
  try {
    const rows = await loadSmallExercise({ url: databaseUrl, onProgress: terminal.progress });
    if (rows > 0) terminal.done(`The exercise is loaded: ${rows} rows`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    terminal.line(`The exercise is not loaded: ${reason} The next start tries again.`);
  }
}
