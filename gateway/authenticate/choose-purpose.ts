import { type Purpose, purposes } from '../../schema/hub-state.ts';
import { type Refusal, refusal } from './refusal.ts';

/** What a token says about purposes. */
export interface PurposeClaims {
  /** Those that the token allows. */
  readonly allowed: readonly Purpose[];
  /** The one that holds where the request names none; null for none. */
  readonly preset: Purpose | null;
}

/** @param asked the request's `x-hub-purpose` */
export function choosePurpose(
  { allowed, preset }: PurposeClaims,
  asked: string | undefined,
): { readonly kind: 'purpose'; readonly purpose: Purpose } | Refusal {
  const choices = allowed.length === 0 ? 'none: ask its issuer' : allowed.join(', ');
  if (asked === undefined) {
    if (preset !== null) return { kind: 'purpose', purpose: preset };
    const message = `Say what the request is for in the header x-hub-purpose. The token allows ${choices}.`;
    return refusal('PURPOSE_REQUIRED', message);
  }
  const purpose = purposes.find((one) => one === asked);
  if (purpose === undefined) {
    const message = `The header x-hub-purpose names no purpose. The token allows ${choices}.`;
    return refusal('PURPOSE_REQUIRED', message);
  }
  if (allowed.includes(purpose)) return { kind: 'purpose', purpose };
  const message = `The purpose ${purpose} is not allowed here. The token allows ${choices}.`;
  return refusal('PURPOSE_NOT_ALLOWED', message);
}
