import type { ASTNode } from 'graphql';
import type { SchemaLocation } from '../finding.ts';
import type { ComposerMessage, ParsedSubgraph } from './composer.ts';

/**
 * The places of a composer's message, one per subgraph, in the order of the subgraphs reversed:
 * who joined last comes first, since that is whose schema most likely has to change.
 */
export function locate(
  { message, nodes }: ComposerMessage,
  subgraphs: readonly ParsedSubgraph[],
): readonly SchemaLocation[] {
  const byNodes = subgraphs.flatMap(({ name }) => {
    const node = nodes.find(({ loc }) => loc?.source.name === name);
    return node === undefined ? [] : [locationOf(name, node)];
  });
  return (byNodes.length > 0 ? byNodes : locateByText(message, subgraphs)).reverse();
}

/** For messages without nodes: the first quoted coordinate, in the subgraphs that are named. */
function locateByText(message: string, subgraphs: readonly ParsedSubgraph[]): SchemaLocation[] {
  const coordinates = [...message.matchAll(/"([A-Za-z_]\w*)(?:\.([A-Za-z_]\w*))?[("]/g)].map(
    ([, type, field]) => ({ type, field }),
  );
  const named = subgraphs.filter(
    ({ name }) => message.startsWith(`[${name}]`) || message.includes(`"${name}"`),
  );
  return (named.length > 0 ? named : subgraphs).flatMap(({ name, document }) => {
    const definitions: readonly ASTNode[] = document.definitions;
    for (const { type, field } of coordinates) {
      const owners = definitions.filter((node) => nameOf(node) === type);
      const members = owners.flatMap(membersOf).filter((node) => nameOf(node) === field);
      const found = members[0] ?? (field === undefined ? owners[0] : undefined);
      if (found !== undefined) return [locationOf(name, found)];
    }
    return named.length > 0 ? [{ subgraph: name, line: 1 }] : [];
  });
}

function locationOf(subgraph: string, { loc }: ASTNode): SchemaLocation {
  if (loc === undefined) return { subgraph, line: 1 };
  return { subgraph, line: loc.startToken.line, column: loc.startToken.column };
}

function nameOf(node: ASTNode): string | undefined {
  return 'name' in node ? node.name?.value : undefined;
}

function membersOf(node: ASTNode): readonly ASTNode[] {
  if ('fields' in node && Array.isArray(node.fields)) return node.fields;
  return 'values' in node && Array.isArray(node.values) ? node.values : [];
}
