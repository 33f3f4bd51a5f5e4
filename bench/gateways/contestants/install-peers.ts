import { spawnSync } from 'node:child_process';
import { peersFolder } from './contestants.ts';

/** Installs the peers at their pinned versions. @returns false where that does not succeed */
export function installPeers(): boolean {
  const npm = process.env['npm_execpath'];
  const [command, ...args] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const { status } = spawnSync(command ?? 'npm', [...args, 'ci', '--no-audit', '--no-fund'], {
    cwd: peersFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0;
}
