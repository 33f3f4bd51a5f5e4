import { composeHub, type ReadText } from '../../schema/compose-hub.ts';
import type { Finding } from '../../schema/finding.ts';
import type { HubContent } from '../../schema/hub-state/next-hub-state.ts';
import { createSupergraph, type Supergraph } from '../../schema/supergraph.ts';

/** Where the graph comes from; paths are absolute. */
export type GraphSource =
  | {
      readonly kind: 'hub';
      readonly path: string;
      /** Files that list issuers of the hub's own. */
      readonly ownIssuers?: readonly string[];
    }
  | { readonly kind: 'supergraph'; readonly path: string };

interface FilesRead {
  readonly files: readonly string[];
}

export interface LoadedGraph extends FilesRead {
  readonly kind: 'loaded';
  readonly supergraph: Supergraph;
  /** Names of the subgraphs that the hub runs itself; none is known from a supergraph file. */
  readonly own: ReadonlySet<string>;
  /** What the hub's state says; null for a supergraph file, which says nothing of callers. */
  readonly content: HubContent | null;
}

export type GraphResult =
  | LoadedGraph
  | (FilesRead & { readonly kind: 'failed'; readonly findings: readonly Finding[] });

/** Reads and composes; what is wrong with the files comes back as findings. */
export function loadGraph(source: GraphSource, read: ReadText): GraphResult {
  if (source.kind === 'hub') {
    const { ownIssuers = [] } = source;
    const result = composeHub(source.path, read, { ownIssuers });
    if (result.kind === 'failed') return result;
    const { supergraph, entries, content, files } = result;
    const own = entries.filter(({ owner }) => owner === 'HUB').map(({ name }) => name);
    return { kind: 'loaded', supergraph, own: new Set(own), content, files };
  }
  const files = [source.path];
  const sdl = read(source.path);
  if (sdl === undefined) {
    const finding: Finding = {
      subgraph: 'supergraph',
      line: 1,
      code: 'UNREADABLE_FILE',
      message: `${source.path} cannot be read.`,
      advice: 'Give --supergraph the path of a readable supergraph SDL file.',
      severity: 'error',
    };
    return { kind: 'failed', findings: [finding], files };
  }
  const supergraph = createSupergraph(sdl);
  return supergraph.kind === 'failed'
    ? { ...supergraph, files }
    : { kind: 'loaded', supergraph, own: new Set(), content: null, files };
}
