import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { exporters } from '../../../cli/export/exporters.ts';
import { recordRow } from '../../support/subgraph.ts';
import { openTestStore } from '../import/open-test-store.ts';

it('exercise data can be exported, says so in each row, and enters no real hub', async () => {
  const [exercise, real] = await Promise.all([openTestStore('exercise'), openTestStore('real')]);
  const folder = await mkdtemp(join(tmpdir(), 'export-'));
  try {
    const row = {
      ...recordRow('XAA:published-total:1'),
      publisher: 'Sample',
      period_to: '2026-01-31',
      measure: 'trucks',
      value: 5,
      unit: 'C62',
      derived: false,
    };
    await exercise.query(
      'reference',
      `insert into published_total
       select * from jsonb_populate_record(null::published_total,
         '${JSON.stringify({ ...row, changed_at: '2026-01-01T00:00:00Z' })}')`,
    );
    const parts: string[] = [];
    const exporter = exporters.find(({ name }) => name === 'published-totals');
    for await (const part of exporter?.parts(exercise.store) ?? []) parts.push(part);
    const path = join(folder, 'exercise.csv');
    await writeFile(path, parts.join(''));

    const report = await real.importFile(path);

    expect(report.outcome).toBe('refused');
    expect(report.problems).toMatchObject([{ at: 3, wrong: 'This code belongs to an exercise.' }]);
    expect(parts.join('')).toMatch(/,true\n$/);
  } finally {
    await Promise.all([exercise.close(), real.close()]);
    await rm(folder, { recursive: true });
  }
});
