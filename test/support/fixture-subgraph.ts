import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { buildASTSchema, type GraphQLSchema, graphql, parse, printSchema } from 'graphql';

type Resolve = (args: Readonly<Record<string, unknown>>) => unknown;
type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

export interface FixtureOptions {
  readonly sdl: string;
  /** Values or functions for the fields of Query (and Mutation). */
  readonly root?: Readonly<Record<string, unknown>>;
  /** Gives the object for a representation. */
  readonly entity?: (representation: Representation) => unknown;
  /** A fixed port, for a subgraph that returns where it was. */
  readonly port?: number;
  /** Awaited before each answer, with the body that was sent. */
  readonly before?: (body: string) => Promise<void>;
  /** Where it is not undefined, the answer with this status: the subgraph refuses. */
  readonly refuse?: (headers: IncomingHttpHeaders) => Promise<number | undefined>;
}

export interface FixtureSubgraph {
  readonly url: string;
  readonly port: number;
  /** How many GraphQL requests came in. */
  readonly requests: () => number;
  readonly close: () => Promise<void>;
}

/** A subgraph over real HTTP: graphql-js, `_service` and `_entities`, nothing else. */
export async function startFixtureSubgraph(options: FixtureOptions): Promise<FixtureSubgraph> {
  const schema = federated(options.sdl);
  const entities: Resolve = ({ representations }) =>
    (representations as readonly Representation[]).map((representation) => {
      const entity = options.entity?.(representation) ?? representation;
      return { ...representation, ...entity };
    });
  const rootValue = { ...options.root, _service: { sdl: options.sdl }, _entities: entities };
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests += 1;
    // Read first: who asks may be gone by the time that `before` is done.
    const text = await textOf(request).catch(() => undefined);
    if (text === undefined) return;
    await options.before?.(text);
    const refused = await options.refuse?.(request.headers);
    if (refused !== undefined) {
      const errors = [{ message: 'No.', extensions: { code: 'UNAUTHENTICATED' } }];
      return void response.writeHead(refused).end(JSON.stringify({ errors }));
    }
    const { query, variables, operationName } = JSON.parse(text);
    const result = await graphql({
      schema,
      source: query,
      rootValue,
      variableValues: variables,
      operationName,
    });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(result));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    port,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Adds what every subgraph has (Apollo Federation subgraph specification). */
function federated(sdl: string): GraphQLSchema {
  const document = parse(sdl);
  const entities = document.definitions.flatMap((definition) =>
    definition.kind === 'ObjectTypeDefinition' &&
    definition.directives?.some(({ name }) => name.value === 'key')
      ? [definition.name.value]
      : [],
  );
  const plain = printSchema(buildASTSchema(document, { assumeValidSDL: true }));
  const entityParts =
    entities.length === 0
      ? ''
      : `union _Entity = ${entities.join(' | ')}
         extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`;
  const query = /^type Query\b/m.test(plain) ? 'extend type Query' : 'type Query';
  return buildASTSchema(
    parse(`${plain}
      scalar _Any
      type _Service { sdl: String! }
      ${query} { _service: _Service! }
      ${entityParts}`),
    { assumeValidSDL: true },
  );
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
