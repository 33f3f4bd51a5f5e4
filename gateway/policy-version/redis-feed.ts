import type { FastifyBaseLogger } from 'fastify';
import { Redis } from 'ioredis';
import type { PolicyFeed } from './policy-feed.ts';

const key = 'entente:policy-version';
const channel = 'entente:policy-version';
/** Milliseconds: how often the version is asked for, and how long the last answer holds. */
const interval = 250;
const lease = 1_000;
/** Milliseconds that a command may take. */
const patience = 500;

/** Sets the version to a higher one than both sides know, and tells everybody, in one step. */
const raiseScript = `
local known = tonumber(redis.call('GET', KEYS[1]) or '0')
local version = math.max(known, tonumber(ARGV[1])) + 1
redis.call('SET', KEYS[1], version)
redis.call('PUBLISH', ARGV[2], version)
return version`;

/**
 * The version in Redis: published to all gateways, and asked for several times a second besides.
 * What was last heard holds for a second, so a gateway that is cut off knows it by then, even
 * where its connections still look open.
 *
 * @param now milliseconds, monotonic
 */
export function createRedisFeed(
  url: string,
  log: Pick<FastifyBaseLogger, 'info' | 'warn'>,
  now: () => number = () => performance.now(),
): PolicyFeed {
  const options = {
    commandTimeout: patience,
    connectTimeout: 2_000,
    disconnectTimeout: 100,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (tries: number) => Math.min(100 * tries, 1_000),
  };
  const commands = new Redis(url, options);
  const listener = new Redis(url, { ...options, autoResubscribe: true });
  // Trouble shows in `hears`; an error without a listener would end the process.
  for (const connection of [commands, listener]) connection.on('error', () => {});
  listener.on('ready', () => void listener.subscribe(channel).catch(() => {}));

  let version = 0;
  let heardAt = Number.NEGATIVE_INFINITY;
  let hearing = false;
  /** A change that the others have not been told of yet. */
  let owed = false;
  let closed = false;

  const take = (text: unknown): void => {
    const given = Number(text ?? 0);
    if (Number.isSafeInteger(given)) version = Math.max(version, given);
  };
  listener.on('message', (_channel, text) => take(text));

  const tell = async (): Promise<void> => {
    owed = true;
    take(await commands.eval(raiseScript, 1, key, version, channel));
    owed = false;
  };
  const hears = (): boolean => now() - heardAt < lease && !owed;
  const check = async (): Promise<void> => {
    try {
      // Redis that came back empty would count from the start: it learns what was known here.
      if (owed || now() - heardAt >= lease) await tell();
      const asked = now();
      take(await commands.get(key));
      heardAt = asked;
    } catch {
      // `heardAt` stays: its time runs out.
    }
    if (hears() === hearing || closed) return;
    hearing = hears();
    if (hearing) log.info('changes of policy are heard again through Redis');
    else log.warn('changes of policy are not heard: Redis does not answer; nothing is reused');
  };
  let checking = Promise.resolve();
  commands.once('ready', () => {
    checking = checking.then(check);
  });
  const timer = setInterval(() => {
    checking = checking.then(() => (closed ? undefined : check()));
  }, interval);
  timer.unref();

  return {
    raised: () => version,
    hears,
    raise: async () => {
      // Here it holds whatever becomes of Redis.
      version += 1;
      await tell().catch(() => {});
    },
    close: async () => {
      closed = true;
      clearInterval(timer);
      commands.disconnect();
      listener.disconnect();
      await checking;
    },
  };
}
