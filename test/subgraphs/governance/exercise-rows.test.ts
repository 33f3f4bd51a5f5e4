import type { Row } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';
import { facilities } from '../../../cli/exercise/infrastructure/facilities.ts';
import { projects } from '../../../cli/exercise/infrastructure/projects.ts';
import { createWorld } from '../../../cli/exercise/world.ts';
import { exerciseTables } from './exercise-subgraph.ts';

const world = createWorld({ seed: 11, size: 'medium', until: '2026-11-22' });
const tables = exerciseTables(world);
const rows = (table: string): readonly Row[] => tables[table] ?? [];
const byId = (table: string) => new Map(rows(table).map((row) => [row['id'], row]));

describe('the exercise', () => {
  it('is the same for the same seed, and another for another', () => {
    const made = (seed: number) =>
      exerciseTables(createWorld({ seed, size: 'small', until: '2026-11-22' }));
    expect(made(11)).toEqual(made(11));
    expect(made(12)['pledge']).not.toEqual(made(11)['pledge']);
  });

  it('makes up no obligation counter', () => {
    expect(tables).not.toHaveProperty('obligation_counter');
  });

  it('covers every district under every scheme on every day, once', () => {
    const chains = Map.groupBy(rows('zone'), (row) => `${row['scheme_id']} ${row['places_pcode']}`);
    expect(chains.size).toBe(world.places.length * rows('zone_scheme').length);
    for (const chain of chains.values()) {
      const ordered = chain.toSorted((a, b) =>
        String(a['effective_from']) < String(b['effective_from']) ? -1 : 1,
      );
      expect(ordered.slice(0, -1).map((row) => row['effective_to'])).toEqual(
        ordered.slice(1).map((row) => row['effective_from']),
      );
      expect(ordered.at(-1)?.['effective_to']).toBeNull();
    }
  });

  it('converts zones along the paths of their scheme only', () => {
    const schemes = byId('zone_scheme');
    const zones = byId('zone');
    for (const row of rows('zone_transition')) {
      const paths = schemes.get(row['scheme_id'])?.['paths'] as { from: string; to: string }[];
      expect(paths).toContainEqual(
        expect.objectContaining({ from: row['from_class'], to: row['to_class'] }),
      );
      expect(zones.get(row['zone_id'])).toMatchObject({
        class_code: row['from_class'],
        scheme_id: row['scheme_id'],
      });
      if (row['state'] === 'IN_EFFECT') {
        expect(zones.get(row['resulting_zone_id'])).toMatchObject({
          class_code: row['to_class'],
          effective_from: row['in_effect_from'],
        });
      }
    }
    const states = new Set(rows('zone_transition').map(({ state }) => state));
    expect([...states].sort()).toEqual([
      'CRITERIA_MET',
      'ENDORSED',
      'IN_EFFECT',
      'PROPOSED',
      'REVERTED',
    ]);
  });

  it('gates projects of the sectors that may be gated, as the projects are', () => {
    const sectors = new Map(
      projects(world, facilities(world)).map((row) => [row['id'], row['sector']]),
    );
    for (const row of rows('dependency')) {
      expect(row['sector']).toBe(sectors.get(row['project_id']));
      expect(['HEA', 'NUT', 'WSH', 'FSC', 'PRO']).not.toContain(row['sector']);
    }
  });

  it('names only records that are there', () => {
    const references: readonly (readonly [table: string, column: string, target: string])[] = [
      ['mandate', 'body_id', 'body'],
      ['participation', 'body_id', 'body'],
      ['milestone', 'indicator_id', 'indicator'],
      ['milestone_verification', 'milestone_id', 'milestone'],
      ['zone', 'scheme_id', 'zone_scheme'],
      ['zone_transition', 'decision_id', 'decision'],
      ['transition_endorsement', 'transition_id', 'zone_transition'],
      ['representation', 'decision_id', 'decision'],
      ['position', 'replies_to_id', 'position'],
      ['position', 'scheme_id', 'zone_scheme'],
      ['indicator_value', 'indicator_id', 'indicator'],
      ['dependency', 'milestone_id', 'milestone'],
      ['decision', 'supersedes_id', 'decision'],
    ];
    for (const [table, column, target] of references) {
      const known = byId(target);
      const named = rows(table)
        .map((row) => row[column])
        .filter((id) => id !== null);
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter((id) => !known.has(id))).toEqual([]);
    }
  });
});
