import type { Command } from 'commander';
import { createTerminal } from '../terminal/terminal.ts';
import { startHub } from './start-hub.ts';

export function registerStart(program: Command): void {
  program
    .command('start')
    .summary('run the whole hub on this machine')
    .description(
      `Runs the whole hub on this machine: PostgreSQL (embedded, unless *_DATABASE_URL names one),
the subgraphs of hub.yaml as processes of their own, and the gateway. The first start makes the
databases and, in exercise mode, fills them. Ctrl-C stops all of it.

What it reads from the environment (PORT, HOST, DATA_DIR, HUB_MODE, ...) is in
docs/configuration.md.`,
    )
    .option('--open', 'without sign-in: everybody on this machine sees everything')
    .action(async ({ open = false }: { readonly open?: boolean }) => {
      process.exitCode = await startHub(process.env, createTerminal(), { open });
    });
}
