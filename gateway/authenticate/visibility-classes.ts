import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { HubState } from '../../schema/hub-state.ts';
import type { CacheStats } from '../metrics/cache-stats.ts';
import { agreementsInForce, nextChange } from './agreements-in-force.ts';
import type { Principal, VisibilityClass } from './principal.ts';

/** Classes that are kept at most; the least recently used go first. */
const maxClasses = 10_000;

export interface VisibilityClasses {
  /** The class of a principal now; the same object for all who may see the same. */
  readonly of: (principal: Principal) => VisibilityClass;
  readonly stats: () => CacheStats;
}

/**
 * @param policyVersion the version in force
 * @param now milliseconds: agreements begin and end by themselves
 */
export function createVisibilityClasses(
  { agreements }: Pick<HubState, 'agreements'>,
  policyVersion: () => number,
  now: () => number,
): VisibilityClasses {
  let version = policyVersion();
  let until = nextChange(agreements, now());
  let byPrincipal = new WeakMap<Principal, VisibilityClass>();
  const byKey = new LRUCache<string, VisibilityClass>({ max: maxClasses });

  const refresh = (): void => {
    const [present, time] = [policyVersion(), now()];
    if (present === version && time < until) return;
    version = present;
    until = nextChange(agreements, time);
    byPrincipal = new WeakMap();
    byKey.clear();
  };
  const make = ({ subject: _person, ...principal }: Principal): VisibilityClass => {
    const inForce = agreementsInForce(agreements, principal, principal.purpose, now());
    const { partner, roles, groups, clearances, purpose } = principal;
    const told = [partner, roles, groups, clearances, purpose, inForce, version];
    const key = hash('sha256', JSON.stringify(told), 'base64url');
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const made = Object.freeze({ principal, agreements: inForce, policyVersion: version, key });
    byKey.set(key, made);
    return made;
  };
  return {
    stats: () => ({
      cache: 'visibility classes',
      entries: byKey.size,
      bytes: null,
      maxEntries: maxClasses,
      maxBytes: null,
    }),
    of: (principal) => {
      refresh();
      let found = byPrincipal.get(principal);
      if (found === undefined) {
        found = make(principal);
        byPrincipal.set(principal, found);
      }
      return found;
    },
  };
}
