import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { findRunningPostgres } from '../../../cli/postgres/postgres.ts';
import { processesNaming, until } from '../processes.ts';
import { createHubProcess, type HubProcess } from './hub-process.ts';

let hub: HubProcess;

beforeEach(async () => {
  hub = await createHubProcess();
});

afterEach(() => hub.close());

async function subgraphProcess(): Promise<number | undefined> {
  const answer = await fetch(`http://127.0.0.1:${hub.subgraphPort}/`).catch(() => undefined);
  const body = (await answer?.json()) as { data: { process: number } } | undefined;
  return body?.data.process;
}

describe('hub start', () => {
  it('says where it answers, and ends all it started on SIGTERM', async () => {
    const running = await hub.started();
    expect(running.output()).toContain(`http://127.0.0.1:${hub.port}/graphql`);
    expect(running.output()).toContain("curl -s '");
    const ready = await fetch(`http://127.0.0.1:${hub.port}/health/ready`);
    expect(ready.status).toBe(200);
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(processesNaming(hub.folder)).toEqual([]);
    expect(await subgraphProcess()).toBeUndefined();
  });

  it('ends in order on repeated Ctrl-C, also in the middle of the start', async () => {
    const running = hub.start();
    await until(() => processesNaming(join(hub.folder, 'data/postgres')).length > 0);
    running.child.kill('SIGINT');
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(0);
    expect(processesNaming(hub.folder)).toEqual([]);
  });

  it('leaves no process when it is killed, and starts again on the same data', async () => {
    const running = await hub.started();
    running.child.kill('SIGKILL');
    await running.ended;
    await until(async () => (await subgraphProcess()) === undefined);
    await until(() => processesNaming(hub.folder).length === 0);
    const again = await hub.started();
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
  });

  it('starts a subgraph that was killed again, and says so in one line', async () => {
    const running = await hub.started();
    const first = await subgraphProcess();
    process.kill(Number(first), 'SIGKILL');
    await until(async () => {
      const present = await subgraphProcess();
      return present !== undefined && present !== first;
    });
    expect(running.output().match(/answer-everything ended: signal SIGKILL/g)).toHaveLength(1);
  });

  it('serves the others while a subgraph cannot start, and says what that one says', async () => {
    await hub.list(['answer-everything', 'fail-at-once']);
    const running = hub.start();
    await until(() => running.output().includes('the database is missing: create it.'));
    const query = JSON.stringify({ query: '{ answer_everything }' });
    await until(async () => {
      const answer = await fetch(`http://127.0.0.1:${hub.port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: query,
      }).catch(() => undefined);
      return answer?.status === 200;
    });
    expect(running.child.exitCode).toBeNull();
  });

  it('starts a subgraph that joins hub.yaml while it runs', async () => {
    await hub.list(['fail-at-once']);
    const running = hub.start();
    await until(() => running.output().includes('fail-at-once ended'));
    await hub.list(['answer-everything', 'fail-at-once']);
    await until(async () => (await subgraphProcess()) !== undefined);
  });

  it('gives a subgraph its own database and no other', async () => {
    await hub.started({ GOVERNANCE_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/governance' });
    const id = await subgraphProcess();
    const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() =>
      execFileSync('ps', ['eww', String(id)], { encoding: 'utf8' }),
    );
    expect(environment).toContain('ANSWER_EVERYTHING_DATABASE_URL=postgres://');
    expect(environment).not.toContain('GOVERNANCE_DATABASE_URL');
  });
});

describe('hub start refuses with one line', () => {
  it('a port that is in use', async () => {
    const server = createServer().listen(hub.port, '127.0.0.1');
    await once(server, 'listening');
    const refused = hub.start();
    expect(await refused.ended).toBe(1);
    server.close();
    expect(refused.output()).toContain(`Port ${hub.port} on 127.0.0.1 is in use`);
    expect(refused.output()).toContain(`PORT=${hub.port + 1} npm start`);
    expect(processesNaming(hub.folder)).toEqual([]);
  });

  it("a subgraph's port that is in use", async () => {
    const server = createServer().listen(hub.subgraphPort, '127.0.0.1');
    await once(server, 'listening');
    const refused = hub.start();
    expect(await refused.ended).toBe(1);
    server.close();
    expect(refused.output()).toContain(`Port ${hub.subgraphPort}`);
    expect(refused.output()).toContain('answer-everything');
  });

  it('a second start on the same data', async () => {
    const running = await hub.started();
    const refused = hub.start();
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(`already in use by process ${running.child.pid}`);
    expect(running.child.exitCode).toBeNull();
  });

  it('a hub.yaml that is missing or wrong, with its line', async () => {
    await writeFile(join(hub.folder, 'hub.yaml'), 'subgraphs:\n  - name: a\n');
    const wrong = hub.start();
    expect(await wrong.ended).toBe(1);
    expect(wrong.output()).toContain('hub.yaml:2');
    const missing = hub.start({ HUB_FILE: join(hub.folder, 'other.yaml') });
    expect(await missing.ended).toBe(1);
    expect(missing.output()).toContain('HUB_FILE');
  });

  it('data of the other mode', async () => {
    const running = await hub.started();
    const server = await findRunningPostgres(join(hub.folder, 'data'));
    const client = new pg.Client({ connectionString: server?.url('answer-everything') });
    client.on('error', () => {});
    await client.connect();
    await client.query("create table deployment as select 'exercise' as mode");
    await client.end();
    running.child.kill('SIGTERM');
    await running.ended;
    const refused = hub.start();
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain('holds exercise data, and HUB_MODE is real');
    expect(processesNaming(hub.folder)).toEqual([]);
  });

  it('settings that are not acceptable, and a data folder that cannot be made', async () => {
    const mode = hub.start({ HUB_MODE: 'both' });
    expect(await mode.ended).toBe(1);
    expect(mode.output()).toContain('write `exercise` or `real`');
    await writeFile(join(hub.folder, 'file'), '');
    const folder = hub.start({ DATA_DIR: join(hub.folder, 'file/data') });
    expect(await folder.ended).toBe(1);
    expect(folder.output()).toContain('DATA_DIR');
  });
});
