import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type GatewayProcess, startGatewayProcess } from '../soak/gateway-process.ts';
import { startFixtureSubgraph } from '../support/fixture-subgraph.ts';
import { createHubFolder, type FolderEntry, type HubFolder } from '../support/hub-folder.ts';
import { until } from '../support/test-gateway.ts';

const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
`;
const placesSdl = `${link}
type Query { place(pcode: ID!): Place }
type Place @key(fields: "pcode") { pcode: ID!  label: String }
`;
const clinicsSdl = `${link}
type Place @key(fields: "pcode") { pcode: ID!  beds: Int }
`;

/** What has to be done once for an operation. */
const perOperation = [
  'graphql/validation/validate.js#validate',
  'gateway/execute/operation.ts#readOperation',
  'gateway/plan/prepare-operation.ts#prepareOperation',
  'gateway/plan/planner-process.ts#plan',
  'gateway/plan/check-plan.ts#checkPlan',
  'gateway/execute/program.ts#compilePlan',
  'gateway/respond/projection.ts#compileProjection',
];
/** What may be done several times for an operation: for its text, its plan and each fetch. */
const partsOfOperation = [
  'graphql/language/parser.js#parse',
  'graphql/language/printer.js#print',
  'gateway/execute/representation.ts#compileRepresentation',
  'gateway/execute/walk.ts#compileWalk',
  'gateway/respond/object-builder.ts#compileObjectBuilder',
];
/** What has to be done once for a supergraph. */
const perSupergraph = [
  'schema/supergraph.ts#createSupergraph',
  'federation-internals/dist/definitions.js#toGraphQLJSSchema',
  'gateway/plan/supergraph-facts.ts#readFacts',
  'gateway/run-program.ts#createRunner',
];
const all = [...perOperation, ...partsOfOperation, ...perSupergraph];

const closing: (() => Promise<unknown>)[] = [];
let gateway: GatewayProcess;
let folder: HubFolder;
let entries: readonly FolderEntry[];
beforeAll(async () => {
  const places = await startFixtureSubgraph({
    sdl: placesSdl,
    root: { place: ({ pcode }: { pcode: string }) => ({ pcode, label: `Place ${pcode}` }) },
    entity: ({ pcode }: Readonly<Record<string, unknown>>) => ({ label: `Place ${pcode}` }),
  });
  const clinics = await startFixtureSubgraph({ sdl: clinicsSdl, entity: () => ({ beds: 7 }) });
  closing.push(places.close, clinics.close);
  entries = [
    { name: 'places', url: places.url, sdl: placesSdl },
    { name: 'clinics', url: clinics.url, sdl: clinicsSdl },
  ];
  folder = await createHubFolder(entries);
  closing.push(folder.remove);
  gateway = await startGatewayProcess(folder.path, () => false);
  closing.push(gateway.stop);
  await gateway.inspector.startCounting();
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

/** An operation over both subgraphs, unlike any other name's. */
const operation = (name: string) => `query ${name}($pcode: ID!, $label: Boolean = true) {
  place(pcode: $pcode) { beds label @include(if: $label) }
}`;

async function ask(query: string, variables: object): Promise<void> {
  const response = await fetch(gateway.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const body = await response.json();
  expect(body).toMatchObject({ data: { place: { beds: 7 } } });
  expect(body).not.toHaveProperty('errors');
}

/** Calls of the listed functions while `work` runs, those without a call left out. */
async function callsDuring(work: () => Promise<void>): Promise<Record<string, number>> {
  await gateway.inspector.takeCounts();
  await work();
  const counts = await gateway.inspector.takeCounts();
  return Object.fromEntries(
    all.flatMap((name) => {
      const found = [...counts].filter(([key]) => key.endsWith(`/${name}`));
      const sum = found.reduce((total, [, count]) => total + count, 0);
      return sum === 0 ? [] : [[name, sum]];
    }),
  );
}

const once = Object.fromEntries(perOperation.map((name) => [name, 1]));
const some = Object.fromEntries(partsOfOperation.map((name) => [name, expect.any(Number)]));

it('parses, validates, plans and compiles an operation once, and nothing of its supergraph', async () => {
  const first = await callsDuring(() => ask(operation('First'), { pcode: 'X0' }));
  expect(first).toEqual({ ...once, ...some });
  const again = await callsDuring(async () => {
    for (let i = 0; i < 20; i++) await ask(operation('First'), { pcode: 'X0' });
    for (let i = 0; i < 20; i++) await ask(operation('First'), { pcode: `X${i}` });
    const atOnce = Array.from({ length: 20 }, (_, i) =>
      ask(operation('First'), { pcode: `X${i % 3}` }),
    );
    await Promise.all(atOnce);
  });
  expect(again).toEqual({});
});

it('does it once for those who bring a new operation at the same time', async () => {
  const calls = await callsDuring(async () => {
    const atOnce = Array.from({ length: 10 }, (_, i) =>
      ask(operation('Together'), { pcode: `X${i}` }),
    );
    await Promise.all(atOnce);
  });
  expect(calls).toEqual({ ...once, ...some });
});

it('plans and compiles once more for other values of conditions, without a look at the text', async () => {
  await ask(operation('Conditions'), { pcode: 'X1', label: true });
  const calls = await callsDuring(async () => {
    for (let i = 0; i < 10; i++) await ask(operation('Conditions'), { pcode: 'X1', label: false });
    for (let i = 0; i < 10; i++) await ask(operation('Conditions'), { pcode: 'X1', label: true });
  });
  const {
    'graphql/validation/validate.js#validate': _validate,
    'gateway/execute/operation.ts#readOperation': _read,
    ...planned
  } = once;
  expect(calls).toEqual({ ...planned, ...some });
});

it('sees the work where each request brings another text', async () => {
  const one = await callsDuring(() => ask(operation('Other'), { pcode: 'X0' }));
  const ten = await callsDuring(async () => {
    for (let i = 0; i < 10; i++) await ask(`${operation('Other')} # ${i}`, { pcode: 'X0' });
  });
  const tenfold = Object.entries(one).map(([name, count]) => [name, count * 10]);
  expect(ten).toEqual(Object.fromEntries(tenfold));
});

it('reads a supergraph once, and each operation once again with it', async () => {
  const changed = [...entries.slice(0, 1), { ...entries[1], sdl: `${clinicsSdl}\nscalar Tide` }];
  const served = () => gateway.logged('serving 2 subgraphs');
  const swap = await callsDuring(async () => {
    const before = served();
    await folder.write(changed as readonly FolderEntry[]);
    await until(() => served() > before);
  });
  for (const name of perSupergraph) expect(swap).toHaveProperty([name], 1);
  for (const name of perOperation) expect(swap).not.toHaveProperty([name]);
  const calls = await callsDuring(async () => {
    for (let i = 0; i < 10; i++) await ask(operation('First'), { pcode: 'X0' });
  });
  expect(calls).toEqual({ ...once, ...some });
});
