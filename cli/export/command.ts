import type { Command } from 'commander';
import type { ExportCommandOptions } from './run-export.ts';

/** Adds `hub export WHAT`. */
export function registerExport(program: Command): void {
  program
    .command('export')
    .description('write records as HXL-tagged CSV or GeoJSON, as `hub import` reads them')
    .argument(
      '<what>',
      'flow-counts, incident-reports, facilities or published-totals (hxl); places (geojson)',
    )
    .requiredOption('--format <format>', 'hxl or geojson')
    .option('--out <file>', 'write to this file instead of standard output')
    .action(async (what: string, options: ExportCommandOptions) => {
      // Loaded when it runs: it brings the subgraphs along, which other commands do without.
      const { runExport } = await import('./run-export.ts');
      await runExport(what, options);
    });
}
