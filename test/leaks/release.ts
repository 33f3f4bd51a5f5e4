import type { Purpose } from '../../schema/hub-state.ts';
import { type Item, type Model, ownerOf, subgraphOf, typeOf } from './model.ts';

/** Written for the test alone, from the words of the rule: not the code that it judges. */
export function isReleased(
  model: Model,
  { id, type, marking }: Item,
  partner: string,
  purpose: Purpose,
  now: number = Date.now(),
): boolean {
  if (!typeOf(model, type).marked) return true;
  if (marking === null || marking.originator !== ownerOf(id)) return false;
  if (partner === marking.originator) return true;
  const names = [partner, ...groupsOf(model, partner)];
  const agreement = model.policy.agreements.find((one) => one.id === marking.policyId);
  if (agreement === undefined) return false;
  const inForce =
    agreement.parties.some((party) => names.includes(party)) &&
    agreement.purposes.includes(purpose) &&
    Date.parse(agreement.from) <= now &&
    (agreement.to === null || now < Date.parse(agreement.to)) &&
    (agreement.types === null || agreement.types.includes(type));
  return (
    inForce &&
    marking.releasableTo.some((name) => names.includes(name)) &&
    !marking.excluded.some((name) => names.includes(name)) &&
    marking.purposes.includes(purpose) &&
    (marking.reviewAt === null || now < Date.parse(marking.reviewAt))
  );
}

/** What a caller may see: released to it, and delivered by a system that may speak for its owner. */
export function isVisible(model: Model, item: Item, partner: string, purpose: Purpose): boolean {
  const type = typeOf(model, item.type);
  if (!type.marked) return true;
  const { operator } = subgraphOf(model, type.owner);
  const speaks = operator === 'HUB' || operator === ownerOf(item.id);
  return speaks && isReleased(model, item, partner, purpose);
}

/** What a subgraph may be told of a record that the caller sees. */
export function mayReach(model: Model, item: Item, subgraph: string, purpose: Purpose): boolean {
  const { operator } = subgraphOf(model, subgraph);
  if (operator === 'HUB') return true;
  if (!typeOf(model, item.type).marked) return true;
  // A partner that is no longer active receives under no agreement.
  const active = model.policy.partnerStatus[operator] === 'ACTIVE';
  if (!active) return item.marking?.originator === operator && ownerOf(item.id) === operator;
  return isReleased(model, item, operator, purpose);
}

export function groupsOf(model: Model, partner: string): readonly string[] {
  const { groups, partnerStatus } = model.policy;
  const named = Object.keys(groups).filter((name) => groups[name]?.includes(partner));
  return [...named, 'PUBLIC', ...(partnerStatus[partner] === 'ACTIVE' ? ['PARTNERS'] : [])];
}
