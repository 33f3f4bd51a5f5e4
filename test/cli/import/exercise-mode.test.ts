import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { importFile } from '../../../cli/import/import-file.ts';
import { openStore } from '../../../cli/import/load/store.ts';
import { fixtures, openTestStore, sharing } from './open-test-store.ts';

it('imports nothing in exercise mode, and opens no database to say so', async () => {
  const connect = () => Promise.reject(new Error('connected'));
  const store = openStore(connect, 'exercise');

  const report = await importFile(join(fixtures, 'flow-counts.csv'), store, sharing);

  expect(report).toMatchObject({
    kind: 'problem',
    message: expect.stringContaining('exercise mode'),
    advice: expect.stringContaining('HUB_MODE=real'),
  });
});

it('refuses databases that hold exercise data', async () => {
  const exercise = await openTestStore('exercise');
  try {
    await exercise.query('reference', 'select 1');
    const urls = exercise.urls();
    const connect = async () => ({
      url: async (name: string) => String(urls.get(name)),
      close: async () => undefined,
    });
    const store = openStore(connect, 'real');

    const report = await importFile(join(fixtures, 'published-totals.csv'), store, sharing);
    await store.close();

    expect(report).toMatchObject({
      kind: 'problem',
      message: expect.stringContaining('holds exercise data and HUB_MODE is real'),
    });
    const rows = await exercise.query('reference', 'select id from published_total');
    expect(rows).toEqual([]);
  } finally {
    await exercise.close();
  }
});
