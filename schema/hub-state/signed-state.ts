import { CompactSign, type CryptoKey, compactVerify, errors, type JWK } from 'jose';
import { isRecord } from '../hub-file/section.ts';
import type { HubState } from '../hub-state.ts';
import { canonicalJson } from './canonical-json.ts';

/** Keeps a state from being taken for a token or an assertion of the same key, and back. */
const type = 'entente-hub-state';

export type VerifiedState =
  | { readonly kind: 'verified'; readonly state: HubState }
  /** `reason` is for operators. */
  | { readonly kind: 'refused'; readonly reason: string };

/** A state as a compact JWS (RFC 7515): EdDSA over its canonical JSON. */
export function sign(state: HubState, key: CryptoKey, kid: string): Promise<string> {
  return new CompactSign(new TextEncoder().encode(canonicalJson(state)))
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: type })
    .sign(key);
}

/** Reads a signed state; anything that this key did not sign as a state is refused. */
export async function verify(signed: string, key: CryptoKey | JWK): Promise<VerifiedState> {
  try {
    const { payload, protectedHeader } = await compactVerify(signed, key, {
      algorithms: ['EdDSA'],
    });
    if (protectedHeader.typ !== type) return refused('it is no state of a hub');
    const state: unknown = JSON.parse(new TextDecoder().decode(payload));
    return isState(state) ? { kind: 'verified', state } : refused('it is of another format');
  } catch (error) {
    if (error instanceof errors.JOSEError) return refused("the signature is not the hub's");
    if (error instanceof SyntaxError) return refused('it is of another format');
    throw error;
  }
}

function refused(reason: string): VerifiedState {
  return { kind: 'refused', reason };
}

/** Whoever holds the hub's key is trusted with the contents; this tells formats apart. */
function isState(value: unknown): value is HubState {
  return (
    isRecord(value) &&
    Number.isSafeInteger(value['version']) &&
    Number.isSafeInteger(value['policyVersion']) &&
    typeof value['supergraphSdl'] === 'string' &&
    ['providers', 'trust', 'agreements'].every((name) => Array.isArray(value[name])) &&
    ['groups', 'partnerStatus'].every((name) => isRecord(value[name]))
  );
}
