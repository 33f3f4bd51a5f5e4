import type { Row } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';
import { generateAidLogistics } from '../../../cli/exercise/aid-logistics.ts';
import { createWorld } from '../../../cli/exercise/world.ts';

/** Shares of the weight, as the UN 2720 mechanism published them. */
const publishedShares = {
  ...{ FOOD: 0.843, SHELTER: 0.056, NUTRITION: 0.036, WASH: 0.036 },
  ...{ HEALTH: 0.015, OPS_LOGS_TELECOM: 0.006 },
};

// A small exercise has few convoys, so chance weighs more there.
const sizes = [
  { size: 'small', ratio: 0.06, share: 0.035 },
  { size: 'medium', ratio: 0.02, share: 0.006 },
] as const;

describe.each(sizes)('an exercise of size $size', ({ size, ratio, share }) => {
  const world = createWorld({ seed: 7, size, until: '2026-11-22' });
  const { consignment = [], flow_count = [] } = generateAidLogistics(world);
  const consignments = [...consignment];
  const counts = [...flow_count];
  const at = (stage: string, basis: string) =>
    counts.filter((one) => one['stage'] === stage && one['counting_basis'] === basis);
  const offloaded = at('OFFLOADED', 'UN2720');
  const near = (actual: number, expected: number) =>
    expect(Math.abs(actual / expected - 1)).toBeLessThan(ratio);

  it('has the published load per truck and pallet', () => {
    near(total(offloaded, 'weight_tonnes') / total(offloaded, 'trucks'), 12.8);
    near(total(offloaded, 'pallets') / total(offloaded, 'trucks'), 17);
    near(total(offloaded, 'weight_tonnes') / total(offloaded, 'pallets'), 0.75);
  });

  it('has the published trucks per request', () => {
    const before = ['DRAFT', 'SUBMITTED', 'ON_HOLD', 'REJECTED', 'CLEARED', 'CANCELLED'];
    const manifested = consignments.filter(
      (one) => one['utn'] !== null && !before.includes(String(one['state'])),
    );
    near(total(at('MANIFESTED', 'UN2720'), 'trucks') / manifested.length, 5.5);
  });

  it('gives the largest organisation its published part of the trucks', () => {
    const owners = new Set(offloaded.map((one) => one['owner_code']));
    const trucks = [...owners].map((owner) =>
      total(
        offloaded.filter((one) => one['owner_code'] === owner),
        'trucks',
      ),
    );
    const largest = Math.max(...trucks) / total(offloaded, 'trucks');
    expect(Math.abs(largest - 0.58)).toBeLessThan(share);
  });

  it.each(Object.entries(publishedShares))(
    'gives %s its published share %d',
    (category, published) => {
      const own = offloaded.filter((one) => one['category'] === category);
      const actual = total(own, 'weight_tonnes') / total(offloaded, 'weight_tonnes');
      expect(Math.abs(actual - published)).toBeLessThan(share);
    },
  );

  it('lets bases disagree: the authority counts all traffic, in larger trucks', () => {
    const trucks = (basis: string) => total(at('OFFLOADED', basis), 'trucks');
    const parts = trucks('UN2720') + trucks('PARTNER') + trucks('COMMERCIAL');
    expect(trucks('AUTHORITY')).toBeGreaterThan(trucks('UN2720') * 1.3);
    expect(trucks('AUTHORITY')).toBeLessThan(trucks('UN2720') * 3);
    expect(trucks('AUTHORITY')).not.toBe(parts);
    const perTruck = (basis: string) =>
      total(at('OFFLOADED', basis), 'weight_tonnes') / trucks(basis);
    expect(perTruck('AUTHORITY')).toBeGreaterThan(perTruck('UN2720') * 1.1);
  });
});

describe('an exercise', () => {
  it('is the same for the same seed, and another for another', () => {
    const made = (seed: number) => {
      const tables = generateAidLogistics(
        createWorld({ seed, size: 'small', until: '2026-11-22' }),
      );
      return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, [...rows]]));
    };
    const first = made(7);
    expect(made(7)).toEqual(first);
    for (const [table, rows] of Object.entries(made(8))) expect(rows).not.toEqual(first[table]);
  });
});

function total(rows: readonly Row[], column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column]), 0);
}
