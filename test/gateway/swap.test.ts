import { Agent, request } from 'node:http';
import { afterAll, expect, it } from '@jest/globals';
import { type FixtureSubgraph, startFixtureSubgraph } from '../support/fixture-subgraph.ts';
import { createHubFolder, type FolderEntry } from '../support/hub-folder.ts';
import { startTestGateway, until } from '../support/test-gateway.ts';

const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
`;
const placesSdl = `${link}
type Query { place(pcode: ID!): Place }
type Place @key(fields: "pcode") { pcode: ID! label: String }
`;
const clinicsSdl = (extra: string) => `${link}
type Query { clinicsVersion: String }
type Place @key(fields: "pcode") { pcode: ID! clinicsVersion: String clinics: Clinics }
type Clinics { version: String! ${extra} }
`;

const baseQuery = '{ place(pcode: "X1") { pcode label } }';
const partnerQuery = `{
  before: clinicsVersion
  place(pcode: "X1") { pcode label clinicsVersion clinics { version } }
  after: clinicsVersion
}`;
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const shortPause = () => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 15));

const startClinics = async (version: string, extra = ''): Promise<FixtureSubgraph> => {
  const subgraph = await startFixtureSubgraph({
    sdl: clinicsSdl(extra),
    root: { clinicsVersion: version },
    entity: () => ({ clinicsVersion: version, clinics: { version } }),
    before: shortPause,
  });
  closing.push(subgraph.close);
  return subgraph;
};

/** One connection of its own, kept alive. */
const post = (agent: Agent, url: string, query: string) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    outgoing.on('error', reject);
    outgoing.end(JSON.stringify({ query }));
  });

/** Which version answered: one for the whole answer, `absent`, or what is wrong with it. */
const versionOf = ({ status, body }: { status: number; body: string }): string => {
  const { data, errors } = JSON.parse(body);
  if (status === 400 && errors?.[0]?.extensions.code === 'GRAPHQL_VALIDATION_FAILED') {
    return 'absent';
  }
  const versions = new Set([
    data?.before,
    data?.after,
    data?.place?.clinicsVersion,
    data?.place?.clinics?.version,
  ]);
  const [version] = versions;
  const whole = status === 200 && errors === undefined && data.place.label === 'Harbour';
  return whole && versions.size === 1 ? version : `broken: ${body}`;
};

it('takes in, changes and drops a partner while 50 connections query: no failed, no mixed answer', async () => {
  const places = await startFixtureSubgraph({
    sdl: placesSdl,
    root: { place: { pcode: 'X1', label: 'Harbour' } },
    entity: () => ({ label: 'Harbour' }),
    before: shortPause,
  });
  closing.push(places.close);
  const base: FolderEntry = { name: 'places', url: places.url, sdl: placesSdl };
  const folder = await createHubFolder([base]);
  closing.push(folder.remove);
  const gateway = await startTestGateway({ source: { kind: 'hub', path: folder.path } });
  closing.push(gateway.close);

  let running = true;
  const broken: string[] = [];
  const seen: string[][] = Array.from({ length: 50 }, () => []);
  const connections = seen.map(async (versions) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (running) {
      const [always, version] = [
        await post(agent, gateway.endpoint, baseQuery),
        versionOf(await post(agent, gateway.endpoint, partnerQuery)),
      ];
      if (always.body !== '{"data":{"place":{"pcode":"X1","label":"Harbour"}}}') {
        broken.push(always.body);
      }
      if (version.startsWith('broken')) broken.push(version);
      if (versions.at(-1) !== version) versions.push(version);
    }
    agent.destroy();
  });
  const allSee = (version: string) =>
    until(() => broken.length > 0 || seen.every((versions) => versions.at(-1) === version));

  await allSee('absent');
  const first = await startClinics('v1');
  await folder.write([
    base,
    { name: 'clinics', owner: 'XAD', url: first.url, sdl: clinicsSdl('') },
  ]);
  await allSee('v1');
  const second = await startClinics('v2', 'beds: Int');
  const changed = { name: 'clinics', owner: 'XAD', url: second.url, sdl: clinicsSdl('beds: Int') };
  await folder.write([base, changed]);
  await allSee('v2');
  await first.close();
  await folder.write([base]);
  await allSee('absent');
  running = false;
  await Promise.all(connections);

  expect(broken).toEqual([]);
  expect(new Set(seen.map((versions) => versions.join(' > ')))).toEqual(
    new Set(['absent > v1 > v2 > absent']),
  );
  expect(gateway.log.filter((line) => JSON.parse(line).level >= 40)).toEqual([]);
}, 60_000);
