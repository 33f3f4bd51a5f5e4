import { Command } from 'commander';
import { registerCompose } from './compose.ts';
import { registerStart } from './start/command.ts';

const program = new Command('hub')
  .usage('COMMAND [OPTIONS]')
  .description(
    'Entente: one GraphQL endpoint over the systems that partners keep in their own hands.',
  )
  .version('0.1.0')
  .showHelpAfterError('Run it with --help to see what it takes.')
  .addHelpText('after', '\nThrough npm:\n  npm start\n  npm run hub -- compose --json\n');

registerStart(program);
registerCompose(program);
// `npm start` is not kept waiting by what only the other commands need.
if (process.argv[2] !== 'start') {
  const [
    { registerExercise },
    { registerExerciseDay },
    { registerImport },
    { registerExport },
    { registerToken },
    { registerExplain },
  ] = await Promise.all([
    import('./exercise/command.ts'),
    import('./exercise-day/command.ts'),
    import('./import/command.ts'),
    import('./export/command.ts'),
    import('./token/command.ts'),
    import('./explain/command.ts'),
  ]);
  registerExercise(program);
  registerExerciseDay(program);
  registerImport(program);
  registerExport(program);
  registerToken(program);
  registerExplain(program);
}
await program.parseAsync();
// What a command leaves open (an idle connection, the channel to npm) must not keep it alive.
process.exit();
