import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ApolloServer } from '@apollo/server';
import { describe, expect, it } from '@jest/globals';
import type { Engine } from '../../gateway/execute/engine.ts';
import { createEngineSwitch } from '../../gateway/execute/engine-switch.ts';
import { compose } from '../../schema/compose.ts';
import { createSupergraph } from '../../schema/supergraph.ts';

/** An engine that answers with its own name, once it is let go. */
const engineNamed = (name: string, gate: Promise<void> = Promise.resolve()): Engine => {
  const sdl = `"${name}"\ntype Query { version: String }`;
  const result = compose([{ name: 'versions', url: 'http://127.0.0.1:1/', sdl }]);
  if (result.kind === 'failed') throw new Error('the fixture must compose');
  const supergraph = createSupergraph(result.supergraphSdl);
  if (supergraph.kind === 'failed') throw new Error('the fixture must load');
  const execute: Engine['execute'] = async () => {
    await gate;
    return { data: { version: name } };
  };
  return { supergraph, apiSchema: supergraph.apiSchema, execute };
};

const versionFrom = async (server: ApolloServer): Promise<unknown> => {
  const { body } = await server.executeOperation({ query: '{ version }' });
  return body.kind === 'single' ? body.singleResult.data?.['version'] : undefined;
};

describe('the engine switch', () => {
  it('lets a request end with the engine of the schema that it was validated against', async () => {
    const engines = createEngineSwitch(engineNamed('first'));
    // The switch falls between validation and execution: the narrowest place there is.
    const server = new ApolloServer({
      gateway: engines.serverGateway,
      plugins: [
        {
          requestDidStart: async () => ({
            didResolveOperation: async () => engines.use(engineNamed('second')),
          }),
        },
      ],
    });
    await server.start();
    expect(await versionFrom(server)).toBe('first');
    expect(await versionFrom(server)).toBe('second');
    await server.stop();
  });

  it('holds an old engine for its requests under way only', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    let letGo: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    // Apollo Server itself keeps the schema that it started with, so the second is the one to watch.
    const engines = createEngineSwitch(engineNamed('first'));
    const server = new ApolloServer({ gateway: engines.serverGateway });
    await server.start();
    const reference = (() => {
      const second = engineNamed('second', gate);
      engines.use(second);
      return new WeakRef(second.apiSchema);
    })();
    const underWay = versionFrom(server);
    await setTimeout(20);
    engines.use(engineNamed('third'));
    letGo();
    expect(await underWay).toBe('second');
    expect(await versionFrom(server)).toBe('third');
    for (let round = 0; round < 20 && reference.deref() !== undefined; round += 1) {
      await setTimeout(10);
      collect();
    }
    expect(reference.deref()).toBeUndefined();
    await server.stop();
  });
});
