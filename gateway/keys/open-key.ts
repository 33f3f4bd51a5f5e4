import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';

/** A key that signs with EdDSA (Ed25519). */
export interface SigningKey {
  readonly kind: 'key';
  readonly privateKey: CryptoKey;
  /** With `kid` (RFC 7638), `alg` and `use`. */
  readonly publicJwk: JWK;
  readonly kid: string;
}

export type OpenedKey = SigningKey | { readonly kind: 'unusable'; readonly problem: string };

/** Opens the private key at `path`; where there is none, makes one that its owner alone can read. */
export async function openKey(path: string): Promise<OpenedKey> {
  const present = await readText(path);
  if (present !== undefined) return readKey(path, present);
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeOnce(path, `${JSON.stringify(await exportJWK(privateKey))}\n`);
  return readKey(path, (await readText(path)) ?? '');
}

async function readKey(path: string, text: string): Promise<OpenedKey> {
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) {
    return { kind: 'unusable', problem: `Others can read ${path}: run chmod 600 on it.` };
  }
  try {
    const jwk = JSON.parse(text) as JWK;
    const privateKey = await importJWK(jwk, 'EdDSA');
    const { d, crv, x } = jwk;
    if (d === undefined || x === undefined || crv === undefined || !('type' in privateKey)) {
      throw new TypeError('no private key of a pair');
    }
    const pair = { kty: 'OKP', crv, x } as const;
    const kid = await calculateJwkThumbprint(pair);
    const publicJwk: JWK = { ...pair, kid, alg: 'EdDSA', use: 'sig' };
    return { kind: 'key', privateKey, publicJwk, kid };
  } catch {
    const problem = `${path} holds no private key: remove it, and the next start makes a new one.`;
    return { kind: 'unusable', problem };
  }
}

/** Processes that start at once agree on the first one's file; nobody sees half of it. */
async function writeOnce(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  const { code }: { code?: unknown } = Object(error);
  return code;
}
