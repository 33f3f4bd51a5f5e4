import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ComposeOptions, compose, type SubgraphSchema } from './compose.ts';
import type { Finding } from './finding.ts';
import { type HubEntry, parseHubFile } from './hub-file.ts';
import type { HubContent } from './hub-state/next-hub-state.ts';
import { resolveTrust } from './hub-state/trusted-issuers.ts';
import { lint } from './lint.ts';
import { lostRules } from './lost-rules.ts';
import { createSupergraph, type Supergraph } from './supergraph.ts';

/** The hub's own directives and types. */
export const hubSdlPath: string = fileURLToPath(new URL('hub.graphql', import.meta.url));

/** Gives the text of a file, undefined where it cannot be read. */
export type ReadText = (path: string) => string | undefined;

interface FilesRead {
  /** Absolute paths of all that was read or looked for: what to watch for a change. */
  readonly files: readonly string[];
}

export interface ComposedHub extends FilesRead {
  readonly kind: 'composed';
  readonly supergraph: Supergraph;
  readonly entries: readonly HubEntry[];
  /** What a `HubState` of it says. */
  readonly content: HubContent;
  readonly hints: readonly Finding[];
}

export interface FailedHub extends FilesRead {
  readonly kind: 'failed';
  readonly findings: readonly Finding[];
}

export interface ComposeHubOptions extends Pick<ComposeOptions, 'composer'> {
  /** Absolute paths of the files that list the hub's own issuers. */
  readonly ownIssuers?: readonly string[];
}

/**
 * Everything from `hub.yaml` to a supergraph: reads the entries and their schema files through
 * `read`, lints every contract, composes. What is wrong comes back as findings.
 *
 * @param hubPath absolute path of `hub.yaml`; schema paths are relative to it
 */
export function composeHub(
  hubPath: string,
  read: ReadText,
  options: ComposeHubOptions = {},
): ComposedHub | FailedHub {
  const files = [hubPath, hubSdlPath];
  const fail = (...findings: readonly Finding[]): FailedHub => ({
    kind: 'failed',
    findings,
    files,
  });

  const hubText = read(hubPath);
  if (hubText === undefined) return fail(unreadable('hub.yaml', 1, hubPath));
  const hub = parseHubFile(hubText);
  if (hub.kind === 'invalid') return fail(...hub.findings);
  const hubSdl = read(hubSdlPath);
  if (hubSdl === undefined) return fail(unreadable('hub.yaml', 1, hubSdlPath));

  const missing: Finding[] = [];
  const subgraphs: SubgraphSchema[] = [];
  for (const { name, url, schema, line } of hub.entries) {
    const path = resolve(dirname(hubPath), schema);
    files.push(path);
    const sdl = read(path);
    if (sdl === undefined) missing.push(unreadable('hub.yaml', line, schema));
    else subgraphs.push({ name, url, sdl });
  }
  const resolved = resolveTrust(hubPath, hub.policy.trust, options.ownIssuers ?? [], read);
  files.push(...resolved.files);
  missing.push(...resolved.findings);
  if (missing.length > 0) return fail(...missing);

  const breaches = subgraphs.flatMap(({ name, sdl }) => lint(name, sdl));
  const composition = compose(subgraphs, { ...options, hubSdl });
  if (composition.kind === 'failed') return fail(...breaches, ...composition.findings);
  if (breaches.length > 0) return fail(...breaches);
  const lost = lostRules(subgraphs, composition.supergraphSdl);
  if (lost.length > 0) return fail(...lost);
  const supergraph = createSupergraph(composition.supergraphSdl);
  if (supergraph.kind === 'failed') return fail(...supergraph.findings);
  const { entries, policy } = hub;
  const content: HubContent = {
    supergraphSdl: supergraph.sdl,
    providers: entries.map(({ name, owner, url }) => {
      return { id: name, subgraph: name, partner: owner, url };
    }),
    trust: resolved.trust,
    groups: policy.groups,
    agreements: policy.agreements,
    partnerStatus: policy.partnerStatus,
  };
  return { kind: 'composed', supergraph, entries, content, hints: composition.hints, files };
}

function unreadable(subgraph: string, line: number, path: string): Finding {
  return {
    subgraph,
    line,
    code: 'UNREADABLE_FILE',
    message: `${path} cannot be read.`,
    advice: 'Correct the path (schema paths are relative to hub.yaml) or make the file readable.',
    severity: 'error',
  };
}
