import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { JSONWebKeySet } from 'jose';
import type { HubContent } from '../schema/hub-state/next-hub-state.ts';
import type { HubState } from '../schema/hub-state.ts';
import { createKeySource } from './authenticate/key-source.ts';
import type { Refusal } from './authenticate/refusal.ts';
import { type Credentials, createSignIn, type SignIn } from './authenticate/sign-in.ts';
import type { Access } from './authenticate/signed-in-context.ts';
import { openStateKeeper } from './hub-state/keep-state.ts';
import type { SigningKey } from './keys/open-key.ts';
import type { CacheStats } from './metrics/cache-stats.ts';
import { createLocalFeed, type PolicyFeed } from './policy-version/policy-feed.ts';
import { createRedisFeed } from './policy-version/redis-feed.ts';
import { type Assert, createAssertions } from './providers/assertions.ts';

/** How callers are known, and how the gateway makes itself known to subgraphs. */
export interface AccessOptions {
  /** What tokens must name as their audience. */
  readonly audience: string;
  /** Signs assertions and the hub's state. */
  readonly key: SigningKey;
  /** Absolute path of the folder that keeps the hub's state. */
  readonly dataDir: string;
  /** Carries changes of policy between gateways; left out, this one is alone. */
  readonly redisUrl?: string | undefined;
}

/** Who may use the gateway, and as whom. */
export interface AccessControl {
  /** Takes what `hub.yaml` says now; requests from here on are judged by it. */
  readonly take: (content: HubContent) => Promise<void>;
  /** Waits for nothing but issuers: there is a state before there is a server. */
  readonly signIn: (
    credentials: Credentials,
  ) => Promise<{ readonly kind: 'granted'; readonly access: Access } | Refusal>;
  readonly feed: PolicyFeed;
  readonly assert: Assert;
  readonly stats: () => readonly CacheStats[];
  /** By which subgraphs verify assertions. */
  readonly jwks: JSONWebKeySet;
}

/** @param alone carries changes of policy where there is no Redis */
export async function createAccess(
  { audience, key, dataDir, redisUrl }: AccessOptions,
  log: FastifyBaseLogger,
  alone: PolicyFeed = createLocalFeed(),
): Promise<AccessControl> {
  const keeper = await openStateKeeper({ key, file: join(dataDir, 'hub-state.jws') });
  const feed = redisUrl === undefined ? alone : createRedisFeed(redisUrl, log);
  const keys = createKeySource();
  let present: { readonly state: HubState; readonly signIn: SignIn } | undefined;
  const assert = createAssertions(key);
  return {
    feed,
    assert,
    stats: () => [...(present?.signIn.stats() ?? []), assert.stats()],
    jwks: { keys: [key.publicJwk] },
    take: async (content) => {
      const next = await keeper.next(content);
      if (next.kind === 'refused') return log.error(`the hub's state is refused: ${next.reason}`);
      const { state } = next;
      if (state.version === present?.state.version) return;
      const policyVersion = () => state.policyVersion + feed.raised();
      present = { state, signIn: createSignIn({ state, keys, audience, policyVersion }) };
      log.info({ version: state.version, policyVersion: policyVersion() }, "the hub's state");
    },
    signIn: async (credentials) => {
      if (present === undefined) throw new Error('There is a state before there is a server.');
      const { state, signIn } = present;
      const signedIn = await signIn(credentials);
      if (signedIn.kind === 'refused') return signedIn;
      const { principal, visibility } = signedIn;
      return {
        kind: 'granted',
        access: { principal, visibility, state, mayReuse: feed.hears() },
      };
    },
  };
}
