import { GraphQLError, parse, Source } from 'graphql';
import { adviceFor } from './compose/advice.ts';
import { apolloComposer } from './compose/apollo.ts';
import type {
  Composer,
  ComposerMessage,
  ComposerResult,
  ParsedSubgraph,
} from './compose/composer.ts';
import { guildComposer } from './compose/guild.ts';
import { locate } from './compose/locate.ts';
import { completeContract } from './contract.ts';
import type { Finding } from './finding.ts';

/** A subgraph as its author wrote it; `sdl` is the text of its schema file. */
export interface SubgraphSchema {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

const composers = { apollo: apolloComposer, guild: guildComposer } as const satisfies Record<
  string,
  Composer
>;

export interface ComposeOptions {
  /** Text of `hub.graphql`; without it the schemas are composed as they stand. */
  readonly hubSdl?: string;
  /** `apollo` where it is left out. */
  readonly composer?: keyof typeof composers;
}

export type Composition =
  | {
      readonly kind: 'composed';
      readonly supergraphSdl: string;
      readonly hints: readonly Finding[];
    }
  | { readonly kind: 'failed'; readonly findings: readonly Finding[] };

/**
 * Composes subgraphs into a supergraph (Apollo Federation 2). Pure; never throws for bad schemas:
 * all that is wrong comes back as findings with subgraph, line and advice.
 */
export function compose(
  subgraphs: readonly SubgraphSchema[],
  options: ComposeOptions = {},
): Composition {
  const invalid = checkNames(subgraphs);
  const parsed: ParsedSubgraph[] = [];
  for (const { name, url, sdl } of subgraphs) {
    try {
      const complete = options.hubSdl === undefined ? sdl : completeContract(sdl, options.hubSdl);
      parsed.push({ name, url, document: parse(new Source(complete, name)) });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      invalid.push(syntaxFinding(name, error));
    }
  }
  if (invalid.length > 0) return { kind: 'failed', findings: invalid };

  const result = runComposer(composers[options.composer ?? 'apollo'], parsed);
  const lengths = new Map(subgraphs.map(({ name, sdl }) => [name, sdl.split('\n').length]));
  const finding = (message: ComposerMessage, severity: Finding['severity']): Finding =>
    toFinding(message, severity, parsed, lengths);
  return result.kind === 'composed'
    ? {
        kind: 'composed',
        supergraphSdl: result.supergraphSdl,
        hints: result.hints.map((hint) => finding(hint, 'hint')),
      }
    : { kind: 'failed', findings: result.errors.map((error) => finding(error, 'error')) };
}

/** Foreign code over foreign schemas: where it throws, the graph that is served must live on. */
function runComposer(composer: Composer, subgraphs: readonly ParsedSubgraph[]): ComposerResult {
  try {
    return composer(subgraphs);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', errors: [{ code: 'COMPOSER_FAILED', message, nodes: [] }] };
  }
}

function checkNames(subgraphs: readonly SubgraphSchema[]): Finding[] {
  const finding = (subgraph: string, code: string, message: string): Finding => ({
    subgraph,
    line: 1,
    code,
    message,
    advice: adviceFor(code),
    severity: 'error',
  });
  if (subgraphs.length === 0) return [finding('hub', 'EMPTY_HUB', 'There is no subgraph.')];
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const { name } of subgraphs) {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) {
      findings.push(finding(name, 'INVALID_SUBGRAPH_NAME', `"${name}" cannot name a subgraph.`));
    }
    if (seen.has(name)) {
      findings.push(finding(name, 'DUPLICATE_SUBGRAPH_NAME', `Two subgraphs are named "${name}".`));
    }
    seen.add(name);
  }
  return findings;
}

function syntaxFinding(subgraph: string, error: GraphQLError): Finding {
  const [location] = error.locations ?? [];
  return {
    subgraph,
    line: location?.line ?? 1,
    ...(location === undefined ? {} : { column: location.column }),
    code: 'GRAPHQL_PARSE_FAILED',
    message: error.message,
    advice: adviceFor('GRAPHQL_PARSE_FAILED'),
    severity: 'error',
  };
}

function toFinding(
  message: ComposerMessage,
  severity: Finding['severity'],
  subgraphs: readonly ParsedSubgraph[],
  lengths: ReadonlyMap<string, number>,
): Finding {
  // What the hub appends is not in the author's file; such a place stands at its first line.
  const places = locate(message, subgraphs).map((place) =>
    place.line > (lengths.get(place.subgraph) ?? 0) ? { ...place, line: 1, column: 1 } : place,
  );
  const [place = { subgraph: 'hub', line: 1 }, ...related] = places;
  return {
    ...place,
    code: message.code,
    message: message.message.replace(/^\[[^\]]+\] /, ''),
    advice: adviceFor(message.code),
    severity,
    ...(related.length === 0 ? {} : { related }),
  };
}
