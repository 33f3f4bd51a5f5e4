import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { maxBulkRows, type RunningSubgraph, serveSubgraph } from '@entente/kit';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { aidLogistics } from '../../subgraphs/aid-logistics/subgraph.ts';
import { ceasefireMonitoring } from '../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { governance } from '../../subgraphs/governance/subgraph.ts';
import { infrastructure } from '../../subgraphs/infrastructure/subgraph.ts';
import { reference } from '../../subgraphs/reference/subgraph.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { freePorts } from '../support/free-ports.ts';
import { createIssuer, type TestIssuer } from '../support/issuers.ts';
import { type SignedInGateway, startSignedInGateway } from '../support/signed-in-gateway.ts';

const served = [aidLogistics, ceasefireMonitoring];
/** They complete the supergraph, and nothing is asked of them. */
const absent = [governance, infrastructure, reference];
let issuer: TestIssuer;
let gateway: SignedInGateway;
let databases: readonly TestDatabase[];
let subgraphs: readonly RunningSubgraph[];

beforeAll(async () => {
  issuer = await createIssuer('XAA');
  const all = [...served, ...absent];
  const ports = await freePorts(all.length);
  const entries = await Promise.all(
    all.map(async ({ definition: { name } }, n) => ({
      name,
      sdl: await readFile(join(import.meta.dirname, `../../schema/${name}.graphql`), 'utf8'),
      url: `http://127.0.0.1:${ports[n]}/graphql`,
    })),
  );
  gateway = await startSignedInGateway({ entries, issuers: [issuer] });
  databases = await Promise.all(served.map(() => createTestDatabase()));
  const keys = `${gateway.origin}/.well-known/jwks.json`;
  subgraphs = await Promise.all(
    served.map((subgraph, n) =>
      serveSubgraph(subgraph, {
        ...{ databaseUrl: databases[n]?.url ?? '', mode: 'exercise', host: '127.0.0.1' },
        access: { kind: 'assertions', keys, provider: subgraph.definition.name },
        port: ports[n] ?? 0,
      }),
    ),
  );
});
afterAll(async () => {
  await gateway.close();
  await Promise.all(subgraphs.map(({ stop }) => stop()));
  await Promise.all(databases.map(({ drop }) => drop()));
});

const times = {
  observedAt: '2026-03-01T10:15:00.000000Z',
  validUntil: '2099-03-02T10:15:00.000000Z',
};
const line = {
  ...{ item: 'Fortified wheat flour in sacks of 25 kg', quantity: 400.5, unit: 'KGM' },
  ...{ expiryMonth: '2027-03-01', coldChain: false },
};
const source = 'XAA:source:01M829W3X7KNJEF2SE0M2XKGMJ';

/** Every field of the input, with 20 packing lines or a whole paragraph. */
const full = {
  submitConsignments: {
    ...{ ...times, source, utn: 'UTN-2026-00000001', reference: 'XAA/2026/03/000001' },
    ...{ state: 'SUBMITTED', priority: 'LIFE_SAVING', sender: 'XAA', consignee: 'XAF' },
    ...{ donor: 'XAB', category: 'FOOD', corridor: 'XC_COAST', crossing: 'NORTHPORT' },
    ...{ destination: 'XT0101', project: 'XAA:project:01M829W3X7KNJEF2SE0M2XKGMJ', pallets: 17 },
    ...{ weightTonnes: 12.825, volumeCubicMetres: 34.25, lineItems: Array(20).fill(line) },
  },
  reportFlows: {
    ...{ ...times, source, date: '2026-03-01', crossing: 'NORTHPORT', destination: 'XT0101' },
    ...{ stage: 'COLLECTED', category: 'FOOD', countingBasis: 'PARTNER', trucks: 123 },
    ...{ pallets: 2_345, weightTonnes: 1_234.567 },
  },
  submitReports: {
    ...{ ...times, source, type: 'BATTLES', subType: 'ARMED_CLASH', reporter: 'XAA' },
    ...{ reporterKind: 'MEDIA', summary: 'سمعت انفجارات '.repeat(60), occurredOn: '2026-03-01' },
    ...{ dayPrecision: 1, receivedAt: '2026-03-01T10:15:00.000000Z', place: 'XT0101' },
    ...{ geoPrecision: 3, crossing: 'NORTHPORT' },
  },
};

it.each(Object.entries(full))('%s takes 1,000 rows with all their fields', async (field, row) => {
  const declared = served
    .map(({ schema }) => schema.getMutationType()?.getFields()[field])
    .find((one) => one !== undefined);
  const inputs = declared?.args.find(({ name }) => name === 'inputs');
  const response = await fetch(gateway.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await issuer.token({ roles: ['reporter'] })}`,
      'x-hub-purpose': 'COORDINATION',
    },
    body: JSON.stringify({
      query: `mutation($inputs: ${inputs?.type}) { answer: ${field}(inputs: $inputs,
        idempotencyKey: "full-${field}") { accepted rows { error { field message } } } }`,
      variables: { inputs: Array(maxBulkRows).fill(row) },
    }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { answer: { accepted: number; rows: readonly { error: unknown }[] } | null };
    errors?: unknown;
  };
  expect([errors, data?.answer?.rows[0], data?.answer?.accepted]).toEqual([
    undefined,
    { error: null },
    maxBulkRows,
  ]);
});
