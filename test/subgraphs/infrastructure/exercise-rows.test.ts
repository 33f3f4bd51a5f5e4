import { describe, expect, it } from '@jest/globals';
import { generateInfrastructure } from '../../../cli/exercise/infrastructure.ts';
import { createWorld, type ExerciseOptions } from '../../../cli/exercise/world.ts';
import { exerciseRows, rowsOf } from './exercise.ts';

function rows(options: ExerciseOptions) {
  const tables = generateInfrastructure(createWorld(options));
  return Object.fromEntries(Object.entries(tables).map(([table, some]) => [table, [...some]]));
}

const options = { seed: 3, size: 'small', until: '2026-05-31' } as const;

describe('exercise rows', () => {
  it('are the same for the same seed, and others for another', () => {
    const first = rows(options);
    expect(rows(options)).toEqual(first);
    expect(rows({ ...options, seed: 4 })).not.toEqual(first);
  });

  it('leave a project waiting only where its state can wait', () => {
    const { tables } = exerciseRows();
    const waiting = rowsOf(tables, 'project').filter((row) => String(row['waits_on']) !== '');
    expect(waiting.length).toBeGreaterThan(10);
    for (const { state, sector, waits_on: gates } of waiting) {
      expect(['PROPOSED', 'ASSESSED', 'FUNDED', 'APPROVED', 'SUSPENDED']).toContain(state);
      if (/HEA|WSH|FSC/.test(String(sector))) expect(gates).not.toContain('APPROVAL');
    }
  });

  it('have contradicting assessments of one place and day', () => {
    const { tables } = exerciseRows();
    const assessments = rowsOf(tables, 'damage_assessment');
    const sites = Map.groupBy(assessments, (row) => `${row['place_pcode']} ${row['imagery_date']}`);
    const contradicted = [...sites.values()].filter(
      (some) => new Set(some.map((row) => row['destroyed'])).size > 1,
    );
    expect(contradicted.length).toBeGreaterThan(0);
  });
});
