import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { PolicyFeed } from '../../../gateway/policy-version/policy-feed.ts';
import { createRedisFeed } from '../../../gateway/policy-version/redis-feed.ts';
import { describeWithRedis, startRedis, type TestRedis } from '../../support/redis.ts';
import { until } from '../../support/test-gateway.ts';

const log = { info: () => {}, warn: () => {} };

describeWithRedis('the policy version over Redis', () => {
  let redis: TestRedis;
  const feeds: PolicyFeed[] = [];
  const connect = (): PolicyFeed => {
    const feed = createRedisFeed(redis.url, log);
    feeds.push(feed);
    return feed;
  };
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    await Promise.all(feeds.map((feed) => feed.close()));
    await redis.stop();
  });

  it('is raised here at once, and at other gateways soon', async () => {
    const [here, there] = [connect(), connect()];
    await until(() => here.hears() && there.hears());
    const before = Math.max(here.raised(), there.raised());
    await here.raise();
    expect(here.raised()).toBeGreaterThan(before);
    await until(() => there.raised() > before);
    await there.raise();
    const raised = there.raised();
    await until(() => here.raised() >= raised);
  });

  it('holds for a gateway that comes later: no version is used twice', async () => {
    const here = connect();
    await until(() => here.hears());
    const before = here.raised();
    const late = connect();
    await until(() => late.hears());
    expect(late.raised()).toBeGreaterThan(before);
  });

  it('is not heard where Redis is gone; what is raised meanwhile is told when it is back', async () => {
    const own = await startRedis();
    const { port } = new URL(own.url);
    const [here, there] = [own, own].map(({ url }) => createRedisFeed(url, log));
    if (here === undefined || there === undefined) throw new Error('no feeds');
    feeds.push(here, there);
    await until(() => here.hears() && there.hears() && here.raised() === there.raised());
    const before = here.raised();
    await own.stop();
    await until(() => !here.hears() && !there.hears());
    await here.raise();
    expect(here.raised()).toBeGreaterThan(before);
    const raised = here.raised();
    // Back, and empty: it must not begin to count anew.
    const back = await startRedis(Number(port));
    await until(() => here.hears() && there.hears());
    expect(there.raised()).toBeGreaterThan(before);
    await until(() => there.raised() >= raised);
    await back.stop();
  });

  it('is not heard from the first moment on', () => {
    expect(connect().hears()).toBe(false);
  });
});
