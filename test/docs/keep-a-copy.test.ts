import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aidLogistics } from '../../subgraphs/aid-logistics/subgraph.ts';
import {
  consignmentInput,
  forPartners,
  mutate,
  worker,
} from '../subgraphs/aid-logistics/mutate.ts';
import { openTestSubgraph, type TestSubgraph } from '../support/subgraph.ts';

const page = resolve(import.meta.dirname, '../../docs/guides/keep-a-copy.md');
const owner = worker('XAB');
const beginning = '1970-01-01T00:00:00Z';

interface Copied {
  readonly id: string;
  readonly revision: number;
  readonly changedAt: string;
  readonly withdrawnAt: string | null;
}

interface Answer {
  readonly consignments: {
    readonly nodes: readonly Copied[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

let subgraph: TestSubgraph;
let query: string;
beforeAll(async () => {
  subgraph = await openTestSubgraph(aidLogistics);
  const [, block = ''] = /^```graphql\n(.*?)^```$/ms.exec(await readFile(page, 'utf8')) ?? [];
  // Pages that end among the records of one write.
  query = block.replace('first: 500', 'first: 2');
  expect(query).not.toBe(block);
});
afterAll(() => subgraph.close());

/** Steps 1 to 3 of the guide: what came, and the next `$since`. */
async function follow(since: string) {
  const came: Copied[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const answer: Answer = await subgraph.as(worker('XAC')).query<Answer>(query, { since, after });
    came.push(...answer.consignments.nodes);
    ({ hasNextPage: more, endCursor: after } = answer.consignments.pageInfo);
  }
  return { came, since: came.at(-1)?.changedAt ?? since };
}

describe('docs/guides/keep-a-copy.md', () => {
  it('shows a way that misses nothing, and tells what was withdrawn', async () => {
    const inputs = Array.from({ length: 5 }, (_, n) => ({
      ...consignmentInput,
      reference: `COPY/${n}`,
    }));
    const bulk = await mutate(
      subgraph,
      owner,
      'submitConsignments',
      { inputs, marking: forPartners },
      '{ rows { consignment { id } } }',
    );
    const rows = bulk.answer['rows'] as readonly { consignment: { id: string } }[];
    const ids = rows.map(({ consignment: { id } }) => id);
    const first = await follow(beginning);
    expect(first.came.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(new Set(first.came.map(({ changedAt }) => changedAt)).size).toBe(1);
    expect(await follow(first.since)).toEqual({ came: [], since: first.since });

    const [corrected = '', withdrawn = '', kept = ''] = ids;
    const change = async (field: string, id: string, more = {}) => {
      const args = { id, reason: 'Counted again', expectedRevision: 1, ...more };
      expect(await mutate(subgraph, owner, field, args, '{ consignment { id } }')).toMatchObject({
        code: null,
      });
    };
    await change('correctConsignment', corrected, { input: { pallets: 3 } });
    await change('withdrawConsignment', withdrawn);
    const second = await follow(first.since);
    expect(second.came).toMatchObject([
      { id: corrected, revision: 2, withdrawnAt: null },
      { id: withdrawn, revision: 2, withdrawnAt: expect.any(String) },
    ]);

    // No longer released: nothing tells it.
    const marking = { ...forPartners, releasableTo: ['XAD'] };
    const hidden = { id: kept, marking, expectedRevision: 1 };
    expect(
      await mutate(subgraph, owner, 'setAidLogisticsMarking', hidden, '{ id revision }'),
    ).toMatchObject({ code: null, answer: { revision: 2 } });
    expect(await follow(second.since)).toEqual({ came: [], since: second.since });
    const whole = await follow(beginning);
    expect(whole.came.map(({ id }) => id)).not.toContain(kept);
    expect(whole.came).toHaveLength(4);
  });
});
