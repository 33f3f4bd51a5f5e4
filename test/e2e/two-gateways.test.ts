import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { type FixtureSubgraph, startFixtureSubgraph } from '../support/fixture-subgraph.ts';
import { createIssuer, type TestIssuer } from '../support/issuers.ts';
import { describeWithRedis, startRedis, type TestRedis } from '../support/redis.ts';
import { type SignedInGateway, startSignedInGateway } from '../support/signed-in-gateway.ts';
import { until } from '../support/test-gateway.ts';

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
type Query { greeting: String }
type Mutation { revoke: String @changesRelease }
`;

describeWithRedis('two gateways over one Redis', () => {
  let redis: TestRedis;
  let xaa: TestIssuer;
  let greetings: FixtureSubgraph;
  let here: SignedInGateway;
  let there: SignedInGateway;
  const assertions: string[] = [];
  let waiting: (() => void)[] | undefined;

  beforeAll(async () => {
    redis = await startRedis();
    xaa = await createIssuer('XAA');
    greetings = await startFixtureSubgraph({
      sdl,
      root: { greeting: 'hello', revoke: 'done' },
      refuse: async (headers) => {
        const assertion = headers['x-entente-assertion'];
        if (typeof assertion === 'string') assertions.push(assertion);
        if (waiting !== undefined && typeof assertion === 'string') {
          await new Promise<void>((resolve) => waiting?.push(resolve));
        }
        return undefined;
      },
    });
    const entries = [{ name: 'greetings', url: greetings.url, sdl }];
    const options = { entries, issuers: [xaa], redisUrl: redis.url };
    [here, there] = await Promise.all([
      startSignedInGateway(options),
      startSignedInGateway(options),
    ]);
  });
  afterAll(async () => {
    await Promise.all([here.close(), there.close(), greetings.close()]);
    await redis.stop();
  });

  const ask = async (gateway: SignedInGateway, query: string) => {
    const token = await xaa.token({ purpose: 'COORDINATION' });
    const answer = await gateway.ask(query, { token });
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.errors).toBeUndefined();
  };
  const versionAt = async (gateway: SignedInGateway): Promise<number> => {
    await ask(gateway, '{ greeting }');
    const last = decodeJwt<{ visibility: { policyVersion: number } }>(assertions.at(-1) ?? '');
    return last.visibility.policyVersion;
  };
  /** How many of two identical queries, asked at the same time, reach the subgraph. */
  const reaching = async (gateway: SignedInGateway): Promise<number> => {
    waiting = [];
    assertions.length = 0;
    const answers = [1, 2].map(() => ask(gateway, '{ greeting }'));
    await until(() => (waiting?.length ?? 0) > 0);
    await ask(gateway, '{ __typename }');
    await ask(gateway, '{ __typename }');
    const held = waiting;
    waiting = undefined;
    for (const release of held) release();
    await Promise.all(answers);
    return assertions.length;
  };

  it('both know of a revocation at one of them: there at once, here soon', async () => {
    await until(async () => (await reaching(here)) === 1 && (await reaching(there)) === 1);
    const before = Math.max(await versionAt(here), await versionAt(there));
    await ask(there, 'mutation { revoke }');
    expect(await versionAt(there)).toBeGreaterThan(before);
    await until(async () => (await versionAt(here)) > before);
  });

  it('share no work any more when they are cut off, and do again when they are not', async () => {
    const { port } = new URL(redis.url);
    await redis.stop();
    await until(async () => (await reaching(here)) === 2);
    await until(() => here.log.some((line) => line.includes('nothing is reused')));
    const before = await versionAt(here);
    await ask(there, 'mutation { revoke }');
    redis = await startRedis(Number(port));
    await until(async () => (await reaching(here)) === 1);
    await until(async () => (await versionAt(here)) > before);
  });
});
