import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errors } from '../../lib/errors.ts';
import { type FixtureSubgraph, startFixtureSubgraph } from '../support/fixture-subgraph.ts';
import { createHubFolder, type HubFolder } from '../support/hub-folder.ts';
import { startTestGateway, type TestGateway, until } from '../support/test-gateway.ts';

const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
`;
const placesSdl = `${link}
type Query { place: Place }
type Place @key(fields: "pcode") { pcode: ID! label: String }
`;
const clinicsSdl = `${link}
type Query { clinics: Int }
type Place @key(fields: "pcode") { pcode: ID! clinics: Int }
`;
const everything = '{ place { pcode label clinics } clinics }';

const startClinics = (port?: number) =>
  startFixtureSubgraph({
    sdl: clinicsSdl,
    root: { clinics: 7 },
    entity: () => ({ clinics: 3 }),
    ...(port === undefined ? {} : { port }),
  });

describe('a gateway with a subgraph that is down', () => {
  let places: FixtureSubgraph;
  let clinics: FixtureSubgraph;
  let folder: HubFolder;
  let gateway: TestGateway;

  beforeAll(async () => {
    places = await startFixtureSubgraph({
      sdl: placesSdl,
      root: { place: { pcode: 'X1', label: 'Harbour' } },
    });
    clinics = await startClinics();
    await clinics.close(); // Its port is known, nothing answers there.
    folder = await createHubFolder([
      { name: 'places', url: places.url, sdl: placesSdl },
      { name: 'clinics', url: clinics.url, sdl: clinicsSdl },
    ]);
    gateway = await startTestGateway({ source: { kind: 'hub', path: folder.path } });
  });
  afterAll(async () => {
    await gateway.close();
    await Promise.all([places.close(), clinics.close(), folder.remove()]);
  });

  it('starts, is alive, and says which subgraph it waits for', async () => {
    await until(async () => {
      const reasons = await (await fetch(`${gateway.origin}/health/ready`)).text();
      return !reasons.includes('places') && /"clinics":"[^"]*ECONNREFUSED/.test(reasons);
    });
    expect((await fetch(`${gateway.origin}/health/live`)).status).toBe(200);
    expect((await fetch(`${gateway.origin}/health/ready`)).status).toBe(503);
  });

  it('answers the rest, nulls what is missing and names the subgraph, but no address', async () => {
    const answer = await gateway.query(everything);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({
      place: { pcode: 'X1', label: 'Harbour', clinics: null },
      clinics: null,
    });
    expect(answer.errors?.length).toBeGreaterThan(0);
    for (const error of answer.errors ?? []) {
      expect(error.message).toBe(errors.SUBGRAPH_UNAVAILABLE.message);
      expect(error.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'clinics' });
    }
    expect(JSON.stringify(answer)).not.toContain(String(clinics.port));
    expect(JSON.stringify(answer)).not.toContain('127.0.0.1');
  });

  it('returns to whole answers and readiness by itself when the subgraph does', async () => {
    clinics = await startClinics(clinics.port);
    await until(async () => (await fetch(`${gateway.origin}/health/ready`)).status === 200);
    expect(await gateway.query(everything)).toEqual({
      status: 200,
      data: { place: { pcode: 'X1', label: 'Harbour', clinics: 3 }, clinics: 7 },
    });
  });

  it('loses only what a subgraph owns when it dies in the middle, and again recovers', async () => {
    await clinics.close();
    expect((await gateway.query(everything)).data).toMatchObject({ place: { label: 'Harbour' } });
    clinics = await startClinics(clinics.port);
    expect((await gateway.query(everything)).errors).toBeUndefined();
  });
});
