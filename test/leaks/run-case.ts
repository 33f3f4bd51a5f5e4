import { createHash } from 'node:crypto';
import fastify from 'fastify';
import { getOperationAST, parse, validate } from 'graphql';
import type { Access } from '../../gateway/authenticate/signed-in-context.ts';
import type { Engine, Executor } from '../../gateway/execute/engine.ts';
import { loadHubEngine } from '../../gateway/hub-engine.ts';
import { subgraphConnector } from '../../gateway/providers/connect-subgraph.ts';
import { compose } from '../../schema/compose.ts';
import type { HubState } from '../../schema/hub-state.ts';
import { createSupergraph } from '../../schema/supergraph.ts';
import { drawModel } from './draw-model.ts';
import { drawOperation } from './draw-operation.ts';
import { type Model, ownerOf, type PrincipalModel, subgraphOf, typeOf } from './model.ts';
import { oracleAnswer } from './oracle.ts';
import { groupsOf, isVisible, mayReach } from './release.ts';
import type { Exchange, LeakServer } from './serve.ts';
import { writeSdl } from './write-sdl.ts';

/** Operations that are run over one model. */
export const operationsPerModel = 10;

export interface Failure {
  readonly seed: number;
  readonly kind: 'leak' | 'sent' | 'incomplete' | 'broken';
  readonly text: string;
}

export interface ModelResult {
  readonly failures: readonly Failure[];
  readonly cases: number;
  /** Answers that had anything of a record in them, and places where something was withheld. */
  readonly told: number;
  readonly withheld: number;
  /** Why the model was of no use; null where it was. */
  readonly discarded: string | null;
}

const { log } = fastify({ logger: false });

/** Every second model is honest: its answers must be whole, too. */
export async function runModel(seed: number, server: LeakServer): Promise<ModelResult> {
  const honest = seed % 2 === 0;
  const model = drawModel(seed, honest);
  const loaded = await loadModel(model, server);
  const none = { failures: [], cases: 0, told: 0, withheld: 0 };
  if (typeof loaded === 'string') return { ...none, discarded: loaded };
  const failures: Failure[] = [];
  let told = 0;
  let withheld = 0;
  for (let number = 0; number < operationsPerModel; number += 1) {
    const principal = model.principals[number % model.principals.length] as PrincipalModel;
    const query = drawOperation(loaded.apiSchema, model, seed * operationsPerModel + number);
    const [invalid] = validate(loaded.apiSchema, parse(query));
    const fail = (kind: Failure['kind'], text: string): void => {
      const facts = `${JSON.stringify(principal)}\n${query}`;
      failures.push({ seed, kind, text: `operation ${number}: ${text}\n${facts}` });
    };
    if (invalid !== undefined) {
      fail('broken', invalid.message);
      continue;
    }
    const exchanges = server.begin(model, principal, query, seed + number);
    const answer = await ask(loaded, query, accessOf(model, principal));
    const text = JSON.stringify(answer);
    for (const leak of leaksIn(text, query, model, principal)) fail('leak', `${leak} in ${text}`);
    for (const sent of sentIn(exchanges, query, model, principal)) fail('sent', sent);
    if (/<X/.test(text)) told += 1;
    if ([...model.records.values()].some((one) => !seen(model, one.id, principal))) withheld += 1;
    if (!honest) continue;
    const expected = await oracleAnswer(loaded.apiSchema, model, principal, query);
    if (expected === undefined) continue;
    const [got, due] = [JSON.stringify(sorted(answer.data)), JSON.stringify(sorted(expected))];
    if (got !== due) fail('incomplete', `expected ${due}\ngot      ${got}`);
  }
  return { failures, cases: operationsPerModel, told, withheld, discarded: null };
}

function seen(model: Model, id: string, { partner, purpose }: PrincipalModel): boolean {
  const item = model.records.get(id);
  return item !== undefined && isVisible(model, item, partner, purpose);
}

/** Records that are named in an answer to whom they are withheld from. */
function leaksIn(
  text: string,
  query: string,
  model: Model,
  principal: PrincipalModel,
): readonly string[] {
  return [...model.records.keys()].filter((id) => {
    if (seen(model, id, principal)) return false;
    // An id that the client gave may come back; nothing else of the record may.
    return query.includes(id) ? text.includes(`<${id} `) : text.includes(id);
  });
}

/** Records that were told to a subgraph that they are withheld from. */
function sentIn(
  exchanges: readonly Exchange[],
  query: string,
  model: Model,
  principal: PrincipalModel,
): readonly string[] {
  const { purpose } = principal;
  return exchanges.flatMap(({ subgraph, body }) => {
    const { operator } = subgraphOf(model, subgraph);
    return [...model.records.values()].flatMap((item) => {
      const { id } = item;
      const type = typeOf(model, item.type);
      if (!type.marked || !body.includes(id)) return [];
      if (seen(model, id, principal) && mayReach(model, item, subgraph, purpose)) return [];
      const value = body.includes(`<${id} `);
      const keyOfOwn = subgraph === type.owner && (operator === 'HUB' || operator === ownerOf(id));
      if (!value && (keyOfOwn || query.includes(id))) return [];
      return [`${id} was sent to ${subgraph} of ${operator}: ${body}`];
    });
  });
}

export async function loadModel(model: Model, server: LeakServer): Promise<Engine | string> {
  const composition = compose(
    model.subgraphs.map(({ name }) => {
      return { name, url: server.urlOf(name), sdl: writeSdl(model, name) };
    }),
  );
  if (composition.kind === 'failed') {
    return composition.findings.map(({ code, message }) => `${code} ${message}`).join('; ');
  }
  const supergraph = createSupergraph(composition.supergraphSdl);
  if (supergraph.kind === 'failed') return 'unreadable';
  const own = model.subgraphs.flatMap(({ name, operator }) => (operator === 'HUB' ? [name] : []));
  const connect = subgraphConnector({ log, timeout: 30_000, own: new Set(own) });
  const result = await loadHubEngine(supergraph, { log, connect });
  if (result.kind === 'engine') return result.engine;
  return result.findings.map(({ message }) => message).join('; ');
}

const states = new WeakMap<Model, HubState>();

export function accessOf(model: Model, principal: PrincipalModel): Access {
  const { partner, purpose } = principal;
  const groups = groupsOf(model, partner);
  const { agreements } = model.policy;
  const now = Date.now();
  const state: HubState = states.get(model) ?? {
    version: 1,
    supergraphSdl: '',
    providers: model.subgraphs.map(({ name, operator }) => {
      return { id: name, subgraph: name, partner: operator, url: '' };
    }),
    trust: [],
    policyVersion: 1,
    ...model.policy,
  };
  states.set(model, state);
  const inForce = agreements.filter(
    ({ parties, purposes, from, to }) =>
      [partner, ...groups].some((name) => parties.includes(name)) &&
      purposes.includes(purpose) &&
      Date.parse(from) <= now &&
      (to === null || now < Date.parse(to)),
  );
  const visible = { partner, roles: [], groups, clearances: [], purpose };
  return {
    principal: { ...visible, subject: null },
    visibility: {
      principal: visible,
      agreements: inForce.map(({ id, types }) => ({ id, types })),
      policyVersion: 1,
      key: `${partner} ${purpose}`,
    },
    state,
    mayReuse: true,
  };
}

export async function ask(
  engine: Engine,
  query: string,
  access: Access,
): Promise<{ readonly data: unknown; readonly errors: unknown }> {
  const document = parse(query);
  const context = { requestId: 'request', access };
  const request = {
    logger: log,
    schema: engine.apiSchema,
    request: { query, variables: {} },
    contextValue: context,
    context,
    queryHash: createHash('sha256').update(query).digest('hex'),
    document,
    source: query,
    operationName: null,
    operation: getOperationAST(document),
  };
  const result = await engine.execute(toRequest(request));
  return {
    data: JSON.parse(JSON.stringify(result.data ?? null)),
    errors: JSON.parse(JSON.stringify(result.errors ?? [])),
  };
}

/** The engine reads few of the fields; Apollo Server's own types are not exported whole. */
function toRequest(request: object): Parameters<Executor>[0] {
  return request as Parameters<Executor>[0];
}

/** The order of keys is another test's matter. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, sorted(one)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
