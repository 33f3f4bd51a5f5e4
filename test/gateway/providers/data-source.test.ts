import { type GraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startFixtureSubgraph } from '../../support/fixture-subgraph.ts';
import { createHubFolder } from '../../support/hub-folder.ts';
import { startTestGateway, type TestGateway } from '../../support/test-gateway.ts';

const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
`;
const places = `${link}
type Query { place(pcode: ID!): Place }
type Place @key(fields: "pcode") { pcode: ID! label: String }
`;
const clinics = `${link}
type Place @key(fields: "pcode") { pcode: ID! beds: Int }
`;
const stocks = `${link}
type Query { tonnes: Float }
`;

const closing: (() => Promise<unknown>)[] = [];
let gateway: TestGateway;
/** Of each request to `clinics`: the header that the data source added. */
const tickets: unknown[] = [];
/** Requests that the client sent, as the data source of `stocks` saw them. */
const incoming: string[] = [];
let answering: Promise<unknown> = Promise.resolve();
let failing = false;

/** As one would write it for `@apollo/gateway`: something of its own for every request. */
class Ticketing extends RemoteGraphQLDataSource {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource['willSendRequest']>>[0]): void {
    request.http?.headers.set('x-ticket', `for ${String(context['requestId'])}`);
  }
}

/** One that asks nobody over HTTP. */
const local: GraphQLDataSource = {
  process: async (options) => {
    if (options.kind === 'incoming operation') {
      incoming.push(String(options.incomingRequestContext.request.query));
    }
    await answering;
    if (failing) throw new Error('postgres://secret');
    return { data: { tonnes: 12.5 } };
  },
};

beforeAll(async () => {
  const placesHttp = await startFixtureSubgraph({
    sdl: places,
    root: { place: ({ pcode }: { pcode: string }) => ({ pcode, label: `Place ${pcode}` }) },
  });
  const clinicsHttp = await startFixtureSubgraph({
    sdl: clinics,
    entity: () => ({ beds: 7 }),
    refuse: async (headers) => {
      tickets.push(headers['x-ticket']);
      return undefined;
    },
  });
  const folder = await createHubFolder([
    { name: 'places', url: placesHttp.url, sdl: places },
    { name: 'clinics', url: clinicsHttp.url, sdl: clinics },
    { name: 'stocks', url: 'http://127.0.0.1:9/none', sdl: stocks },
  ]);
  gateway = await startTestGateway({
    source: { kind: 'hub', path: folder.path },
    buildService: ({ name, url }) => {
      if (name === 'clinics') return new Ticketing({ url });
      return name === 'stocks' ? local : undefined;
    },
  });
  closing.push(placesHttp.close, clinicsHttp.close, folder.remove, gateway.close);
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

it('a data source sends what it adds to each request, beside subgraphs over HTTP', async () => {
  tickets.length = 0;
  const answer = await gateway.query('{ place(pcode: "P1") { label beds } }');
  expect(answer).toEqual({ status: 200, data: { place: { label: 'Place P1', beds: 7 } } });
  expect(tickets).toEqual([expect.stringMatching(/^for [0-9a-f-]{36}$/)]);
});

it('identical requests at the same time each reach a data source', async () => {
  const query = '{ place(pcode: "P2") { beds } }';
  tickets.length = 0;
  const answers = await Promise.all(Array.from({ length: 5 }, () => gateway.query(query)));
  for (const { data } of answers) expect(data).toEqual({ place: { beds: 7 } });
  expect(new Set(tickets).size).toBe(5);
});

it('a data source need not use HTTP, and gets the request of the client', async () => {
  incoming.length = 0;
  const query = 'query Stocks { tonnes }';
  const hold = Promise.withResolvers<void>();
  answering = hold.promise;
  const answers = [1, 2, 3].map(() => gateway.query(query));
  setTimeout(hold.resolve, 100);
  for (const { data } of await Promise.all(answers)) expect(data).toEqual({ tonnes: 12.5 });
  expect(incoming).toEqual([query, query, query]);
});

it('a data source that fails is a subgraph that does not answer, and clients learn nothing of it', async () => {
  failing = true;
  const { data, errors } = await gateway.query('{ tonnes }');
  expect(data).toEqual({ tonnes: null });
  expect(errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
    [['tonnes'], 'SUBGRAPH_UNAVAILABLE'],
  ]);
  expect(JSON.stringify(errors)).not.toContain('secret');
  expect(gateway.log.filter((line) => line.includes('postgres://secret'))).toHaveLength(1);
});

it('only subgraphs over HTTP are waited for', async () => {
  const { status } = await fetch(`${gateway.origin}/health/ready`);
  expect(status).toBe(200);
});
