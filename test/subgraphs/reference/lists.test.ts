import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { reference } from '../../../subgraphs/reference/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { hoursFromNow, placeRow, statusRow, totalRow } from './rows.ts';

let subgraph: TestSubgraph;

beforeEach(async () => {
  subgraph = await openTestSubgraph(reference);
});
afterEach(() => subgraph.close());

interface Page {
  readonly nodes: readonly { readonly id: string; readonly value: number }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const pageOf = async (orderBy: string, after: string | null): Promise<Page> => {
  const { publishedTotals } = await subgraph.query<{ publishedTotals: Page }>(
    `query ($after: String) {
      publishedTotals(first: 2, after: $after, orderBy: ${orderBy}) {
        nodes { id value } pageInfo { hasNextPage endCursor }
      }
    }`,
    { after },
  );
  return publishedTotals;
};

const total = (n: number, value: number, more: object = {}) =>
  totalRow(`XAA:published-total:${n}`, { value, period_to: `2026-01-${10 + n}`, ...more });

const values = ({ nodes }: Page) => nodes.map(({ value }) => value);

describe('a list of published totals', () => {
  it('skips and repeats nothing when records come and go between its pages', async () => {
    await subgraph.load({
      published_total: [total(1, 50), total(2, 40), total(3, 40), total(4, 30), total(5, 20)],
    });
    const first = await pageOf('VALUE_DESC', null);
    expect(values(first)).toEqual([50, 40]);
    // One goes before the cursor, one comes after it, one moves from before to behind it.
    await subgraph.load({ published_total: [total(6, 60), total(7, 35), total(1, 10)] });
    const second = await pageOf('VALUE_DESC', first.pageInfo.endCursor);
    expect(values(second)).toEqual([40, 35]);
    const third = await pageOf('VALUE_DESC', second.pageInfo.endCursor);
    expect(values(third)).toEqual([30, 20]);
    const last = await pageOf('VALUE_DESC', third.pageInfo.endCursor);
    expect(values(last)).toEqual([10]);
    expect(last.pageInfo.hasNextPage).toBe(false);
  });

  it('is ordered by period both ways', async () => {
    await subgraph.load({ published_total: [total(2, 2), total(3, 3), total(1, 1)] });
    expect(values(await pageOf('PERIOD_TO_ASC', null))).toEqual([1, 2]);
    expect(values(await pageOf('PERIOD_TO_DESC', null))).toEqual([3, 2]);
  });

  it('refuses a cursor of another order', async () => {
    await subgraph.load({ published_total: [total(1, 1), total(2, 2), total(3, 3)] });
    const { pageInfo } = await pageOf('VALUE_DESC', null);
    const { errors } = await subgraph.execute(
      'query ($after: String) { publishedTotals(after: $after) { nodes { id } } }',
      { after: pageInfo.endCursor },
    );
    expect(errors).toMatchObject([{ code: 'BAD_CURSOR' }]);
  });

  it('is filtered by period, value, publisher and whether figures are derived', async () => {
    await subgraph.load({
      published_total: [
        total(1, 10),
        total(2, 20, { derived: true }),
        total(3, 30, { publisher: 'Observatory', counting_basis: null, period_from: null }),
      ],
    });
    const search = async (filter: string) => {
      const { publishedTotals } = await subgraph.query<{ publishedTotals: Page }>(
        `{ publishedTotals(filter: ${filter}) { nodes { id value } } }`,
      );
      return values(publishedTotals);
    };
    expect(await search('{ periodTo: { from: "2026-01-12", to: "2026-01-13" } }')).toEqual([20]);
    expect(await search('{ value: { min: 10, max: 20 } }')).toEqual([10, 20]);
    expect(await search('{ publisher: ["Observatory"] }')).toEqual([30]);
    expect(await search('{ derived: true }')).toEqual([20]);
    expect(await search('{ countingBasis: [COMBINED_DECLARED], derived: false }')).toEqual([10]);
  });
});

describe('changedSince', () => {
  it('leaves what was the same before, in every kind of list', async () => {
    await subgraph.load({
      place: [placeRow('XT01', 1, null), placeRow('XT0101', 2, 'XT01')],
      crossing_status: [
        statusRow({
          id: 'XAA:crossing-status:1',
          crossing: 'A',
          status: 'OPEN',
          observed: -1,
          until: 5,
        }),
      ],
    });
    const watermark = await changedAt('places(orderBy: CHANGED_AT_DESC, first: 1)');
    await subgraph.load({ place: [placeRow('XT0101', 2, 'XT01', { version: 'corrected' })] });
    const lists = `query ($since: DateTime) {
      places(changedSince: $since) { totalCount nodes { pcode version } }
      crossingStatuses(changedSince: $since) { totalCount nodes { id } }
      partners(changedSince: $since) { nodes { code } }
      codeLists(changedSince: $since) { nodes { code } }
    }`;
    expect(await subgraph.query(lists, { since: watermark })).toEqual({
      places: { totalCount: 1, nodes: [{ pcode: 'XT0101', version: 'corrected' }] },
      crossingStatuses: { totalCount: 0, nodes: [] },
      partners: { nodes: [] },
      codeLists: { nodes: [] },
    });
  });

  async function changedAt(list: string): Promise<string> {
    const answer = await subgraph.query<{ list: { nodes: { changedAt: string }[] } }>(
      `{ list: ${list} { nodes { changedAt } } }`,
    );
    return answer.list.nodes[0]?.changedAt ?? '';
  }
});

describe('partners', () => {
  it('are found by status, and ordered by when it changed', async () => {
    const partner = (code: string, status: string, hours: number) => ({
      code,
      name: { en: code },
      kind: 'INGO',
      role: 'IMPLEMENTER',
      status,
      status_changed_at: hoursFromNow(hours),
    });
    await subgraph.load({
      partner: [
        partner('XAA', 'ACTIVE', -10),
        partner('XAB', 'SUSPENDED', -5),
        partner('XAC', 'ACTIVE', -20),
      ],
    });
    expect(
      await subgraph.query(`{
        partners(filter: { status: [ACTIVE], kind: [INGO] }, orderBy: STATUS_CHANGED_AT_DESC) {
          totalCount nodes { code status }
        }
      }`),
    ).toEqual({
      partners: {
        totalCount: 2,
        nodes: [
          { code: 'XAA', status: 'ACTIVE' },
          { code: 'XAC', status: 'ACTIVE' },
        ],
      },
    });
  });
});
