import { createHash } from 'node:crypto';
import fastify from 'fastify';
import { type DocumentNode, getOperationAST, parse, validate } from 'graphql';
import type { Engine, Executor } from '../../gateway/execute/engine.ts';
import type { Operation } from './generate-operation.ts';
import { isRecord } from './subgraph-schema.ts';

type GatewayRequest = Parameters<Executor>[0];

/** What the client gets: data as JSON, errors as they leave the engine. */
export interface EngineAnswer {
  readonly data: unknown;
  readonly errors: readonly EngineError[];
}

export interface EngineError {
  readonly message: string;
  readonly path: readonly (string | number)[] | undefined;
  readonly code: string;
}

const { log } = fastify({ logger: false });
const documents = new Map<string, DocumentNode>();
let requests = 0;

/** An engine that answers at all does so much sooner, on the slowest of machines. */
const patience = 30_000;

/** What never comes: everything behind it would wait too. */
export class NoAnswer extends Error {}

/** Asks as Apollo Server does: the document is parsed and valid, the operation chosen. */
export async function askEngine(engine: Engine, operation: Operation): Promise<EngineAnswer> {
  const { query, variables, operationName } = operation;
  const id = `${engine.supergraph.id} ${query}`;
  const document = documents.get(id) ?? parse(query);
  if (!documents.has(id)) {
    const [problem] = validate(engine.apiSchema, document);
    if (problem !== undefined) throw new Error(`${problem.message} in ${query}`);
    if (documents.size > 5_000) documents.clear();
    documents.set(id, document);
  }
  const node = getOperationAST(document, operationName);
  if (node == null) throw new Error('the operation is in the document');
  requests += 1;
  const context = {
    logger: log,
    schema: engine.apiSchema,
    request: {
      query,
      variables: { ...variables },
      ...(operationName === undefined ? {} : { operationName }),
      http: { method: 'POST', url: '/graphql', headers: new Map<string, string>() },
    },
    contextValue: { requestId: `request-${requests}`, access: null },
    context: { requestId: `request-${requests}`, access: null },
    queryHash: createHash('sha256').update(query).digest('hex'),
    document,
    source: query,
    operationName: operationName ?? null,
    operation: node,
    metrics: {},
    cache: { get: async () => undefined, set: async () => undefined, delete: async () => false },
    overallCachePolicy: {},
    response: {},
  };
  const result = await within(engine.execute(toRequest(context)), query);
  const data: unknown = JSON.parse(JSON.stringify(result.data ?? null));
  return { data, errors: (result.errors ?? []).map(readError) };
}

function within<Result>(answer: Promise<Result>, query: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoAnswer(`no answer to ${query}`)), patience);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The engines read few of the fields; Apollo Server's own types are not exported whole. */
function toRequest(context: object): GatewayRequest {
  return context as GatewayRequest;
}

function readError(error: unknown): EngineError {
  const plain: unknown = JSON.parse(JSON.stringify(error));
  if (!isRecord(plain)) throw new Error('an error is an object');
  const { message, path, extensions } = plain;
  return {
    message: String(message),
    path: Array.isArray(path) ? path : undefined,
    code: isRecord(extensions) ? String(extensions['code']) : '',
  };
}
