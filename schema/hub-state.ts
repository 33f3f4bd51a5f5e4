import type { JSONWebKeySet } from 'jose';

/**
 * What gateways need to know besides code: one value, versioned and signed. `hub.yaml` compiles to
 * it.
 */
export interface HubState {
  /** Grows with every change; gateways refuse a lower one than they have verified. */
  readonly version: number;
  readonly supergraphSdl: string;
  readonly providers: readonly Provider[];
  readonly trust: readonly TrustedIssuer[];
  /** Group -> codes of its partners. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly agreements: readonly SharingAgreement[];
  /** By partner's code; a partner that is not here is none. */
  readonly partnerStatus: Readonly<Record<string, PartnerStatus>>;
  /** Part of every dedupe and cache key: raised by every change of who may see what. */
  readonly policyVersion: number;
}

/** One system that serves a subgraph's contract. */
export interface Provider {
  /** Audience of the assertions it gets; the subgraph's name where there is one provider alone. */
  readonly id: string;
  readonly subgraph: string;
  /** Code of the partner that operates it; `HUB` for the hub itself. */
  readonly partner: string;
  readonly url: string;
}

/** Binds an issuer, its keys and one partner together. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly partner: string;
  readonly keys: IssuerKeys;
  /** Clearances that its tokens may carry; null for any (development issuers alone). */
  readonly clearances: readonly string[] | null;
}

export type IssuerKeys =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'set'; readonly jwks: JSONWebKeySet };

/** What a marking's `policyId` names: the terms under which its record is shared. */
export interface SharingAgreement {
  readonly id: string;
  /** Codes of partners or groups that may receive under it. */
  readonly parties: readonly string[];
  /** Names of record types; null for all. */
  readonly types: readonly string[] | null;
  readonly purposes: readonly Purpose[];
  /** Instant, ISO 8601, from which it is in force. */
  readonly from: string;
  /** Instant from which it is in force no longer; null for no end. */
  readonly to: string | null;
}

export const purposes = Object.freeze([
  'COORDINATION',
  'REPORTING',
  'PLANNING',
  'PUBLIC_INFO',
] as const);
export type Purpose = (typeof purposes)[number];

export const partnerStatuses = Object.freeze([
  'INVITED',
  'ONBOARDING',
  'ACTIVE',
  'SUSPENDED',
  'WITHDRAWN',
] as const);
export type PartnerStatus = (typeof partnerStatuses)[number];
