import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { compose } from '../../schema/compose.ts';
import { startFixtureSubgraph } from '../support/fixture-subgraph.ts';
import { createHubFolder } from '../support/hub-folder.ts';
import { startTestGateway, until } from '../support/test-gateway.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const sdl = 'type Query { greeting: String }\n';

const startGreeting = async (root: object, schema = sdl) => {
  const subgraph = await startFixtureSubgraph({ sdl: schema, root: { ...root } });
  closing.push(subgraph.close);
  return subgraph;
};

describe('a changed hub.yaml', () => {
  it('that does not compose leaves the old graph serving, with one line of what to do', async () => {
    const { url } = await startGreeting({ greeting: 'hello' });
    const good = { name: 'greetings', url, sdl };
    const folder = await createHubFolder([good]);
    closing.push(folder.remove);
    const gateway = await startTestGateway({ source: { kind: 'hub', path: folder.path } });
    closing.push(gateway.close);

    const bad = { name: 'partner', url, sdl: 'type Query {\n  greeting: Int\n}\n' };
    await folder.write([good, bad]);
    await until(() => gateway.log.some((line) => line.includes('the graph in use stays')));
    const line = gateway.log.find((text) => text.includes('the graph in use stays')) ?? '';
    expect(line).toContain('partner:2: error FIELD_TYPE_MISMATCH');
    expect(line).toContain('Advice: Give the field the type that the other subgraph has');
    expect(await gateway.query('{ greeting }')).toEqual({
      status: 200,
      data: { greeting: 'hello' },
    });
  });

  it('that breaks a rule for contracts is refused as well', async () => {
    const { url } = await startGreeting({ greeting: 'hello' });
    const folder = await createHubFolder([{ name: 'greetings', url, sdl }]);
    closing.push(folder.remove);
    const gateway = await startTestGateway({ source: { kind: 'hub', path: folder.path } });
    closing.push(gateway.close);
    await folder.write([{ name: 'greetings', url, sdl: 'type Query { driverPhone: String }' }]);
    await until(() => gateway.log.some((line) => line.includes('PERSON_FIELD')));
    expect((await gateway.query('{ greeting }')).data).toEqual({ greeting: 'hello' });
  });

  it('that is broken from the start answers 503 until it is mended', async () => {
    const { url } = await startGreeting({ greeting: 'hello' });
    const folder = await createHubFolder([{ name: 'greetings', url, sdl: 'type Query {' }]);
    closing.push(folder.remove);
    const gateway = await startTestGateway({ source: { kind: 'hub', path: folder.path } });
    closing.push(gateway.close);
    const refused = await gateway.query('{ greeting }');
    expect(refused.status).toBe(503);
    expect(refused.errors?.[0]?.extensions['code']).toBe('NOT_READY');
    await folder.write([{ name: 'greetings', url, sdl }]);
    await until(async () => (await gateway.query('{ greeting }')).status === 200);
  });
});

describe('--supergraph FILE', () => {
  it('serves any supergraph and follows the file', async () => {
    const { url } = await startGreeting({ greeting: 'hello' });
    const longer = 'type Query { greeting: String farewell: String }\n';
    const second = await startGreeting({ greeting: 'hello', farewell: 'bye' }, longer);
    const folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
    closing.push(() => rm(folder, { recursive: true }));
    const path = join(folder, 'supergraph.graphql');
    const write = async (schema: string, address: string) => {
      const result = compose([{ name: 'greetings', url: address, sdl: schema }]);
      if (result.kind === 'failed') throw new Error('the fixture must compose');
      await writeFile(path, result.supergraphSdl);
    };
    await write(sdl, url);
    const gateway = await startTestGateway({ source: { kind: 'supergraph', path } });
    closing.push(gateway.close);
    expect((await gateway.query('{ greeting }')).data).toEqual({ greeting: 'hello' });
    await write(longer, second.url);
    await until(async () => (await gateway.query('{ farewell }')).status === 200);
    expect((await gateway.query('{ farewell }')).data).toEqual({ farewell: 'bye' });
  });
});
