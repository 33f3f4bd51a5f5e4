import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeOwnIssuers } from '../../schema/hub-state/trusted-issuers.ts';
import type { TrustedIssuer } from '../../schema/hub-state.ts';
import { keyPaths } from './key-paths.ts';
import { writePublic } from './open-gateway-key.ts';
import { type OpenedKey, openKey, type SigningKey } from './open-key.ts';

/** An issuer whose private key is here. */
export interface OwnIssuer {
  readonly kind: 'issuer';
  readonly issuer: string;
  readonly partner: string;
  readonly key: SigningKey;
}

export type OpenedIssuer = OwnIssuer | Extract<OpenedKey, { readonly kind: 'unusable' }>;

/** The issuer of the hub's own people, whose tokens alone can make an operator. */
export async function openHubIssuer(dataDir: string): Promise<OpenedIssuer> {
  const { hubIssuer, hubIssuerPublic } = keyPaths(dataDir);
  const key = await openKey(hubIssuer);
  if (key.kind === 'unusable') return key;
  const issuer: OwnIssuer = { kind: 'issuer', issuer: 'urn:entente:hub', partner: 'HUB', key };
  await writePublic(hubIssuerPublic, writeOwnIssuers([trusted(issuer, [])]));
  return issuer;
}

/**
 * Development issuers, one for each partner: even here no key speaks for two. Real mode does not
 * read what this writes.
 */
export async function openDevelopmentIssuers(
  dataDir: string,
  partners: readonly string[],
): Promise<ReadonlyMap<string, OwnIssuer> | Extract<OpenedKey, { readonly kind: 'unusable' }>> {
  const { development, developmentPublic } = keyPaths(dataDir);
  const issuers = new Map<string, OwnIssuer>();
  for (const partner of new Set([...partners, ...(await present(development))])) {
    const key = await openKey(join(development, `${partner}.json`));
    if (key.kind === 'unusable') return key;
    const issuer = `urn:entente:development:${partner}`;
    issuers.set(partner, { kind: 'issuer', issuer, partner, key });
  }
  const text = writeOwnIssuers([...issuers.values()].map((one) => trusted(one, null)));
  if ((await readFile(developmentPublic, 'utf8').catch(() => '')) !== text) {
    await writePublic(developmentPublic, text);
  }
  return issuers;
}

function trusted(
  { issuer, partner, key }: OwnIssuer,
  clearances: TrustedIssuer['clearances'],
): TrustedIssuer {
  return { issuer, partner, keys: { kind: 'set', jwks: { keys: [key.publicJwk] } }, clearances };
}

async function present(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.flatMap((name) => /^([A-Z0-9]+)\.json$/.exec(name)?.[1] ?? []).sort();
}
