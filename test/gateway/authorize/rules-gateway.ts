import { ApolloServer } from '@apollo/server';
import fastify from 'fastify';
import type { VisibilityClass } from '../../../gateway/authenticate/principal.ts';
import type { PolicyFile } from '../../../gateway/authorize/policies.ts';
import { readPolicyFiles } from '../../../gateway/authorize/read-policy-files.ts';
import { createEngineSwitch } from '../../../gateway/execute/engine-switch.ts';
import { loadHubEngine } from '../../../gateway/hub-engine.ts';
import { subgraphConnector } from '../../../gateway/providers/connect-subgraph.ts';
import { maskError } from '../../../gateway/respond/mask-error.ts';
import { compose } from '../../../schema/compose.ts';
import { completeContract } from '../../../schema/contract.ts';
import { formatFinding } from '../../../schema/finding.ts';
import { createSupergraph } from '../../../schema/supergraph.ts';
import { type FixtureOptions, startFixtureSubgraph } from '../../support/fixture-subgraph.ts';

/** Apollo Server over the hub's engine, and subgraphs over HTTP. */
export interface RulesGateway {
  readonly ask: (caller: Caller, query: string, variables?: object) => Promise<Answer>;
  /** Bodies of the requests that the subgraphs got since the last call. */
  readonly sent: () => readonly string[];
  readonly supergraphSdl: string;
  /** A figure of the engine's, by its name. */
  readonly sample: (name: string) => number;
  readonly close: () => Promise<void>;
}

export interface Answer {
  readonly data: unknown;
  /** Each as `code path`, `UNAUTHORIZED_FIELD_OR_TYPE project.budget`, sorted. */
  readonly errors: readonly string[];
  readonly messages: readonly string[];
}

/** Null: the gateway runs with `--open`. */
export type Caller = Partial<VisibilityClass['principal']> | null;

/** Brings no token. */
export const nobody: Caller = { partner: 'PUBLIC', groups: ['PUBLIC'], purpose: 'PUBLIC_INFO' };
/** Brings a token that grants nothing more. */
export const partner: Caller = { partner: 'XAC' };

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key",
  "@requires", "@external", "@shareable", "@interfaceObject", "@context", "@fromContext",
  "@authenticated", "@requiresScopes", "@policy"])\n`;

export interface RulesGraph {
  readonly subgraphs: Readonly<Record<string, FixtureOptions>>;
  /** Cedar policies, besides their schema. */
  readonly policies?: string;
  /** Text of `hub.graphql`, where the contracts use it. */
  readonly hubSdl?: string;
  /** Changes the composed supergraph: what other composers would write. */
  readonly change?: (supergraphSdl: string) => string;
  readonly planner?: 'native' | 'apollo';
}

/** Subgraphs import every directive, unless they link federation themselves. */
export async function startRulesGateway(graph: RulesGraph): Promise<RulesGateway> {
  const { policies = '', change = (sdl) => sdl } = graph;
  const bodies: string[] = [];
  const subgraphs = await Promise.all(
    Object.entries(graph.subgraphs).map(async ([name, options]) => {
      const sdl = options.sdl.includes('@link') ? options.sdl : `${link}${options.sdl}`;
      const before = async (body: string): Promise<void> => void bodies.push(body);
      const whole = graph.hubSdl === undefined ? sdl : completeContract(sdl, graph.hubSdl);
      const server = await startFixtureSubgraph({ ...options, sdl: whole, before });
      return { name, sdl, server, url: server.url };
    }),
  );
  const composed = compose(subgraphs, graph.hubSdl === undefined ? {} : { hubSdl: graph.hubSdl });
  if (composed.kind === 'failed') throw new Error(composed.findings.map(formatFinding).join('\n'));
  const supergraph = createSupergraph(change(composed.supergraphSdl));
  if (supergraph.kind === 'failed') throw new Error(JSON.stringify(supergraph.findings));
  const { log } = fastify({ logger: false });
  const connect = subgraphConnector({ log, timeout: 10_000, own: new Set() });
  const loaded = await loadHubEngine(supergraph, {
    log,
    connect,
    planner: graph.planner,
    policies: () => policyFiles(policies),
  });
  if (loaded.kind === 'failed') throw new Error(loaded.findings.map(formatFinding).join('\n'));
  const { engine } = loaded;
  const apollo = new ApolloServer({
    gateway: createEngineSwitch(engine).serverGateway,
    formatError: maskError,
    nodeEnv: 'test',
    stopOnTerminationSignals: false,
    logger: log,
  });
  await apollo.start();
  let requests = 0;
  return {
    supergraphSdl: supergraph.sdl,
    ask: async (caller, query, variables = {}) => {
      requests += 1;
      const contextValue = { requestId: `request-${requests}`, ...accessOf(caller) };
      const { body } = await apollo.executeOperation(
        { query, variables: { ...variables } },
        { contextValue },
      );
      if (body.kind !== 'single') throw new Error('Answers come as one.');
      const { data, errors = [] } = body.singleResult;
      return {
        data: data == null ? null : JSON.parse(JSON.stringify(data)),
        errors: errors
          .map(({ path, extensions }) => `${extensions?.['code']} ${path?.join('.') ?? ''}`)
          .sort(),
        messages: errors.map(({ message }) => message),
      };
    },
    sent: () => bodies.splice(0),
    sample: (name) => {
      const samples = engine.samples?.() ?? [];
      return samples.filter((one) => one.name === name).reduce((sum, { value }) => sum + value, 0);
    },
    close: async () => {
      await apollo.stop();
      await Promise.all(subgraphs.map(({ server }) => server.close()));
    },
  };
}

function policyFiles(text: string): readonly PolicyFile[] {
  const schema = readPolicyFiles().filter(({ name }) => name.endsWith('.cedarschema'));
  return [...schema, { name: 'test.cedar', text }];
}

function accessOf(caller: Caller): object {
  if (caller === null) return { access: null };
  const principal = {
    partner: 'XAC',
    roles: [],
    groups: ['PARTNERS', 'PUBLIC'],
    clearances: [],
    purpose: 'COORDINATION' as const,
    ...caller,
  };
  const visibility: VisibilityClass = {
    principal,
    agreements: [],
    policyVersion: 1,
    key: JSON.stringify(principal),
  };
  return { access: { principal: { ...principal, subject: null }, visibility, mayReuse: true } };
}
