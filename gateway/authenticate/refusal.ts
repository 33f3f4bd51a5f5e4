import { type ErrorCode, errors } from '../../lib/errors.ts';

/** Why a request goes no further: the whole answer. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: ErrorCode;
  readonly message: string;
  /** Value of `WWW-Authenticate` (RFC 6750, section 3), where a token is at fault. */
  readonly challenge?: string;
}

export function refusal(code: ErrorCode, message: string = errors[code].message): Refusal {
  return { kind: 'refused', code, message };
}

/** @param reason what is wrong with the token, for its bearer: a sentence without quotes */
export function tokenRefusal(reason: string): Refusal {
  const description = `error="invalid_token", error_description="${reason}"`;
  return {
    kind: 'refused',
    code: 'UNAUTHENTICATED',
    message: `${errors.UNAUTHENTICATED.message} ${reason}`,
    challenge: `Bearer realm="entente", ${description}`,
  };
}
