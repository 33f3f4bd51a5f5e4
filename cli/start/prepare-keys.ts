import { keyPaths } from '../../gateway/keys/key-paths.ts';
import { openGatewayKey } from '../../gateway/keys/open-gateway-key.ts';
import { openDevelopmentIssuers } from '../../gateway/keys/own-issuers.ts';
import type { Configuration } from '../../lib/configuration.ts';
import type { HubPolicy } from '../../schema/hub-file.ts';
import { type Problem, problem } from '../terminal/problem.ts';
import { mintToken } from '../token/mint-token.ts';

/** Keys that the parts of the hub know each other by. */
export interface PreparedKeys {
  readonly kind: 'keys';
  /** Path of the gateway's public keys, for subgraphs. */
  readonly jwks: string;
  /** A token to try the hub with; undefined in real mode, whose tokens come from elsewhere. */
  readonly token: string | undefined;
}

/** Seconds that the token to try with lives: a working day. */
const lifetime = 12 * 60 * 60;

/** Makes the keys that are missing: the gateway's and, for exercises, those of every partner. */
export async function prepareKeys(
  dataDir: string,
  { partnerStatus }: HubPolicy,
  { HUB_MODE, HUB_AUDIENCE }: Pick<Configuration, 'HUB_MODE' | 'HUB_AUDIENCE'>,
): Promise<PreparedKeys | Problem> {
  const gateway = await openGatewayKey(dataDir);
  if (gateway.kind === 'unusable') return problem(gateway.problem, '');
  const { gatewayPublic: jwks } = keyPaths(dataDir);
  if (HUB_MODE === 'real') return { kind: 'keys', jwks, token: undefined };

  const partners = Object.keys(partnerStatus).filter((code) => code !== 'HUB');
  const issuers = await openDevelopmentIssuers(dataDir, partners);
  if ('kind' in issuers) return problem(issuers.problem, '');
  const active = partners.find((code) => partnerStatus[code] === 'ACTIVE');
  const issuer = issuers.get(active ?? '');
  const token =
    issuer &&
    (await mintToken(issuer, {
      subject: 'developer',
      roles: ['analyst', 'reader', 'reporter'],
      clearances: [],
      purposes: ['COORDINATION'],
      audience: HUB_AUDIENCE,
      lifetime,
    }));
  return { kind: 'keys', jwks, token };
}
