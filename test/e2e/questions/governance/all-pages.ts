import { expect } from '@jest/globals';
import { askQuestion } from '../../../support/exercise-stack.ts';

interface Connection<Node> {
  readonly totalCount: number;
  readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Node[];
}

/** All pages of a question of this folder that answers with one connection. */
export async function allPages<Node>(
  question: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<readonly Node[]> {
  const nodes: Node[] = [];
  for (let after: string | null = null; ; ) {
    const data: Record<string, Connection<Node>> = await askQuestion(`governance/${question}`, {
      ...variables,
      after,
    });
    const [page] = Object.values(data);
    if (page === undefined) throw new Error(`${question} has no answer.`);
    nodes.push(...page.nodes);
    if (page.pageInfo?.hasNextPage === true) {
      after = page.pageInfo.endCursor;
      continue;
    }
    expect(nodes).toHaveLength(page.totalCount);
    return nodes;
  }
}
