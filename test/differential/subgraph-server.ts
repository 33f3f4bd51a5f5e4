import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DocumentNode, execute, type GraphQLSchema, parse, validate } from 'graphql';
import type { Delivery, FaultyFetch, Injected } from './faults.ts';
import type { ParsedSubgraph } from './parsed-subgraph.ts';
import {
  createSubgraphSchema,
  findEntity,
  isRecord,
  type Serving,
  type SubgraphRun,
} from './subgraph-schema.ts';
import type { Instance, World } from './world.ts';

/** What subgraphs were asked during one operation, and what they really sent. */
export interface RunRecord {
  readonly exchanges: Exchange[];
  readonly violations: string[];
  turn: number;
}

export interface Exchange {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: unknown;
  readonly servings: readonly Serving[];
  /** The answer before and after what was done to it; undefined where none arrived. */
  readonly truth: unknown;
  readonly sent: unknown;
  readonly injected: Injected | undefined;
}

/** Decides what becomes of a fetch; undefined leaves it as it is. */
export type Inject = (fetch: FaultyFetch) => Promise<Injected | undefined>;

export interface SubgraphServer {
  /** `http://127.0.0.1:39001`: a path per supergraph and subgraph stands behind it. */
  readonly origin: string;
  readonly serve: (path: string, subgraphs: readonly ParsedSubgraph[]) => ServedGraph;
  readonly close: () => Promise<void>;
}

export interface ServedGraph {
  /** Answers out of this world from now on, and keeps record. */
  readonly begin: (world: World, inject?: Inject) => RunRecord;
  readonly stop: () => void;
}

type Handler = (body: string) => Promise<Delivery>;

/** One real HTTP server for all subgraphs of all supergraphs. */
export async function startSubgraphServer(): Promise<SubgraphServer> {
  const handlers = new Map<string, Handler>();
  const server = createServer((request, response) => {
    const handler = handlers.get(request.url ?? '');
    if (handler === undefined) return void response.writeHead(404).end();
    readBody(request)
      .then(handler)
      .then((delivery) => deliver(response, delivery))
      .catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    serve: (path, subgraphs) => {
      let current: { world: World; record: RunRecord; inject: Inject | undefined } | undefined;
      const made = new WeakMap<World, Map<string, GraphQLSchema>>();
      const documents = new Map<string, Checked>();
      for (const subgraph of subgraphs) {
        handlers.set(`${path}/${subgraph.name}`, async (body) => {
          if (current === undefined) throw new Error('nothing runs');
          const { world, record, inject } = current;
          const schemas = made.get(world) ?? new Map<string, GraphQLSchema>();
          made.set(world, schemas);
          const schema =
            schemas.get(subgraph.name) ?? createSubgraphSchema(subgraph, world, subgraphs);
          schemas.set(subgraph.name, schema);
          try {
            const find = (representation: Record<string, unknown>) =>
              findEntity(representation, subgraph, world, subgraphs);
            return await answer({ subgraph, schema, record, inject, body, documents, find });
          } catch (error) {
            // A defect of the test itself must not look like a subgraph that is down.
            const text = error instanceof Error ? error.stack : String(error);
            record.violations.push(`the subgraph itself breaks: ${text}`);
            throw error;
          }
        });
      }
      return {
        begin: (world, inject) => {
          const record: RunRecord = { exchanges: [], violations: [], turn: 0 };
          current = { world, record, inject };
          return record;
        },
        stop: () => {
          for (const { name } of subgraphs) handlers.delete(`${path}/${name}`);
        },
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Checked {
  readonly document: DocumentNode;
  readonly problems: readonly string[];
}

async function answer({
  subgraph,
  schema,
  record,
  inject,
  body,
  documents,
  find,
}: {
  readonly subgraph: ParsedSubgraph;
  readonly schema: GraphQLSchema;
  readonly record: RunRecord;
  readonly inject: Inject | undefined;
  readonly body: string;
  readonly documents: Map<string, Checked>;
  readonly find: (representation: Record<string, unknown>) => Instance | string | undefined;
}): Promise<Delivery> {
  const request: unknown = JSON.parse(body);
  if (!isRecord(request)) throw new Error('a request is an object');
  const query = String(request['query']);
  const id = `${subgraph.name} ${query}`;
  const checked = documents.get(id) ?? check(schema, query);
  documents.set(id, checked);
  for (const problem of checked.problems) {
    record.violations.push(`${subgraph.name}: ${problem} in ${query}`);
  }
  const { document } = checked;
  const run = async (
    servings: Serving[],
    failAt?: SubgraphRun['failAt'],
    turn = record.turn,
  ): Promise<unknown> => {
    let next = turn;
    const context: SubgraphRun = {
      violation: (text) => record.violations.push(text),
      served: (serving) => servings.push(serving),
      faulty: inject !== undefined,
      turn: () => next++,
      ...(failAt === undefined ? {} : { failAt }),
    };
    const result = await execute({
      schema,
      document,
      variableValues: isRecord(request['variables']) ? request['variables'] : {},
      operationName: typeof request['operationName'] === 'string' ? request['operationName'] : null,
      contextValue: context,
    });
    record.turn = next;
    return JSON.parse(JSON.stringify(result));
  };
  const servings: Serving[] = [];
  const began = record.turn;
  const truth = await run(servings);
  // A bad value from elsewhere went on to an argument: the subgraph refuses the whole request.
  const refuses = isRecord(truth) && 'errors' in truth && !('data' in truth);
  if (refuses && record.exchanges.some(({ injected }) => injected !== undefined)) {
    const { variables } = request;
    servings.push(...namedEntities(variables, find));
    const injected: Injected = {
      fault: 'refused value',
      delivery: { kind: 'json', text: JSON.stringify(truth) },
      body: truth,
      reported: { at: undefined, code: undefined },
    };
    const { name } = subgraph;
    record.exchanges.push({
      subgraph: name,
      query,
      variables,
      servings,
      truth,
      sent: truth,
      injected,
    });
    return injected.delivery;
  }
  if (isRecord(truth) && 'errors' in truth) {
    record.violations.push(`${subgraph.name}: ${JSON.stringify(truth['errors'])} for ${body}`);
  }
  const injected = await inject?.({
    subgraph: subgraph.name,
    body,
    schema,
    servings,
    truth,
    rerun: (failAt) => run([], failAt, began),
  });
  const sent = injected === undefined ? truth : injected.body;
  record.exchanges.push({
    subgraph: subgraph.name,
    query,
    variables: request['variables'],
    servings,
    truth,
    sent,
    injected,
  });
  return injected?.delivery ?? { kind: 'json', text: JSON.stringify(truth) };
}

/** The entities that the representations among the variables stand for. */
function namedEntities(
  variables: unknown,
  find: (representation: Record<string, unknown>) => Instance | string | undefined,
): Serving[] {
  return Object.values(isRecord(variables) ? variables : {}).flatMap((list) =>
    (Array.isArray(list) ? list : []).flatMap((one: unknown, index): Serving[] => {
      const instance = isRecord(one) ? find(one) : undefined;
      if (instance === undefined || typeof instance === 'string') return [];
      return [{ path: ['_entities', index], instance, field: '', args: '', value: instance }];
    }),
  );
}

function check(schema: GraphQLSchema, query: string): Checked {
  const document = parse(query);
  return { document, problems: validate(schema, document).map(({ message }) => message) };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function deliver(response: ServerResponse, delivery: Delivery): void {
  switch (delivery.kind) {
    case 'json':
      response
        .writeHead(delivery.status ?? 200, { 'content-type': 'application/json' })
        .end(delivery.text);
      return;
    case 'other':
      response.writeHead(delivery.status, { 'content-type': 'application/json' });
      response.end(delivery.text);
      return;
    case 'reset':
      response.destroy();
      return;
    case 'silence':
      return;
  }
}
