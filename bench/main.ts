import { Command } from 'commander';
import { registerAuthorization } from './authorization/command.ts';
import { registerGateways } from './gateways/command.ts';
import { registerCores } from './gateways/cores-command.ts';
import { registerProfile } from './gateways/profile/command.ts';
import { registerSubgraphs } from './subgraphs/command.ts';

const program = new Command('bench')
  .usage('COMMAND [OPTIONS]')
  .description('Measures the hub on this machine.')
  .showHelpAfterError('Run it with --help to see what it takes.');

registerGateways(program);
registerCores(program);
registerProfile(program);
registerSubgraphs(program);
registerAuthorization(program);
await program.parseAsync();
process.exit();
