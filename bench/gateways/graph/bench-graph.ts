import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { withoutFieldRules } from '../../../gateway/execute/without-field-rules.ts';
import { compose, type SubgraphSchema } from '../../../schema/compose.ts';
import { hubSdlPath } from '../../../schema/compose-hub.ts';
import { completeContract } from '../../../schema/contract.ts';
import { formatFinding } from '../../../schema/finding.ts';
import { parseHubFile } from '../../../schema/hub-file.ts';

/** A subgraph of the graph under test; `sdl` stands alone. */
export interface BenchSubgraph {
  readonly name: string;
  readonly sdl: string;
}

const root = resolve(import.meta.dirname, '../../..');

/**
 * The hub's own subgraphs and one more, which brings a union: no contract of ours returns an
 * abstract type, and gateways differ most there.
 */
export function benchSubgraphs(): readonly BenchSubgraph[] {
  return contracts().map(({ name, sdl }) => ({ name, sdl: completeContract(sdl, hubSdl()) }));
}

/**
 * Composes the graph under test. Rules on fields are left out: with `--open` nobody enforces them,
 * and the stock gateway refuses a graph that has any.
 *
 * @param urlOf where a subgraph answers
 * @returns the supergraph's SDL
 */
export function composeBenchGraph(urlOf: (subgraph: string) => string): string {
  const result = compose(
    contracts().map(({ name, sdl }) => ({ name, sdl, url: urlOf(name) })),
    { hubSdl: hubSdl() },
  );
  if (result.kind === 'failed') throw new Error(result.findings.map(formatFinding).join('\n'));
  return withoutFieldRules(result.supergraphSdl);
}

function contracts(): readonly Omit<SubgraphSchema, 'url'>[] {
  const path = resolve(root, 'hub.yaml');
  const hub = parseHubFile(readFileSync(path, 'utf8'));
  if (hub.kind === 'invalid') throw new Error(hub.findings.map(formatFinding).join('\n'));
  const own = hub.entries.map(({ name, schema }) => ({
    name,
    sdl: readFileSync(resolve(dirname(path), schema), 'utf8'),
  }));
  const search = readFileSync(resolve(import.meta.dirname, 'search.graphql'), 'utf8');
  return [...own, { name: 'search', sdl: search }];
}

function hubSdl(): string {
  return readFileSync(hubSdlPath, 'utf8');
}
