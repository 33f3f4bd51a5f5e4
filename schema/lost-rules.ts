import {
  type ConstDirectiveNode,
  type DocumentNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  type Location,
  parse,
} from 'graphql';
import type { SubgraphSchema } from './compose.ts';
import { hubSpecification } from './contract.ts';
import type { Finding } from './finding.ts';
import { linkedFeatures } from './linked-directives.ts';

/** Directives by which contracts keep something from someone; the gateway finds them in the supergraph. */
const kinds = ['authenticated', 'requiresScopes', 'policy', 'reads', 'changesRelease'] as const;
type RuleKind = (typeof kinds)[number];

const federation = 'https://specs.apollo.dev/federation';
const [hub = ''] = hubSpecification.split('/v1');

/**
 * Rules that contracts have and the composed supergraph has not: directives that a contract defines
 * by itself instead of importing them mean nothing to composition, and would be held by nobody.
 */
export function lostRules(
  subgraphs: readonly SubgraphSchema[],
  supergraphSdl: string,
): readonly Finding[] {
  const composed = new Map<string, ReadonlySet<RuleKind>>();
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const names = kindsOf(supergraph);
  walk(supergraph, (coordinate, directives) => {
    composed.set(
      coordinate,
      new Set(directives.flatMap(({ name }) => names.get(name.value) ?? [])),
    );
  });
  return subgraphs.flatMap(({ name: subgraph, sdl }) => {
    const document = parse(sdl);
    const known = kindsOf(document);
    const findings: Finding[] = [];
    walk(document, (coordinate, directives) => {
      const kept = composed.get(coordinate);
      // What is external here is the matter of the subgraph that resolves it.
      const external = directives.some(({ name }) => /(^|__)external$/.test(name.value));
      if (kept === undefined || external) return;
      for (const { name, loc } of directives) {
        const kind = known.get(name.value);
        if (kind === undefined || kept.has(kind)) continue;
        findings.push(lost(subgraph, `"${coordinate}" loses @${name.value} in composition.`, loc));
      }
    });
    return findings;
  });
}

/** Names that the directives have in a document, their own among them. */
function kindsOf(document: DocumentNode): ReadonlyMap<string, RuleKind> {
  const names = new Map<string, RuleKind>(kinds.map((kind) => [kind, kind]));
  const features = linkedFeatures(document);
  for (const kind of kinds) {
    const identities = [federation, hub, `https://specs.apollo.dev/${kind}`];
    for (const { identity, directive } of features) {
      if (identities.includes(identity)) names.set(directive(kind), kind);
    }
  }
  return names;
}

type Use = (coordinate: string, directives: readonly ConstDirectiveNode[]) => void;

/** Visits types, their fields and enum values by coordinate. */
function walk(document: DocumentNode, use: Use): void {
  for (const definition of document.definitions) {
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) continue;
    const type = definition.name.value;
    use(type, definition.directives ?? []);
    const fields = 'fields' in definition ? (definition.fields ?? []) : [];
    const values = 'values' in definition ? (definition.values ?? []) : [];
    for (const { name, directives } of [...fields, ...values]) {
      use(`${type}.${name.value}`, directives ?? []);
    }
  }
}

function lost(subgraph: string, message: string, loc: Location | undefined): Finding {
  return {
    subgraph,
    line: loc?.startToken.line ?? 1,
    column: loc?.startToken.column ?? 1,
    code: 'RULE_LOST',
    message,
    advice:
      'Import it (`@link` to the Federation specification), or leave its definition to the hub; do not define it in the contract.',
    severity: 'error',
  };
}
