import type { HubState, Purpose } from '../../schema/hub-state.ts';
import type { AgreementInForce } from './principal.ts';

/** Agreements that are in force at `now` (ms) for a partner, by code or group, and a purpose. */
export function agreementsInForce(
  agreements: HubState['agreements'],
  { partner, groups }: { readonly partner: string; readonly groups: readonly string[] },
  purpose: Purpose,
  now: number,
): readonly AgreementInForce[] {
  return agreements
    .filter(
      ({ parties, purposes, from, to }) =>
        (parties.includes(partner) || groups.some((group) => parties.includes(group))) &&
        purposes.includes(purpose) &&
        Date.parse(from) <= now &&
        (to === null || now < Date.parse(to)),
    )
    .map(({ id, types }) => ({ id, types }));
}

/** The next instant (ms) at which an agreement begins or ends. */
export function nextChange(agreements: HubState['agreements'], now: number): number {
  const instants = agreements.flatMap(({ from, to }) => [from, ...(to === null ? [] : [to])]);
  return Math.min(
    ...instants.map((instant) => Date.parse(instant)).filter((instant) => instant > now),
  );
}
