import { type GraphQLSchema, isObjectType } from 'graphql';
import type { SubgraphContext } from '../context.ts';
import type { Entity } from '../entity.ts';
import { SubgraphDefinitionError } from '../errors.ts';
import type { Resolver } from '../subgraph-schema.ts';
import { type BoundWrites, bindWrites } from './bind-writes.ts';
import { type MutationDefinition, mutationResolver } from './define-mutation.ts';
import type { WritesDefinition } from './define-writes.ts';
import { standardWrites } from './standard-writes.ts';
import { allowedTransitions, history, revisions, type TrailField } from './trail-fields.ts';
import type { WritingOptions } from './write-rules.ts';

/** All that a subgraph writes, held against its contract. */
export interface Writing {
  /** Resolvers by field of Mutation. */
  readonly mutations: ReadonlyMap<string, Resolver<SubgraphContext>>;
  /** Record type -> which of the rows released to it a caller may write, as SQL. */
  readonly writers: ReadonlyMap<string, string>;
  /** How a field that tells of a record's writing is answered; null where nothing does. */
  readonly trailField: (
    entity: Entity,
    name: 'allowedTransitions' | 'history' | 'revisions',
  ) => TrailField | null;
}

export interface WritingDefinition extends WritingOptions {
  readonly writes?: readonly WritesDefinition[];
  readonly mutations?: readonly MutationDefinition[];
}

/** @throws SubgraphDefinitionError where contract and definitions do not fit */
export function bindWriting(
  { writes = [], mutations = [], ...options }: WritingDefinition,
  entities: ReadonlyMap<string, Entity>,
  schema: GraphQLSchema,
): Writing {
  const bound = new Map<string, BoundWrites>();
  for (const one of writes) bound.set(one.type, bindWrites(one, entities.get(one.type), schema));
  const bindings = { entities, options, writes: bound };
  const resolvers = new Map<string, Resolver<SubgraphContext>>();
  for (const one of [...[...bound.values()].flatMap(standardWrites), ...mutations]) {
    const field = schema.getMutationType()?.getFields()[one.field];
    const key = field?.args.find(({ name }) => name === 'idempotencyKey');
    if (String(key?.type) !== 'ID!') {
      throw new SubgraphDefinitionError(
        `Mutation.${one.field}: the contract must have it, with idempotencyKey: ID!.`,
      );
    }
    // A mutation of the subgraph's own takes the place of a standard one.
    resolvers.set(one.field, mutationResolver(one, bindings));
  }
  return {
    mutations: resolvers,
    writers: new Map([...bound].map(([type, { writers }]) => [type, writers])),
    trailField: (entity, name) => {
      const found = bound.get(entity.type);
      if (found === undefined) return null;
      if (name === 'revisions') {
        return revisions(entity, guardedFields(schema, entity.type), entities);
      }
      if (found.states === null) return null;
      return name === 'history' ? history(entity) : allowedTransitions(found);
    },
  };
}

const guards: ReadonlySet<string> = new Set(['policy', 'requiresScopes', 'authenticated']);

/** Fields of a type that take more to read than the record does. */
function guardedFields(schema: GraphQLSchema, type: string): ReadonlySet<string> {
  const found = schema.getType(type);
  const fields = isObjectType(found) ? Object.values(found.getFields()) : [];
  return new Set(
    fields
      .filter(({ astNode }) =>
        astNode?.directives?.some(({ name }) =>
          guards.has(name.value.replace(/^federation__/, '')),
        ),
      )
      .map(({ name }) => name),
  );
}
