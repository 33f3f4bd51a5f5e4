import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { readConfiguration } from '../../lib/configuration.ts';
import { problem } from '../terminal/problem.ts';
import { createTerminal } from '../terminal/terminal.ts';
import { runDay } from './run-day.ts';
import { sender } from './sender.ts';

export function registerExerciseDay(program: Command): void {
  program
    .command('exercise-day')
    .summary('play a day of the exercise on a running hub')
    .description(
      `Plays a day through the endpoint of a hub that runs in exercise mode, as its partners would: a
crossing goes PARTIAL, consignments move, incidents are reported and assessed in contradiction, a
project meets a gate, a milestone is disputed. Then asks the dashboards' questions and compares the
answers. Its records are new each time, and stay.`,
    )
    .option('--endpoint <address>', 'of the hub; left out: the one that npm start runs here')
    .action(async ({ endpoint }: { readonly endpoint?: string }) => {
      const terminal = createTerminal();
      const read = readConfiguration(process.env);
      if (read.kind === 'invalid') {
        terminal.problem(problem(read.problems.join(' '), 'See docs/configuration.md.'));
        process.exitCode = 1;
        return;
      }
      const { HOST, PORT } = read.configuration;
      const send = sender(endpoint ?? `http://${HOST}:${PORT}/graphql`, process.env);
      const failed = await runDay({
        send,
        now: new Date(),
        run: randomUUID(),
        print: (line) => process.stdout.write(`${line}\n`),
      });
      for (const one of failed) terminal.problem(problem(one, ''));
      if (failed.length > 0) process.exitCode = 1;
      else terminal.line('The day is over, and every answer is as it should be.');
    });
}
