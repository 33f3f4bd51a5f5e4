import type { Purpose } from '../../schema/hub-state.ts';

/** A sharing agreement in force for the caller's partner and purpose. */
export interface AgreementInForce {
  readonly id: string;
  /** Names of record types; null for all. */
  readonly types: readonly string[] | null;
}

/** For whom, and for what, a request asks: what a verified assertion says. */
export interface Visibility {
  /** Code of the partner; `PUBLIC` for who brings no token. */
  readonly partner: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly clearances: readonly string[];
  readonly purpose: Purpose;
  readonly policyVersion: number;
  readonly agreements: readonly AgreementInForce[];
  /** The person or system at the partner; with mutations alone. */
  readonly subject: string | null;
}
