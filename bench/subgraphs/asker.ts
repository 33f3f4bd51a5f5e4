import { writeFile } from 'node:fs/promises';
import { assertionHeader, type Visibility } from '@entente/kit';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Who the queries are asked for: a partner that sees most of the exercise, not all. */
export const visibility: Visibility = {
  partner: 'XAB',
  roles: ['analyst'],
  groups: ['HEALTH', 'PARTNERS', 'PUBLIC'],
  clearances: [],
  purpose: 'COORDINATION',
  policyVersion: 1,
  agreements: [{ id: 'EXERCISE-1', types: null }],
  subject: null,
};

/** Asks subgraphs as a gateway would. */
export interface Asker {
  /** Headers of requests to one subgraph, good for a minute. */
  readonly headers: (subgraph: string) => Promise<Readonly<Record<string, string>>>;
}

/** Makes a signing key and writes its public half to `keys`. */
export async function createAsker(keys: string): Promise<Asker> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  await writeFile(keys, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'b' }] }));
  const { agreements, subject: _nobody, ...rest } = visibility;
  return {
    headers: async (subgraph) => {
      const assertion = await new SignJWT({ visibility: rest, agreements })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'b', typ: 'entente-assertion+jwt' })
        .setIssuer('entente')
        .setAudience(subgraph)
        .setIssuedAt()
        .setExpirationTime('60s')
        .sign(privateKey);
      return { [assertionHeader]: assertion };
    },
  };
}
