import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { serveSubgraph, type Visibility } from '@entente/kit';
import { createTestDatabase } from '../../support/database.ts';
import { freePorts } from '../../support/free-ports.ts';
import { createIssuer, type TestIssuer } from '../../support/issuers.ts';
import { type SignedInGateway, startSignedInGateway } from '../../support/signed-in-gateway.ts';
import { narrowTypes, type OpenedSide, type OpenedSides, openFilled } from './open-sides.ts';
import type { Operation } from './operation.ts';
import { type Agreement, agreementsOver, groups, partners } from './partners.ts';
import type { WrittenDomain } from './written-domain.ts';

const names = [
  'aid-logistics',
  'ceasefire-monitoring',
  'governance',
  'infrastructure',
  'reference',
];

/** As `openSides`, each behind a gateway of its own: what is asked passes its guard. */
export async function openGateways(domain: WrittenDomain): Promise<OpenedSides> {
  const agreements = agreementsOver(narrowTypes(domain));
  const issuers = await Promise.all(partners.map((partner) => createIssuer(partner)));
  const [whole, twin] = await Promise.all([
    openSide(domain, agreements, issuers),
    openSide(domain, agreements, issuers),
  ]);
  const close = async () => {
    await Promise.all([whole.close(), twin.close()]);
  };
  return { domain, agreements, whole, twin, close };
}

async function openSide(
  domain: WrittenDomain,
  agreements: readonly Agreement[],
  issuers: readonly TestIssuer[],
): Promise<OpenedSide> {
  const { name } = domain.subgraph.definition;
  const [port = 0] = await freePorts(1);
  // The others complete the supergraph. What they are asked for references they do not answer.
  const silent = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port: elsewhere } = silent.address() as AddressInfo;
  const entries = await Promise.all(
    names.map(async (one) => ({
      name: one,
      sdl: await readFile(join(import.meta.dirname, `../../../schema/${one}.graphql`), 'utf8'),
      url: `http://127.0.0.1:${one === name ? port : elsewhere}/graphql`,
    })),
  );
  const policy = {
    groups,
    agreements: agreements.map(({ types, to, ...one }) => ({
      ...one,
      ...(types === null ? {} : { types }),
      ...(to === null ? {} : { to }),
    })),
  };
  const gateway = await startSignedInGateway({ entries, issuers, policy });
  const database = await createTestDatabase();
  const running = await serveSubgraph(domain.subgraph, {
    ...{ databaseUrl: database.url, mode: 'exercise', host: '127.0.0.1' },
    access: {
      kind: 'assertions',
      keys: `${gateway.origin}/.well-known/jwks.json`,
      provider: name,
    },
    port,
  });
  const records = await openFilled(database.url, domain);
  const tokens = new Map<string, Promise<string>>();
  return {
    records,
    ask: async (caller, operation) => {
      const key = `${caller.partner} ${caller.roles}`;
      const issuer = issuers.find(({ trusted }) => trusted.partner === caller.partner);
      const token = tokens.get(key) ?? tokenOf(issuer, caller);
      tokens.set(key, token);
      return send(gateway, operation, caller, await token);
    },
    close: async () => {
      await gateway.close();
      silent.close();
      await records.close();
      await running.stop();
      await database.drop();
    },
  };
}

async function tokenOf(issuer: TestIssuer | undefined, { roles }: Visibility): Promise<string> {
  const purposes = ['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO'];
  return (await issuer?.token({ roles, purposes })) ?? '';
}

async function send(
  gateway: SignedInGateway,
  { query, variables }: Operation,
  { purpose }: Visibility,
  token: string,
) {
  const signedIn = { authorization: `Bearer ${token}`, 'x-hub-purpose': purpose };
  const response = await fetch(gateway.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === '' ? {} : signedIn) },
    body: JSON.stringify({ query, variables }),
  });
  return { body: await response.text(), headers: JSON.stringify([...response.headers]) };
}
