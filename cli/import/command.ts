import type { Command } from 'commander';
import type { ImportCommandOptions } from './run-import.ts';

/** Adds `hub import FILE`. */
export function registerImport(program: Command): void {
  program
    .command('import')
    .description('read HXL-tagged CSV, GeoJSON places or published totals into a real hub')
    .argument('<file>', 'what it is, is recognised by its content')
    .option('--dry-run', 'report what would change, write nothing')
    .option('--skip-bad', 'write the good lines although there are bad ones (exit code 2)')
    .option('--owner <code>', 'partner whose records these are')
    .option('--source <title>', 'where the file comes from')
    .option('--source-kind <kind>', 'of a source that is new to the hub: DATASET, SURVEY, ...')
    .option('--source-reliability <letter>', 'of a new source: A to F')
    .option('--source-credibility <number>', 'of a new source: 1 to 6')
    .option('--releasable-to <codes>', 'partners or groups that may see the records')
    .option('--excluded <codes>', 'partners that may not, whatever the groups say')
    .option('--purposes <purposes>', 'COORDINATION, REPORTING, PLANNING, PUBLIC_INFO')
    .option('--tlp <label>', 'CLEAR, GREEN, AMBER or AMBER_STRICT')
    .option('--sensitivity <level>', 'LOW, MODERATE or HIGH')
    .option('--json', 'print the report as JSON')
    .action(async (file: string, options: ImportCommandOptions) => {
      // Loaded when it runs: it brings the subgraphs along, which other commands do without.
      const { runImport } = await import('./run-import.ts');
      await runImport(file, options);
    });
}
