import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { parseHubFile } from '../../schema/hub-file.ts';

/** A `hub.yaml` over stand-ins, and a token that it trusts. */
export interface BenchHub {
  readonly path: string;
  /** The `authorization` header. */
  readonly authorization: string;
}

const root = resolve(import.meta.dirname, '../..');
const issuer = 'https://login.bench.example';
const partner = 'XAC';

/** @param folder where it is written */
export async function writeBenchHub(
  folder: string,
  urlOf: (subgraph: string) => string,
): Promise<BenchHub> {
  const path = resolve(root, 'hub.yaml');
  const hub = parseHubFile(readFileSync(path, 'utf8'));
  if (hub.kind === 'invalid') throw new Error('hub.yaml cannot be read.');
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'EdDSA', use: 'sig' };
  const jwks = join(folder, 'bench.jwks.json');
  writeFileSync(jwks, JSON.stringify({ keys: [jwk] }));
  const subgraphs = hub.entries.map(({ name, owner, schema }) => {
    return { name, owner, url: urlOf(name), schema: resolve(dirname(path), schema) };
  });
  const search = resolve(root, 'bench/gateways/graph/search.graphql');
  subgraphs.push({ name: 'search', owner: 'HUB', url: urlOf('search'), schema: search });
  const { partnerStatus, groups } = hub.policy;
  const agreements = hub.policy.agreements.map((agreement) =>
    Object.fromEntries(Object.entries(agreement).filter(([, value]) => value !== null)),
  );
  const { HUB: _hub, ...partners } = partnerStatus;
  const trust = [{ issuer, partner, jwks }];
  const file = join(folder, 'hub.yaml');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ subgraphs, partners, groups, agreements, trust }));
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, sub: 'bench', aud: 'entente', iat, exp: iat + 6 * 3600, partner };
  const token = await new SignJWT({ ...claims, roles: ['analyst'], purposes: ['COORDINATION'] })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'bench', typ: 'JWT' })
    .sign(privateKey);
  return { path: file, authorization: `Bearer ${token}` };
}
