import { dirname, resolve } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import type { Finding } from '../finding.ts';
import { isRecord } from '../hub-file/section.ts';
import { ownIssuerPrefix, type TrustEntry } from '../hub-file/trust.ts';
import type { TrustedIssuer } from '../hub-state.ts';

export interface ResolvedTrust {
  readonly trust: readonly TrustedIssuer[];
  readonly findings: readonly Finding[];
  /** Absolute paths of all that was read or looked for. */
  readonly files: readonly string[];
}

/**
 * The trust list with the keys that stand in files: those that `hub.yaml` names, and the hub's own
 * issuers in `ownIssuers` (absolute paths; a file that is not there yet lists none).
 *
 * @param read gives the text of a file, undefined where it cannot be read
 */
export function resolveTrust(
  hubPath: string,
  entries: readonly TrustEntry[],
  ownIssuers: readonly string[],
  read: (path: string) => string | undefined,
): ResolvedTrust {
  const trust: TrustedIssuer[] = [];
  const findings: Finding[] = [];
  const files: string[] = [];
  for (const { issuer, partner, keys, clearances, line } of entries) {
    if (keys.kind === 'url') {
      trust.push({ issuer, partner, keys, clearances });
      continue;
    }
    const path = resolve(dirname(hubPath), keys.path);
    files.push(path);
    const jwks = readKeySet(read(path));
    if (typeof jwks === 'string') findings.push(finding(line, `${issuer}: ${keys.path} ${jwks}.`));
    else trust.push({ issuer, partner, keys: { kind: 'set', jwks }, clearances });
  }
  for (const path of ownIssuers) {
    files.push(path);
    const text = read(path);
    if (text !== undefined) trust.push(...readOwnIssuers(text));
  }
  const shared = sharedKey(trust);
  if (shared !== undefined) {
    const line = entries.find(({ issuer }) => shared.includes(issuer))?.line ?? 1;
    findings.push(finding(line, `${shared.join(' and ')} have the same key.`));
  }
  return { trust, findings, files };
}

/** Text of a file with issuers of the hub's own: what `resolveTrust` reads back. */
export function writeOwnIssuers(issuers: readonly TrustedIssuer[]): string {
  return `${JSON.stringify({ issuers }, null, 2)}\n`;
}

/** A file that the hub wrote itself; half a file, or a foreign one, trusts nobody. */
function readOwnIssuers(text: string): readonly TrustedIssuer[] {
  const content = parseJson(text);
  const issuers: unknown = isRecord(content) ? content['issuers'] : undefined;
  if (!Array.isArray(issuers)) return [];
  return issuers.filter(
    (one): one is TrustedIssuer =>
      isRecord(one) &&
      typeof one['issuer'] === 'string' &&
      one['issuer'].startsWith(ownIssuerPrefix) &&
      typeof one['partner'] === 'string' &&
      isRecord(one['keys']) &&
      one['keys']['kind'] === 'set',
  );
}

/** The keys, or what is wrong with the file. */
function readKeySet(text: string | undefined): JSONWebKeySet | string {
  if (text === undefined) return 'cannot be read';
  const content = parseJson(text);
  const keys: unknown = isRecord(content) ? content['keys'] : undefined;
  if (!Array.isArray(keys) || keys.length === 0) return 'is no JSON Web Key Set with keys';
  for (const key of keys) {
    if (!isRecord(key) || typeof key['kty'] !== 'string') return 'has a key without `kty`';
    if ('d' in key || 'k' in key) return 'holds a private key: list public keys alone';
  }
  return { keys };
}

/** The names of two issuers with a key in common: either could then speak for the other. */
function sharedKey(trust: readonly TrustedIssuer[]): readonly string[] | undefined {
  const owners = new Map<string, string>();
  for (const { issuer, keys } of trust) {
    for (const { n, x, y } of keys.kind === 'set' ? keys.jwks.keys : []) {
      const material = JSON.stringify([n, x, y]);
      const owner = owners.get(material);
      if (owner !== undefined && owner !== issuer) return [owner, issuer];
      owners.set(material, issuer);
    }
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function finding(line: number, message: string): Finding {
  return {
    subgraph: 'hub.yaml',
    line,
    code: 'INVALID_KEYS',
    message,
    advice:
      "Give each issuer a JSON Web Key Set of its own public keys: its address, or a file's path.",
    severity: 'error',
  };
}
