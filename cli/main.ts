import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { registerCompose } from './compose.ts';
import { registerStart } from './start/command.ts';

/** Written beside this file, each in its folder; a command registers itself with the program. */
const others = ['exercise', 'import', 'export'];

const program = new Command('hub')
  .usage('COMMAND [OPTIONS]')
  .description(
    'Entente: one GraphQL endpoint over the systems that partners keep in their own hands.',
  )
  .version('0.1.0')
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError('Run it with --help to see what it takes.')
  .addHelpText('after', '\nThrough npm:\n  npm start\n  npm run hub -- compose --json\n');

registerStart(program);
registerCompose(program);
for (const name of others) {
  // `npm start` is not kept waiting by what only the other commands need.
  if (process.argv[2] === 'start') break;
  const path = new URL(`${name}/command.ts`, import.meta.url);
  if (!existsSync(path)) continue;
  const module: Readonly<Record<string, (program: Command) => void>> = await import(path.href);
  for (const register of Object.values(module)) register(program);
}
await program.parseAsync();
// What a command leaves open (an idle connection, the channel to npm) must not keep it alive.
process.exit();
