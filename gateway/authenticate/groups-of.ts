import type { HubState } from '../../schema/hub-state.ts';

/**
 * Groups of a partner, sorted: those that list it, `PUBLIC` (everyone), and `PARTNERS` where it is
 * an active partner. The hub itself is no partner.
 */
export function groupsOf(
  partner: string,
  { groups, partnerStatus }: Pick<HubState, 'groups' | 'partnerStatus'>,
): readonly string[] {
  const names = Object.keys(groups).filter((name) => groups[name]?.includes(partner));
  const active = partner !== 'HUB' && partnerStatus[partner] === 'ACTIVE';
  return [...names, 'PUBLIC', ...(active ? ['PARTNERS'] : [])].sort();
}
