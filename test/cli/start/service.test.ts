import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Service, type ServiceEvent, startService } from '../../../cli/start/service.ts';
import { processesNaming, until } from '../processes.ts';

let folder: string;
let service: Service | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entente-service-'));
});

afterEach(async () => {
  await service?.stop(0);
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

function start(fixture: string, delays: readonly number[]): ServiceEvent[] {
  const events: ServiceEvent[] = [];
  const definition = {
    name: fixture,
    program: resolve(import.meta.dirname, `../fixtures/${fixture}.ts`),
    environment: { PATH: process.env['PATH'], SERVICE_FOLDER: folder },
    folder,
    log: join(folder, 'service.log'),
  };
  service = startService(definition, (event) => events.push(event), { delays });
  return events;
}

describe('a service', () => {
  it('is tried again after each wait, then given up, with what it said last', async () => {
    const events = start('fail-at-once', [1, 2]);
    await until(() => events.some(({ kind }) => kind === 'given-up'));
    const reason = 'failing: the database is missing: create it.';
    expect(events).toEqual([
      { kind: 'ended', reason, nextTryIn: 1 },
      { kind: 'ended', reason, nextTryIn: 2 },
      { kind: 'given-up', reason, tries: 3 },
    ]);
    expect(service?.pid()).toBeUndefined();
  });

  it('is killed when it does not heed the request to end', async () => {
    const events = start('heed-nothing', [1]);
    const log = join(folder, 'service.log');
    await until(async () => (await readFile(log, 'utf8').catch(() => '')) !== '');
    const pid = service?.pid();
    await service?.stop(50);
    expect(events).toEqual([]);
    expect(processesNaming('heed-nothing.ts').filter((line) => line.includes(`${pid} `))).toEqual(
      [],
    );
  });

  it('is not tried again when it is stopped while it waits', async () => {
    const events = start('fail-at-once', [60_000]);
    await until(() => events.length === 1);
    await service?.stop(50);
    expect(events).toHaveLength(1);
    expect(service?.pid()).toBeUndefined();
  });
});
