import { fork } from 'node:child_process';

/**
 * Runs a script in a process for each share, which it is given as JSON.
 *
 * @param report takes what the processes send
 * @returns whether all of them ended well
 */
export async function runWorkers(
  script: string,
  shares: readonly object[],
  report: (message: unknown) => void,
): Promise<boolean> {
  const ends = shares.map((share) => {
    const child = fork(script, [JSON.stringify(share)]);
    child.on('message', report);
    return new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  });
  return (await Promise.all(ends)).every((code) => code === 0);
}
