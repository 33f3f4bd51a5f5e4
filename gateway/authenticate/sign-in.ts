import type { HubState } from '../../schema/hub-state.ts';
import type { CacheStats } from '../metrics/cache-stats.ts';
import { choosePurpose } from './choose-purpose.ts';
import { groupsOf } from './groups-of.ts';
import type { KeySource } from './key-source.ts';
import type { Principal, VisibilityClass } from './principal.ts';
import { type Refusal, refusal, tokenRefusal } from './refusal.ts';
import { createTokenCache } from './token-cache.ts';
import { verifyToken } from './verify-token.ts';
import { createVisibilityClasses } from './visibility-classes.ts';

/** What a request says about who sends it. */
export interface Credentials {
  /** The `authorization` header; tokens elsewhere (addresses, cookies) are not looked for. */
  readonly authorization: string | undefined;
  /** The `x-hub-purpose` header. */
  readonly purpose: string | undefined;
}

export interface SignedIn {
  readonly kind: 'signed-in';
  readonly principal: Principal;
  readonly visibility: VisibilityClass;
}

export interface SignIn {
  (credentials: Credentials): Promise<SignedIn | Refusal>;
  readonly stats: () => readonly CacheStats[];
}

export interface SignInOptions {
  readonly state: HubState;
  readonly keys: KeySource;
  readonly audience: string;
  /** The version in force: the state's, raised by changes since. */
  readonly policyVersion: () => number;
  /** Milliseconds, for tests. */
  readonly now?: () => number;
}

/**
 * Signing in under one state of the hub; what it keeps goes with that state, so that a change of
 * the trust list holds at once.
 */
export function createSignIn(options: SignInOptions): SignIn {
  const { state, audience, policyVersion, now = Date.now } = options;
  const keys = options.keys.follow(state.trust);
  const { trust, partnerStatus } = state;
  const tokens = createTokenCache(now);
  const classes = createVisibilityClasses(state, policyVersion, now);

  const signedIn = (principal: Principal): SignedIn => {
    return { kind: 'signed-in', principal, visibility: classes.of(principal) };
  };
  const signIn = async ({ authorization, purpose: asked }: Credentials) => {
    if (authorization === undefined) {
      const publicInfo = { allowed: ['PUBLIC_INFO'], preset: 'PUBLIC_INFO' } as const;
      const chosen = choosePurpose(publicInfo, asked);
      if (chosen.kind === 'purpose') return signedIn(everyone);
      return refusal(chosen.code, 'Without a token the purpose is PUBLIC_INFO. Send a token.');
    }
    const token = /^Bearer +([^\s,]+) *$/i.exec(authorization)?.[1];
    if (token === undefined) return tokenRefusal('Send one token: authorization: Bearer TOKEN.');
    let known = tokens.get(token);
    if (known === undefined) {
      const verified = await verifyToken(token, { trust, partnerStatus, keys, audience, now });
      if (verified.kind === 'refused') return verified;
      known = tokens.set(token, verified);
    }
    const { verified, principals } = known;
    const chosen = choosePurpose(verified.purposes, asked);
    if (chosen.kind === 'refused') return chosen;
    const { purpose } = chosen;
    let principal = principals.get(purpose);
    if (principal === undefined) {
      const { partner, subject, roles, clearances } = verified;
      const groups = groupsOf(partner, state);
      principal = Object.freeze({ partner, subject, roles, groups, clearances, purpose });
      principals.set(purpose, principal);
    }
    return signedIn(principal);
  };
  return Object.assign(signIn, { stats: () => [tokens.stats(), classes.stats()] });
}

/** Who brings no token. */
const everyone: Principal = Object.freeze({
  partner: 'PUBLIC',
  subject: null,
  roles: [],
  groups: ['PUBLIC'],
  clearances: [],
  purpose: 'PUBLIC_INFO',
});
