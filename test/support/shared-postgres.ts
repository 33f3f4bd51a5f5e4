import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../cli/postgres/postgres.ts';
import { isProblem } from '../../cli/terminal/problem.ts';
import type { SharedFixture } from './broker.ts';

/** One PostgreSQL for the whole run; the answer is its address. */
export async function sharedPostgres(): Promise<SharedFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-test-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const postgres = await startPostgres({ dataDir: folder, durable: false });
  if (isProblem(postgres)) {
    await remove();
    throw new Error(`${postgres.message} ${postgres.advice}`);
  }
  const stop = async () => {
    await postgres.stop();
    await remove();
  };
  return { answer: postgres.url('postgres'), stop };
}
