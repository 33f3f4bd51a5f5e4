import type { Visibility } from '@entente/kit';
import type { Choices } from '../../differential/choices.ts';

/** Who there is, and what they have agreed: the same in every sequence, so that a gateway can have it. */
export const partners = ['XAA', 'XAB', 'XAC'] as const;
export const groups: Readonly<Record<string, readonly string[]>> = { NEAR: ['XAA', 'XAB'] };
export const purposes = ['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO'] as const;

const [from, to] = ['2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'];

export interface Agreement {
  readonly id: string;
  readonly parties: readonly string[];
  /** Null: of all types. */
  readonly types: readonly string[] | null;
  readonly purposes: readonly string[];
  readonly from: string;
  readonly to: string | null;
}

/** @param types that the narrow agreement covers */
export function agreementsOver(types: readonly string[]): readonly Agreement[] {
  const all = { purposes, from, to: null };
  return [
    { id: 'WIDE', parties: ['PUBLIC'], types: null, ...all },
    { id: 'NARROW', parties: ['NEAR', 'XAC'], types, ...all, purposes: ['COORDINATION'] },
    { id: 'OVER', parties: ['PUBLIC'], types: null, ...all, to },
  ];
}

/** Ids of agreements that a marking names; of the last two none is in force. */
export const policies = ['WIDE', 'NARROW', 'OVER', 'OWNER-ONLY'] as const;

const writers = ['reporter', 'verifier', 'publisher', 'partner-admin'];

/** One that asks: mostly a partner with all roles, now and then one with few, or the public. */
export function drawCaller(
  { chance, pick, some }: Choices,
  agreements: readonly Agreement[],
): Visibility {
  const partner = chance(4) ? 'PUBLIC' : pick(partners);
  const isPublic = partner === 'PUBLIC';
  const purpose = isPublic ? 'PUBLIC_INFO' : chance(75) ? 'COORDINATION' : pick(purposes);
  const own = Object.entries(groups).flatMap(([name, all]) =>
    all.includes(partner) ? [name] : [],
  );
  const member = isPublic ? ['PUBLIC'] : ['PARTNERS', 'PUBLIC', ...own];
  return {
    partner,
    roles: isPublic ? [] : chance(85) ? writers : some(writers, 50),
    groups: member,
    clearances: [],
    purpose,
    policyVersion: 1,
    agreements: agreements
      .filter((one) => one.to === null && one.purposes.includes(purpose))
      .filter(({ parties }) => [partner, ...member].some((name) => parties.includes(name)))
      .map(({ id, types }) => ({ id, types })),
    subject: isPublic ? null : 'tester',
  };
}
