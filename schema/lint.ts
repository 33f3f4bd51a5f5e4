import { type DocumentNode, GraphQLError, parse } from 'graphql';
import type { Finding } from './finding.ts';
import { lintRules } from './lint/index.ts';
import { createModel } from './lint/model.ts';

/**
 * The hub's rules for one contract, its own or a partner's. Pure. A contract that is not GraphQL
 * gives no finding here: composition reports it.
 *
 * @param sdl the contract as written, without the hub's definitions
 */
export function lint(subgraph: string, sdl: string): readonly Finding[] {
  let document: DocumentNode;
  try {
    document = parse(sdl);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return [];
  }
  const model = createModel(document);
  return lintRules.flatMap(({ code, advice, check }) =>
    check(model).map(({ node, message }) => ({
      subgraph,
      line: node.loc?.startToken.line ?? 1,
      column: node.loc?.startToken.column ?? 1,
      code,
      message,
      advice,
      severity: 'error' as const,
    })),
  );
}
