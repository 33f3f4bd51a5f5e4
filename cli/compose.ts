import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfiguration } from '../lib/configuration.ts';
import { composeHub } from '../schema/compose-hub.ts';
import { type Finding, formatFinding } from '../schema/finding.ts';
import { problem } from './terminal/problem.ts';
import { createTerminal } from './terminal/terminal.ts';

interface ComposeOptions {
  readonly json?: boolean;
  readonly write?: boolean;
  readonly hints?: boolean;
}

const target = resolve(import.meta.dirname, '../schema/supergraph.graphql');

export function registerCompose(program: Command): void {
  program
    .command('compose')
    .summary('say what the gateway would say about hub.yaml')
    .description(
      `Reads hub.yaml (or HUB_FILE) and its schema files, checks them and composes the supergraph,
exactly as the gateway does. Prints what it finds, one line each: subgraph, line, what is wrong and
what to do. Ends with 1 when the gateway would refuse the change.`,
    )
    .option('--json', 'print the findings as JSON on standard output')
    .option('--write', 'write the supergraph to schema/supergraph.graphql')
    .option('--hints', 'print hints, too: what composes but may surprise')
    .action((options: ComposeOptions) => {
      process.exitCode = runCompose(options);
    });
}

function runCompose(options: ComposeOptions): number {
  const terminal = createTerminal();
  const read = readConfiguration(process.env);
  if (read.kind === 'invalid') {
    terminal.problem(problem(read.problems.join(' '), 'See docs/configuration.md.'));
    return 1;
  }
  const hubPath = resolve(read.configuration.HUB_FILE);
  const composed = composeHub(hubPath, readText);
  const findings = composed.kind === 'composed' ? composed.hints : composed.findings;
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ composes: composed.kind === 'composed', findings })}\n`,
    );
  } else {
    for (const finding of findings.filter((each) => shown(each, options))) {
      process.stdout.write(`${formatFinding(finding)}\n`);
    }
  }
  if (composed.kind === 'failed') {
    const advice = 'Correct them and run this again; a running gateway keeps the graph it has.';
    terminal.problem(problem(`${hubPath} does not compose: ${count(findings)}.`, advice));
    return 1;
  }
  if (options.write) writeFileSync(target, composed.supergraph.sdl);
  const hints = findings.length === 0 || options.hints ? '' : ` ${count(findings)}: see --hints.`;
  terminal.line(`${composed.entries.length} subgraphs compose.${hints}`);
  return 0;
}

function shown({ severity }: Finding, { hints = false }: ComposeOptions): boolean {
  return hints || severity !== 'hint';
}

function count(findings: readonly Finding[]): string {
  return `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
