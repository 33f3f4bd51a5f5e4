import type { Row } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';
import { askQuestion, exerciseWorld } from '../../../support/exercise-stack.ts';
import { allPages } from './all-pages.ts';
import { rowById, rowsOf } from './rows.ts';

describe('How much pledged funding arrived?', () => {
  const total = (rows: readonly Row[], column: string): number | null => {
    const known = rows.map((row) => row[column]).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce<number>((sum, one) => sum + Number(one), 0);
  };
  const sortedByKey = (points: readonly Row[]) =>
    points.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

  it('sets arrivals against pledges per partner and currency, unknown amounts apart', async () => {
    const world = await exerciseWorld();
    const range = { from: world.start, to: world.day(world.days) };
    const { pledgeSeries } = await askQuestion<{ pledgeSeries: { points: readonly Row[] } }>(
      'governance/how-much-pledged-funding-arrived',
      range,
    );
    const funds = (await rowsOf('pledge')).filter(({ kind }) => kind === 'FUNDS');
    const groups = Map.groupBy(funds, (row) =>
      [String(row['announced_on']).slice(0, 7), row['partner_code'], row['unit']].join(' '),
    );
    const expected = [...groups].map(([key, rows]) => {
      const [month, code, unit] = key.split(' ');
      return {
        period: `${month}-01`,
        partner: { code },
        kind: 'FUNDS',
        unit,
        pledgedAmount: total(
          rows.filter(({ state }) => state !== 'WITHDRAWN'),
          'amount',
        ),
        withdrawnAmount: total(
          rows.filter(({ state }) => state === 'WITHDRAWN'),
          'amount',
        ),
        fulfilledAmount: total(rows, 'fulfilled_amount'),
        records: rows.length,
        amountUnknown: rows.filter(({ amount }) => amount === null).length,
        fulfilledUnknown: rows.filter((row) => row['fulfilled_amount'] === null).length,
      };
    });
    expect(expected.length).toBeGreaterThan(0);
    expect(sortedByKey(pledgeSeries.points)).toEqual(sortedByKey(expected));
  });
});

describe('Which decisions conflict?', () => {
  it('gives what partners state and have not withdrawn, with both decisions and their dissent', async () => {
    const decision = await rowById('decision');
    const body = await rowById('body');
    const open = (await rowsOf('decision_conflict', 'stated_on')).filter(
      (row) => row['resolved_on'] === null,
    );
    expect(open.length).toBeGreaterThan(0);
    expect(await allPages('which-decisions-conflict')).toEqual(
      open.map((row) => ({
        id: row['id'],
        owner: { code: row['owner_code'] },
        reason: row['reason'],
        statedOn: row['stated_on'],
        decisions: {
          nodes: (row['decisions_id'] as string[]).toSorted().map((id) => ({
            id,
            title: decision(id)['title'],
            kind: decision(id)['kind'],
            body: { code: body(decision(id)['body_id'])['code'] },
            dissents: (decision(id)['dissents'] as Row[]).map(({ by, text }) => ({ by, text })),
          })),
        },
      })),
    );
  });
});
