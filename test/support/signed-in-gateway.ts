import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGatewayKey } from '../../gateway/keys/open-gateway-key.ts';
import { createHubFolder, type FolderEntry, type HubFolderPolicy } from './hub-folder.ts';
import { audience, type TestIssuer } from './issuers.ts';
import { type GraphqlAnswer, startTestGateway, type TestGateway } from './test-gateway.ts';

/** A gateway at which callers sign in, over a `hub.yaml` of its own. */
export interface SignedInGateway extends TestGateway {
  /** Writes `hub.yaml` anew with these sections in place of its own. */
  readonly change: (policy: HubFolderPolicy) => Promise<void>;
  /** Sends an operation with these headers; `token` stands for the authorization header. */
  readonly ask: (
    query: string,
    sender?: { readonly token?: string; readonly headers?: Readonly<Record<string, string>> },
  ) => Promise<GraphqlAnswer & { readonly headers: Headers; readonly extensions?: unknown }>;
}

export interface SignedInOptions {
  readonly entries: readonly FolderEntry[];
  readonly issuers: readonly TestIssuer[];
  readonly policy?: HubFolderPolicy;
  readonly redisUrl?: string;
  readonly corsOrigins?: readonly string[];
}

/** Partners of the issuers are active; keys of the issuers are in files. */
export async function startSignedInGateway(options: SignedInOptions): Promise<SignedInGateway> {
  const { entries, issuers, policy = {}, redisUrl, corsOrigins = [] } = options;
  const dataDir = await mkdtemp(join(tmpdir(), 'data-'));
  const trust = [];
  for (const { trusted, publicJwk } of issuers) {
    const jwks = join(dataDir, `${trusted.partner}.jwks.json`);
    await writeFile(jwks, JSON.stringify({ keys: [publicJwk] }));
    trust.push({ issuer: trusted.issuer, partner: trusted.partner, jwks });
  }
  const partners = Object.fromEntries(
    issuers.flatMap(({ trusted: { partner } }) => (partner === 'HUB' ? [] : [[partner, 'ACTIVE']])),
  );
  const sections = { partners, trust, ...policy };
  const folder = await createHubFolder(entries, sections);
  const key = await openGatewayKey(dataDir);
  if (key.kind === 'unusable') throw new Error(key.problem);
  const gateway = await startTestGateway({
    source: { kind: 'hub', path: folder.path },
    access: { audience, key, dataDir, redisUrl },
    corsOrigins,
  });
  return {
    ...gateway,
    change: (changes) => folder.write(entries, { ...sections, ...changes }),
    ask: async (query, { token, headers = {} } = {}) => {
      const response = await fetch(gateway.endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: JSON.stringify({ query }),
      });
      const body = (await response.json()) as Omit<GraphqlAnswer, 'status'>;
      return { status: response.status, headers: response.headers, ...body };
    },
    close: async () => {
      await gateway.close();
      await folder.remove();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
