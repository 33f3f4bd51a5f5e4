import type { Row } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';
import { askQuestion, exerciseRows } from '../../../support/exercise-stack.ts';

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

describe('Which partners are active?', () => {
  it('lists them by code', async () => {
    const active = (await exerciseRows('reference', 'partner'))
      .filter((row) => row['status'] === 'ACTIVE')
      .sort((a, b) => compare(String(a['code']), String(b['code'])));
    const { partners } = await askQuestion<{
      partners: { totalCount: number; nodes: readonly unknown[] };
    }>('reference/which-partners-are-active');
    expect(partners.nodes).toEqual(
      active.map((row) => ({
        code: row['code'],
        name: row['name'],
        kind: row['kind'],
        role: row['role'],
        statusChangedAt: row['status_changed_at'],
      })),
    );
    expect(partners.totalCount).toBe(active.length);
    expect(active.length).toBeLessThan((await exerciseRows('reference', 'partner')).length);
  });
});

describe('Which governorate contains this code?', () => {
  it('answers for a code of every level', async () => {
    const rows = await exerciseRows('reference', 'place');
    for (const pcode of ['XT01', 'XT0104', 'XT010402']) {
      const asked = rows.find((row) => row['pcode'] === pcode);
      const chain = [asked];
      for (let at = asked; at !== undefined; ) {
        const parent: unknown = at['parent_pcode'];
        at = rows.find((row) => row['pcode'] === parent);
        chain.push(at);
      }
      const governorate = chain.find((row) => row?.['level'] === 2);
      const answer = await askQuestion('reference/which-governorate-contains-this-code', {
        code: pcode,
      });
      expect(answer).toEqual({
        byPcode: {
          pcode,
          level: asked?.['level'],
          governorate:
            governorate === undefined
              ? null
              : { pcode: governorate['pcode'], iso3166_2: null, name: governorate['name'] },
        },
        byIso: { nodes: [] },
      });
    }
  });
});

interface Statement {
  readonly row: Row;
  readonly id: string;
  readonly observedAt: number;
  readonly validUntil: number;
  /** Crossing, direction and cargo class. */
  readonly about: string;
}

async function statements(): Promise<readonly Statement[]> {
  return (await exerciseRows('reference', 'crossing_status')).map((row) => ({
    row,
    id: String(row['id']),
    observedAt: Date.parse(String(row['observed_at'])),
    validUntil: Date.parse(String(row['valid_until'])),
    about: `${row['crossing_code']} ${row['direction']} ${row['cargo_class']}`,
  }));
}

/** The last statement of each owner about each crossing, direction and cargo class. */
async function lastStatements(): Promise<readonly Statement[]> {
  const last = new Map<string, Statement>();
  for (const one of await statements()) {
    const key = `${one.row['owner_code']} ${one.about}`;
    const known = last.get(key);
    const newer =
      known === undefined ||
      one.observedAt > known.observedAt ||
      (one.observedAt === known.observedAt && one.id > known.id);
    if (newer) last.set(key, one);
  }
  return [...last.values()];
}

/** Answers depend on the clock: one of before and after the question must be right. */
async function askAround<Data>(question: string, expected: (now: number) => Promise<unknown>) {
  const before = await expected(Date.now());
  const answer = await askQuestion<Data>(question);
  const after = await expected(Date.now());
  expect([before, after]).toContainEqual(answer);
}

describe('How stale is it?', () => {
  it('lists what each partner last said, oldest first, with UNKNOWN where it has run out', async () => {
    const sources = await exerciseRows('reference', 'source');
    const last = [...(await lastStatements())]
      .sort((a, b) => a.observedAt - b.observedAt || compare(a.id, b.id))
      .slice(0, 100);
    expect(last.length).toBeGreaterThan(50);
    await askAround('reference/how-stale-is-it', async (now) => ({
      crossingStatuses: {
        totalCount: (await lastStatements()).length,
        pageInfo: {
          hasNextPage: (await lastStatements()).length > 100,
          endCursor: expect.any(String),
        },
        nodes: last.map(({ row, validUntil }) => {
          const source = sources.find(({ id }) => id === row['source_id']);
          return {
            id: row['id'],
            owner: { code: row['owner_code'] },
            crossing: { code: row['crossing_code'] },
            direction: row['direction'],
            cargoClass: row['cargo_class'],
            status: validUntil > now ? row['stated_status'] : 'UNKNOWN',
            statedStatus: row['stated_status'],
            observedAt: row['observed_at'],
            asOf: row['as_of'],
            validUntil: row['valid_until'],
            source: {
              kind: source?.['kind'],
              reliability: source?.['reliability'],
              credibility: source?.['credibility'],
            },
          };
        }),
      },
    }));
  });
});

describe('Which crossings lack current status?', () => {
  it('names them, with what is and is not known of each', async () => {
    const crossings = await exerciseRows('reference', 'crossing');
    const all = await statements();
    const last = await lastStatements();
    const entriesOf = (row: Row, now: number) =>
      (row['directions'] as string[]).flatMap((direction) =>
        (row['cargo_classes'] as string[]).map((cargoClass) => {
          const about = `${row['code']} ${direction} ${cargoClass}`;
          const valid = last.filter((one) => one.about === about && one.validUntil > now);
          const states = [...new Set(valid.map((one) => String(one.row['stated_status'])))].sort();
          const ever = all.filter((one) => one.about === about);
          return {
            direction,
            cargoClass,
            states: states.length === 0 ? ['UNKNOWN'] : states,
            lastObservedAt: latest(ever, 'observed_at').at(-1) ?? null,
            validUntil: latest(valid, 'valid_until').at(0) ?? null,
          };
        }),
      );
    await askAround('reference/which-crossings-lack-current-status', async (now) => {
      const lacking = crossings
        .map((row) => ({ row, entries: entriesOf(row, now) }))
        .filter(({ entries }) => entries.some(({ states }) => states.join() === 'UNKNOWN'))
        .sort((a, b) => compare(String(a.row['code']), String(b.row['code'])));
      return {
        crossings: {
          totalCount: lacking.length,
          nodes: lacking.map(({ row, entries }) => ({
            code: row['code'],
            name: { en: (row['name'] as { en: string }).en },
            adm2: { pcode: row['adm2_pcode'] },
            currentStatus: entries,
          })),
        },
      };
    });
  });

  /** The values of a column of statements, oldest first. */
  function latest(some: readonly Statement[], column: string): readonly string[] {
    return some.map(({ row }) => String(row[column])).sort();
  }
});

describe('What did publishers say over time?', () => {
  it('gives the last figure of each week, apart by organisation, and adds nothing up', async () => {
    const rows = (await exerciseRows('reference', 'published_total')).filter(
      (row) => row['measure'] === 'weightTonnes',
    );
    const days = rows.map((row) => String(row['period_to'])).sort();
    const { publishedSeries } = await askQuestion<{
      publishedSeries: { points: readonly Record<string, unknown>[] };
    }>('reference/what-was-published-over-time', {
      from: days.at(0),
      to: nextDay(days.at(-1) ?? ''),
      measure: 'weightTonnes',
    });
    // The exercise publishes once a week, so each row is the last figure of its week.
    const expected = rows.map((row) => ({
      period: mondayOf(String(row['period_to'])),
      publisher: row['publisher'],
      organisation: row['organisation'],
      countingBasis: row['counting_basis'],
      derived: false,
      measure: 'weightTonnes',
      unit: 'TNE',
      value: row['value'],
      records: 1,
      place: null,
      source: { id: row['source_id'] },
    }));
    const inOrder = (points: readonly Record<string, unknown>[]) =>
      points.map((point) => JSON.stringify(point)).sort();
    expect(publishedSeries.points).toHaveLength(rows.length);
    expect(inOrder(publishedSeries.points)).toEqual(inOrder(expected));
    expect(rows.length).toBeGreaterThan(5);
  });

  function nextDay(day: string): string {
    return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  }

  function mondayOf(day: string): string {
    const date = new Date(day);
    const sinceMonday = (date.getUTCDay() + 6) % 7;
    return new Date(date.getTime() - sinceMonday * 86_400_000).toISOString().slice(0, 10);
  }
});
