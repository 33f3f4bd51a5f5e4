import type { Command } from 'commander';
import { isProblem } from '../terminal/problem.ts';
import { createTerminal } from '../terminal/terminal.ts';
import { type ExplainFlags, runExplain } from './run-explain.ts';
import { writeExplanation } from './write-explanation.ts';

export function registerExplain(program: Command): void {
  program
    .command('explain')
    .summary('say which rule takes which field out of an operation, and why')
    .description(
      `Reads hub.yaml (or HUB_FILE) and its contracts, and says what rules on fields would take out of an
operation: the rule, where it stands, and the Cedar policies that decide. Asks nobody; nothing has
to run. Which records are released is not told: docs/guides/field-rules.md.`,
    )
    .requiredOption('--partner <code>', 'who would ask: a partner of hub.yaml, or PUBLIC')
    .requiredOption('--operation <file>', 'file with the operation')
    .option('--role <role...>', 'roles of the token', ['reader'])
    .option('--clearance <clearance...>', 'clearances of the token', [])
    .option('--purpose <purpose>', 'what the request is for', 'COORDINATION')
    .option('--variables <json>', 'values of the operation’s variables', '{}')
    .option('--json', 'print the explanation as JSON')
    .action(async ({ json = false, ...flags }: ExplainFlags & { readonly json?: boolean }) => {
      const explanation = await runExplain(flags, process.env);
      if (isProblem(explanation)) {
        createTerminal().problem(explanation);
        process.exitCode = 1;
        return;
      }
      process.stdout.write(
        json ? `${JSON.stringify(explanation)}\n` : writeExplanation(explanation),
      );
    });
}
