import type { Purpose } from '../../schema/hub-state.ts';

/** Who asks, and for what. Made by sign-in alone. */
export interface Principal {
  /** Code of the partner; `PUBLIC` for who brings no token. */
  readonly partner: string;
  /** The person or system at the partner; null for `PUBLIC`. Never part of a key of shared work. */
  readonly subject: string | null;
  /** Sorted. */
  readonly roles: readonly string[];
  /** Groups of the partner, sorted; everyone is in `PUBLIC`, every active partner in `PARTNERS`. */
  readonly groups: readonly string[];
  /** Sorted; what `@requiresScopes` asks for. */
  readonly clearances: readonly string[];
  readonly purpose: Purpose;
}

/** A sharing agreement that is in force for a principal's partner and purpose. */
export interface AgreementInForce {
  readonly id: string;
  /** Names of record types; null for all. */
  readonly types: readonly string[] | null;
}

/**
 * All that decides what a request may see: partner, roles, groups, clearances, purpose and policy
 * version, never the person. Equal for equal values, so that it can be compared by identity.
 */
export interface VisibilityClass {
  readonly principal: Omit<Principal, 'subject'>;
  readonly agreements: readonly AgreementInForce[];
  readonly policyVersion: number;
  /** Same for the same class, different for different ones: part of every key of shared work. */
  readonly key: string;
}
