import type { Row } from '@entente/kit';
import { exerciseRows } from '../../../support/exercise-stack.ts';

export const aidRows = (table: string) => exerciseRows('aid-logistics', table);

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** First day of the ISO week. */
export function weekOf(day: string): string {
  return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
}

export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** Sum of the values that are known; null where none is. */
export function total(rows: readonly Row[], column: string): number | null {
  const known = rows.map((row) => row[column]).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce<number>((sum, value) => sum + Number(value), 0);
}

/** One object per group: what tells the group apart, and what is measured of its rows. */
export function summarize<K extends object, M extends object>(
  rows: readonly Row[],
  keyOf: (row: Row) => K,
  measure: (rows: readonly Row[]) => M,
): (K & M)[] {
  const groups = new Map<string, { readonly key: K; readonly rows: Row[] }>();
  for (const row of rows) {
    const key = keyOf(row);
    const name = JSON.stringify(key);
    const group = groups.get(name) ?? { key, rows: [] };
    groups.set(name, group);
    group.rows.push(row);
  }
  return [...groups.values()].map((group) => ({ ...group.key, ...measure(group.rows) }));
}

/** Lists are compared whatever their order, sums whatever the order of their terms. */
export function comparable(list: readonly object[]): readonly string[] {
  return list.map((one) => JSON.stringify(ordered(one))).sort();
}

function ordered(value: unknown): unknown {
  if (typeof value === 'number') return Math.round(value * 1e6) / 1e6;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, ordered(one)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const reference = (key: string, value: unknown) => (value === null ? null : { [key]: value });

/** What stands where the contract has a reference. */
export const code = (value: unknown) => reference('code', value);
