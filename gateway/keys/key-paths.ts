import { join } from 'node:path';

/** Where the hub's keys are, below its data folder. */
export interface KeyPaths {
  /** Private: signs assertions and the hub's state. */
  readonly gateway: string;
  /** Public halves of it, as a JSON Web Key Set: what `HUB_JWKS` of a subgraph names. */
  readonly gatewayPublic: string;
  /** Private: signs tokens of the hub's own people. */
  readonly hubIssuer: string;
  readonly hubIssuerPublic: string;
  /** Folder of private keys, a file for each partner: sign development tokens. */
  readonly development: string;
  readonly developmentPublic: string;
}

export function keyPaths(dataDir: string): KeyPaths {
  const folder = join(dataDir, 'keys');
  return {
    gateway: join(folder, 'gateway.json'),
    gatewayPublic: join(folder, 'public', 'gateway.jwks.json'),
    hubIssuer: join(folder, 'hub-issuer.json'),
    hubIssuerPublic: join(folder, 'public', 'hub-issuer.json'),
    development: join(folder, 'development'),
    developmentPublic: join(folder, 'public', 'development-issuers.json'),
  };
}
