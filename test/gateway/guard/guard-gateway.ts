import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import {
  buildASTSchema,
  type DocumentNode,
  execute,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  parse,
  visit,
} from 'graphql';
import { agreementsInForce } from '../../../gateway/authenticate/agreements-in-force.ts';
import { groupsOf } from '../../../gateway/authenticate/groups-of.ts';
import type { Access } from '../../../gateway/authenticate/signed-in-context.ts';
import type { Executor } from '../../../gateway/execute/engine.ts';
import { loadHubEngine } from '../../../gateway/hub-engine.ts';
import { subgraphConnector } from '../../../gateway/providers/connect-subgraph.ts';
import { compose } from '../../../schema/compose.ts';
import { formatFinding } from '../../../schema/finding.ts';
import type { HubState } from '../../../schema/hub-state.ts';
import { createSupergraph } from '../../../schema/supergraph.ts';

type Values = Readonly<Record<string, unknown>>;

/** A subgraph of a test: whatever it is asked, it answers out of these. */
export interface GuardSubgraph {
  /** `HUB` where it is left out. */
  readonly operator?: string;
  readonly sdl: string;
  /** Values or functions of root fields. */
  readonly root?: Values;
  readonly entity?: (representation: Values) => unknown;
  /** Changes the answer before it is sent. */
  readonly change?: (answer: Record<string, unknown>) => void;
}

export interface GuardGateway {
  /** Null: `--open`. */
  readonly ask: (partner: string | null, query: string, variables?: Values) => Promise<GuardAnswer>;
  /** Bodies of what each subgraph was sent since the last call. */
  readonly sent: () => readonly (readonly [subgraph: string, body: string])[];
  readonly log: readonly string[];
  /** `subgraph type` to number. */
  readonly heldBack: () => Values;
  readonly stop: (subgraph: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface GuardAnswer {
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly path?: unknown }[];
  /** Data and errors as they leave. */
  readonly text: string;
}

const prelude = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11",
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override"])
interface Marked { id: ID! marking: Marking }
type Marking @shareable {
  policyId: String! originator: ID! releasableTo: [ID!]! excluded: [ID!]! purposes: [String!]!
  reviewAt: String
}
type PageInfo @shareable { hasNextPage: Boolean! startCursor: String endCursor: String }
`;

/** A marking of a partner's record, open to these. */
export function marking(originator: string, ...releasableTo: readonly string[]) {
  return {
    policyId: 'AGREED',
    originator,
    releasableTo,
    excluded: [],
    purposes: ['COORDINATION'],
    reviewAt: null as string | null,
  };
}

export const state: HubState = {
  version: 1,
  supergraphSdl: '',
  providers: [],
  trust: [],
  groups: {},
  agreements: [
    {
      id: 'AGREED',
      parties: ['PUBLIC'],
      types: null,
      purposes: ['COORDINATION'],
      from: '2020-01-01T00:00:00Z',
      to: null,
    },
  ],
  partnerStatus: { XAA: 'ACTIVE', XAB: 'ACTIVE', XAC: 'ACTIVE', XAD: 'ACTIVE' },
  policyVersion: 1,
};

export function composeGuarded(
  subgraphs: Readonly<Record<string, GuardSubgraph>>,
  url = 'http://x/',
) {
  const composed = compose(
    Object.entries(subgraphs).map(([name, { sdl }]) => {
      return { name, url: `${url}${name}`, sdl: `${prelude}${sdl}` };
    }),
  );
  if (composed.kind === 'failed') throw new Error(composed.findings.map(formatFinding).join('\n'));
  const supergraph = createSupergraph(composed.supergraphSdl);
  if (supergraph.kind === 'failed') throw new Error(JSON.stringify(supergraph.findings));
  return supergraph;
}

/** The hub's engine over subgraphs on real HTTP; callers have the purpose COORDINATION. */
export async function startGuardGateway(
  subgraphs: Readonly<Record<string, GuardSubgraph>>,
): Promise<GuardGateway> {
  const bodies: (readonly [string, string])[] = [];
  const stopped = new Set<string>();
  const server = await listen(subgraphs, bodies, stopped);
  const { port } = server.address() as AddressInfo;
  const supergraph = composeGuarded(subgraphs, `http://127.0.0.1:${port}/`);
  const lines: string[] = [];
  const { log } = fastify({
    logger: { level: 'warn', stream: { write: (line) => void lines.push(line) } },
  });
  const operators = Object.entries(subgraphs).map(
    ([name, { operator = 'HUB' }]) => [name, operator] as const,
  );
  const own = new Set(operators.flatMap(([name, operator]) => (operator === 'HUB' ? [name] : [])));
  const connect = subgraphConnector({ log, timeout: 10_000, own });
  const loaded = await loadHubEngine(supergraph, { log, connect });
  if (loaded.kind === 'failed') throw new Error(loaded.findings.map(formatFinding).join('\n'));
  const { engine } = loaded;
  const present: HubState = {
    ...state,
    providers: operators.map(([name, partner]) => ({ id: name, subgraph: name, partner, url: '' })),
  };
  const documents = new Map<string, DocumentNode>();
  return {
    ask: async (partner, query, variables = {}) => {
      const document = documents.get(query) ?? parse(query);
      documents.set(query, document);
      const context = {
        requestId: 'request',
        access: partner === null ? null : accessOf(partner, present),
      };
      const request = {
        logger: log,
        schema: engine.apiSchema,
        request: { query, variables },
        contextValue: context,
        context,
        queryHash: createHash('sha256').update(query).digest('hex'),
        document,
        source: query,
        operationName: null,
        operation: getOperationAST(document),
      };
      const result = await engine.execute(request as object as Parameters<Executor>[0]);
      const text = JSON.stringify({ data: result.data ?? null, errors: result.errors ?? [] });
      return { ...JSON.parse(text), text };
    },
    sent: () => bodies.splice(0),
    log: lines,
    heldBack: () =>
      Object.fromEntries(
        (engine.samples?.() ?? [])
          .filter(({ name }) => name === 'entente_records_held_back_total')
          .map(({ labels, value }) => [`${labels['subgraph']} ${labels['type']}`, value]),
      ),
    stop: async (subgraph) => void stopped.add(subgraph),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function accessOf(partner: string, present: HubState): Access {
  const purpose = 'COORDINATION' as const;
  const groups = groupsOf(partner, present);
  const principal = { partner, roles: [], groups, clearances: [], purpose };
  const agreements = agreementsInForce(present.agreements, principal, purpose, Date.now());
  const visibility = { principal, agreements, policyVersion: 1, key: partner };
  return { principal: { ...principal, subject: null }, visibility, state: present, mayReuse: true };
}

async function listen(
  subgraphs: Readonly<Record<string, GuardSubgraph>>,
  bodies: (readonly [string, string])[],
  stopped: ReadonlySet<string>,
): Promise<Server> {
  const schemas = new Map(
    Object.entries(subgraphs).map(([name, { sdl }]) => [name, federated(`${prelude}${sdl}`)]),
  );
  const server = createServer(async (request, response) => {
    const name = (request.url ?? '').slice(1);
    const body = await bodyOf(request);
    const [subgraph, schema] = [subgraphs[name], schemas.get(name)];
    if (subgraph === undefined || schema === undefined || stopped.has(name))
      return void response.destroy();
    bodies.push([name, body]);
    const { query, variables } = JSON.parse(body);
    const entities = ({ representations }: { representations: readonly Values[] }) =>
      representations.map((one) => subgraph.entity?.(one) ?? null);
    const result = await execute({
      schema,
      document: parse(query),
      rootValue: { ...subgraph.root, _entities: entities },
      variableValues: variables,
    });
    const answer = JSON.parse(JSON.stringify(result));
    subgraph.change?.(answer);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Without federation's directives, with what every subgraph has. */
function federated(sdl: string): GraphQLSchema {
  const document = visit(parse(sdl), { Directive: () => null, SchemaExtension: () => null });
  const entities = parse(sdl).definitions.flatMap((one) =>
    one.kind === Kind.OBJECT_TYPE_DEFINITION &&
    one.directives?.some(({ name }) => name.value === 'key')
      ? [one.name.value]
      : [],
  );
  const more = parse(`scalar _Any
    extend type Query { _entities(representations: [_Any!]!): [_Entity]! }
    union _Entity = ${entities.join(' | ')}`);
  const definitions = [...document.definitions, ...more.definitions];
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions }, { assumeValidSDL: true });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
