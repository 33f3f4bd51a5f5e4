import type { HubState } from '../hub-state.ts';
import { canonicalJson } from './canonical-json.ts';

/** All of a state but its numbers. */
export type HubContent = Omit<HubState, 'version' | 'policyVersion'>;

/**
 * The state after `previous`: the same one where nothing changed, else with a higher version, and
 * a higher policy version where it changed who may see what.
 */
export function nextHubState(content: HubContent, previous: HubState | undefined): HubState {
  if (previous === undefined) return { ...content, version: 1, policyVersion: 1 };
  const { version, policyVersion, ...before } = previous;
  if (canonicalJson(content) === canonicalJson(before)) return previous;
  const samePolicy = canonicalJson(policyOf(content)) === canonicalJson(policyOf(before));
  return {
    ...content,
    version: version + 1,
    policyVersion: samePolicy ? policyVersion : policyVersion + 1,
  };
}

/** The supergraph and addresses come and go without anybody seeing more or less. */
function policyOf({ trust, groups, agreements, partnerStatus, providers }: HubContent) {
  const operators = providers.map(({ id, subgraph, partner }) => ({ id, subgraph, partner }));
  return { trust, groups, agreements, partnerStatus, operators };
}
