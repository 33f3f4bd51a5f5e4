import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  buildASTSchema,
  execute,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  parse,
} from 'graphql';
import { releaseField, writeReleaseText } from '../../lib/release-text.ts';
import { type Choices, createChoices } from '../differential/choices.ts';
import type {
  FieldModel,
  Item,
  MarkingModel,
  Model,
  PrincipalModel,
  ReferenceField,
} from './model.ts';
import { ownerOf, subgraphOf, textOf, typeOf } from './model.ts';
import { isVisible } from './release.ts';
import { type RootField, rootFields, writeSdl } from './write-sdl.ts';

/** What a subgraph was sent. */
export interface Exchange {
  readonly subgraph: string;
  readonly body: string;
}

export interface LeakServer {
  /** Address of each subgraph of a model. */
  readonly urlOf: (subgraph: string) => string;
  /** Serves this model from now on; what is sent is kept. */
  readonly begin: (
    model: Model,
    principal: PrincipalModel,
    query: string,
    seed: number,
  ) => readonly Exchange[];
  readonly close: () => Promise<void>;
}

interface Turn {
  readonly model: Model;
  readonly principal: PrincipalModel;
  /** Response keys of the client. */
  readonly keys: readonly string[];
  readonly choices: Choices;
  readonly exchanges: Exchange[];
}

/** One real HTTP server for all subgraphs. */
export async function startLeakServer(): Promise<LeakServer> {
  let turn: Turn | undefined;
  const schemas = new WeakMap<Model, Map<string, GraphQLSchema>>();
  const server = createServer(async (request, response) => {
    const subgraph = (request.url ?? '').slice(1);
    const body = await bodyOf(request);
    if (turn === undefined) return void response.writeHead(500).end();
    const { model, exchanges } = turn;
    exchanges.push({ subgraph, body });
    const known = schemas.get(model) ?? new Map<string, GraphQLSchema>();
    schemas.set(model, known);
    const schema = known.get(subgraph) ?? subgraphSchema(writeSdl(model, subgraph));
    known.set(subgraph, schema);
    const { query, variables } = JSON.parse(body);
    const result = await execute({
      schema,
      document: parse(query),
      variableValues: variables,
      fieldResolver: resolveField({ ...turn, subgraph }),
      typeResolver: (value) => (value as Item).type,
    });
    const answer = JSON.parse(JSON.stringify(result));
    const { conduct } = subgraphOf(model, subgraph);
    if (conduct === 'adding') addTo(answer, turn);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (subgraph) => `http://127.0.0.1:${port}/${subgraph}`,
    begin: (model, principal, query, seed) => {
      const exchanges: Exchange[] = [];
      const keys = query.match(/\bk\d+/g) ?? ['k0'];
      turn = { model, principal, keys, choices: createChoices(seed), exchanges };
      return exchanges;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function subgraphSchema(sdl: string): GraphQLSchema {
  const document = parse(sdl);
  const entities = document.definitions.flatMap((one) =>
    one.kind === 'ObjectTypeDefinition' && one.directives?.some(({ name }) => name.value === 'key')
      ? [one.name.value]
      : [],
  );
  const plain = sdl.slice(sdl.indexOf('type Marking')).replaceAll(/@[a-z]+(\([^)]*\))?/g, '');
  const mutation = plain.includes('extend type Mutation') ? 'type Mutation { _none: String }' : '';
  const union = entities.length === 0 ? '' : `union _Entity = ${entities.join(' | ')}`;
  const field =
    entities.length === 0
      ? ''
      : 'extend type Query { _entities(representations: [_Any!]!): [_Entity]! }';
  return buildASTSchema(parse(`${plain}\nscalar _Any\n${mutation}\n${union}\n${field}`), {
    assumeValidSDL: true,
  });
}

interface Asked extends Turn {
  readonly subgraph: string;
}

/** A representation as it came, with the item that it names. */
type Source = Item & { readonly given?: Readonly<Record<string, unknown>> };

function resolveField(asked: Asked): GraphQLFieldResolver<unknown, unknown> {
  const { model, subgraph, principal, choices } = asked;
  const { conduct, operator } = subgraphOf(model, subgraph);
  const { partner, purpose } = principal;
  const roots = new Map(rootFields(model).map((root) => [root.name, root]));

  /** What the subgraph is willing to show of its own records. */
  const shows = (item: Item): boolean =>
    typeOf(model, item.type).owner !== subgraph ||
    conduct !== 'honest' ||
    isVisible(model, item, partner, purpose);
  const itemsOf = (ids: readonly string[]): Item[] =>
    ids.flatMap((id) => {
      const item = model.records.get(id);
      return item !== undefined && shows(item) ? [item] : [];
    });
  const connection = (items: readonly Item[]) => {
    const edges = items.map((node) => ({ cursor: `cursor of ${node.id}`, node }));
    const pageInfo = {
      hasNextPage: false,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    };
    return { edges, nodes: items, pageInfo, totalCount: items.length };
  };
  const root = ({ type, shape }: RootField, args: Readonly<Record<string, unknown>>): unknown => {
    const ids = [...model.records.values()].flatMap((one) => (one.type === type ? [one.id] : []));
    if (shape === 'lookup' || shape === 'change') {
      return itemsOf(ids.filter((id) => id === args['id']))[0] ?? null;
    }
    return shape === 'list' ? itemsOf(ids) : connection(itemsOf(ids));
  };
  const reference = (item: Item, { name, shape }: ReferenceField): unknown => {
    const items = itemsOf(item.references[name] ?? []);
    switch (shape) {
      case 'one':
        return items[0] ?? null;
      case 'list':
      case 'strict-list':
        return items;
      case 'nested-list':
        return [items.slice(0, 1), items.slice(1)];
      case 'connection':
        return connection(items);
      case 'holder':
        return { label: textOf(item.id, name), inner: items[0] ?? null, inners: items };
      default:
        return shape satisfies never;
    }
  };
  const entity = (given: Readonly<Record<string, unknown>>): Source | null => {
    let item = model.records.get(String(given['id']));
    if (item === undefined || !shows(item)) return null;
    const { type } = item;
    if (conduct === 'swapping' && typeOf(model, type).owner === subgraph && choices.chance(60)) {
      item = choices.pick([...model.records.values()].filter((one) => one.type === type));
    }
    return { ...item, given };
  };
  const markingOf = (item: Item): MarkingModel | null => {
    if (conduct === 'unmarked') return null;
    if (conduct !== 'forging' || ownerOf(item.id) === operator) return item.marking;
    return {
      policyId: 'AGREED-0',
      originator: ownerOf(item.id),
      releasableTo: ['PUBLIC', partner],
      excluded: [],
      purposes: ['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO'],
      reviewAt: null,
    };
  };
  return (source, args, _context, { fieldName, parentType }) => {
    if (fieldName === '_entities') return args['representations'].map(entity);
    if (fieldName.startsWith('ping_')) return null;
    const named = roots.get(fieldName);
    if (source === undefined && named !== undefined) return root(named, args);
    const type = model.types.find(({ name }) => name === parentType.name);
    if (type === undefined) return (source as Readonly<Record<string, unknown>>)[fieldName] ?? null;
    const item = source as Source;
    if (fieldName === 'id') return item.id;
    if (fieldName === 'marking') return markingOf(item);
    if (fieldName === releaseField) {
      const marking = markingOf(item);
      return marking === null ? null : writeReleaseText(marking);
    }
    const field = type.fields.find(({ name }) => name === fieldName) as FieldModel;
    if (field.kind === 'reference') return reference(item, field);
    return derivedText(item.id, field.name, field.requires, item.given);
  };
}

/** A text that was made of others has them in it. */
export function derivedText(
  id: string,
  name: string,
  requires: Extract<FieldModel, { kind: 'text' }>['requires'],
  given: Readonly<Record<string, unknown>> | undefined,
): string {
  const values = requires.map((need) => {
    if (typeof need === 'string') return given?.[need] ?? null;
    const target = given?.[need.reference] as Readonly<Record<string, unknown>> | null | undefined;
    return target?.[need.text] ?? null;
  });
  return values.length === 0 ? textOf(id, name) : `${textOf(id, name)} of ${values.join()}`;
}

/** Puts whole records where nobody asked for them, and names them in errors. */
function addTo(answer: Record<string, unknown>, { model, choices, keys }: Turn): void {
  const secret = (): Record<string, unknown> => {
    const { id, type, references } = choices.pick([...model.records.values()]);
    const fields = typeOf(model, type).fields;
    const texts = fields.flatMap(({ kind, name }) =>
      kind === 'text' ? [[name, textOf(id, name)] as const] : [],
    );
    return { __typename: type, id, ...Object.fromEntries(texts), more: Object.values(references) };
  };
  const paths: (string | number)[][] = [];
  const visit = (value: unknown, path: (string | number)[]): void => {
    if (Array.isArray(value)) for (const [i, one] of value.entries()) visit(one, [...path, i]);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    paths.push(path);
    const object = value as Record<string, unknown>;
    for (const [key, one] of Object.entries(object)) visit(one, [...path, key]);
    for (const name of [choices.pick(keys), choices.pick(keys), choices.pick(keys)]) {
      if (!Object.hasOwn(object, name)) {
        object[name] = choices.chance(50) ? secret() : [secret()];
      }
    }
  };
  visit(answer['data'], []);
  const { id } = choices.pick([...model.records.values()]);
  answer['errors'] = [
    { message: `about ${id}`, path: choices.pick(paths.length > 0 ? paths : [[]]) },
  ];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
