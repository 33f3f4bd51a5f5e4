import type { Command } from 'commander';
import { isProblem, type Problem } from '../terminal/problem.ts';
import { createTerminal } from '../terminal/terminal.ts';
import { runBootstrap } from './run-bootstrap.ts';
import { type MintedToken, runToken, type TokenFlags } from './run-token.ts';

export function registerToken(program: Command): void {
  program
    .command('token')
    .summary('print a token for an exercise')
    .description(
      `Prints a token of a partner, signed by a development issuer whose key is in DATA_DIR. Exercise
mode accepts it; real mode takes tokens of the partners' own issuers alone.`,
    )
    .requiredOption('--partner <code>', 'who the token speaks for: a partner of hub.yaml')
    .option('--role <role...>', 'what its bearer may do', ['reader'])
    .option('--purpose <purpose...>', 'what requests may be for', ['COORDINATION'])
    .option('--clearance <clearance...>', 'clearances of its bearer', [])
    .option('--subject <name>', 'its bearer', 'developer')
    .option('--lifetime <time>', 'how long it is good: 90s, 30m, 8h', '1h')
    .option('--json', 'print the token and its end as JSON')
    .action(async ({ json, ...flags }: TokenFlags & { readonly json?: boolean }) => {
      process.exitCode = print(await runToken(flags, process.env), json);
    });
  program
    .command('bootstrap')
    .summary('make the keys of the hub and its first operator, once')
    .description(
      `Makes the keys of the hub in DATA_DIR where they are missing, and prints a token of the first
operator, good for 12 hours. A data folder has one first operator: the second call is refused.`,
    )
    .option('--json', 'print the token and its end as JSON')
    .action(async ({ json }: { readonly json?: boolean }) => {
      process.exitCode = print(await runBootstrap(process.env), json);
    });
}

function print(outcome: MintedToken | Problem, json = false): number {
  if (isProblem(outcome)) {
    createTerminal().problem(outcome);
    return 1;
  }
  const { token, expires } = outcome;
  process.stdout.write(`${json ? JSON.stringify({ token, expires }) : token}\n`);
  return 0;
}
