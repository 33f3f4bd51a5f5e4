import type { Row } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';
import { exerciseWorld } from '../../../support/exercise-stack.ts';
import { allPages } from './all-pages.ts';
import { rowById, rowsOf } from './rows.ts';

interface Class {
  readonly code: string;
  readonly meaning: string;
}

describe('Which zone applied on date D?', () => {
  it('gives, for each scheme and day, the one zone of each district', async () => {
    const world = await exerciseWorld();
    const zones = await rowsOf('zone');
    for (const scheme of await rowsOf('zone_scheme')) {
      for (const day of [world.start, world.day(60), world.until]) {
        const applied = zones.filter(
          (row) =>
            row['scheme_id'] === scheme['id'] &&
            String(row['effective_from']) <= day &&
            (row['effective_to'] === null || String(row['effective_to']) > day),
        );
        expect(applied).toHaveLength(world.places.length);
        const answer = await allPages('which-zone-applied-on', { scheme: scheme['id'], day });
        expect(answer).toEqual(applied.map((row) => expectedZone(row, scheme)));
      }
    }
  });

  function expectedZone(row: Row, scheme: Row): object {
    const classes = scheme['classes'] as readonly Class[];
    const described = classes.find(({ code }) => code === row['class_code']);
    return {
      id: row['id'],
      classCode: row['class_code'],
      class: { code: described?.code, meaning: described?.meaning },
      scheme: { id: scheme['id'], status: scheme['status'] },
      authorityText: row['authority_text'],
      authorityTemporary: row['authority_temporary'],
      effectiveFrom: row['effective_from'],
      effectiveTo: row['effective_to'],
      places: (row['places_pcode'] as string[]).map((pcode) => ({ pcode })),
    };
  }

  it('means different things by the same class under different schemes', async () => {
    const meanings = (await rowsOf('zone_scheme')).map(
      (scheme) => (scheme['classes'] as Class[]).find(({ code }) => code === 'GREEN')?.meaning,
    );
    expect(new Set(meanings).size).toBe(meanings.length);
  });
});

describe('Which criteria remain before conversion?', () => {
  it('gives proposals that lack something, with every criterion and its status', async () => {
    const zone = await rowById('zone');
    const lacking = (row: Row) =>
      (row['criteria'] as { status: string }[]).filter(({ status }) => status !== 'MET').length;
    const open = (await rowsOf('zone_transition', 'proposed_on')).filter(
      (row) => row['state'] === 'PROPOSED' && lacking(row) > 0,
    );
    expect(open.length).toBeGreaterThan(0);
    expect(await allPages('which-criteria-remain')).toEqual(
      open.map((row) => ({
        id: row['id'],
        zone: { id: row['zone_id'], name: zone(row['zone_id'])['name'] },
        fromClass: row['from_class'],
        toClass: row['to_class'],
        criteriaRemaining: lacking(row),
        criteria: (row['criteria'] as Row[]).map(({ code, text, status, assessedBy }) => ({
          code,
          text,
          status,
          assessedBy: assessedBy === null ? null : { code: assessedBy },
        })),
      })),
    );
  });
});
