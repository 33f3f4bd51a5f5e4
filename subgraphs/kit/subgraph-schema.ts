import {
  buildASTSchema,
  type GraphQLResolveInfo,
  GraphQLScalarType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
} from 'graphql';
import { SubgraphDefinitionError } from './errors.ts';
import { hubScalars } from './scalars.ts';

/** A resolver as graphql-js calls it; `Context` is the kit's per-request context. */
export type Resolver<Context> = (
  // biome-ignore lint/suspicious/noExplicitAny: graphql-js leaves parents and arguments untyped.
  parent: any,
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  args: any,
  context: Context,
  info: GraphQLResolveInfo,
) => unknown;

export type Resolvers<Context> = Readonly<
  Record<string, Readonly<Record<string, Resolver<Context>>>>
>;

/** Answers one representation of `_entities`: the entity, null, or a promise of either. */
export type ResolveReference<Context> = (
  representation: Readonly<Record<string, unknown>>,
  context: Context,
  /** Of the field `_entities`. */
  info: GraphQLResolveInfo,
) => unknown;

/** Builds the schema of a contract: its own types and what a federation gateway asks for. */
export function buildSubgraphSchema(sdl: string): GraphQLSchema {
  const document = parse(sdl);
  const entities = new Set<string>();
  for (const definition of document.definitions) {
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.OBJECT_TYPE_EXTENSION
    ) {
      continue;
    }
    if (isResolvableEntity(definition)) entities.add(definition.name.value);
  }
  // Apollo Federation subgraph specification: `_service` and `_entities`.
  const federation = parse(`
    scalar _Any
    type _Service { sdl: String! }
    extend type Query { _service: _Service! ${
      entities.size > 0 ? '_entities(representations: [_Any!]!): [_Entity]!' : ''
    } }
    ${entities.size > 0 ? `union _Entity = ${[...entities].join(' | ')}` : ''}
  `);
  const schema = buildASTSchema(
    { kind: Kind.DOCUMENT, definitions: [...document.definitions, ...federation.definitions] },
    // Federation's own directives are not defined in the document: the composer checks their use.
    { assumeValidSDL: true },
  );
  for (const [name, scalar] of Object.entries(hubScalars)) {
    const type = schema.getType(name);
    if (!isScalarType(type)) continue;
    type.serialize = scalar.serialize;
    type.parseValue = scalar.parseValue;
    type.parseLiteral = scalar.parseLiteral;
  }
  const any = schema.getType('_Any');
  if (any instanceof GraphQLScalarType) any.parseValue = (value) => value;
  return schema;
}

/** Puts resolvers on a schema made by `buildSubgraphSchema`. */
export function attachResolvers<Context>(
  schema: GraphQLSchema,
  sdl: string,
  resolvers: Resolvers<Context>,
  resolveReference: ResolveReference<Context>,
): void {
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) {
      throw new SubgraphDefinitionError(
        `Resolvers for ${typeName}: the contract has no such type.`,
      );
    }
    for (const [fieldName, resolver] of Object.entries(fields)) {
      const field = type.getFields()[fieldName];
      if (field === undefined) {
        throw new SubgraphDefinitionError(
          `A resolver for ${typeName}.${fieldName}: the contract has no such field.`,
        );
      }
      field.resolve = resolver as NonNullable<typeof field.resolve>;
    }
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if ((isUnionType(type) || isInterfaceType(type)) && !type.name.startsWith('__')) {
      type.resolveType = (value) => (value as { __typename?: string }).__typename;
    }
  }
  const query = schema.getQueryType()?.getFields() ?? {};
  if (query['_service']) query['_service'].resolve = () => ({ sdl });
  if (query['_entities']) {
    query['_entities'].resolve = (
      _root,
      args: { representations: unknown[] },
      context: Context,
      info,
    ) => args.representations.map((representation) => resolveOne(representation, context, info));
  }

  function resolveOne(
    representation: unknown,
    context: Context,
    info: GraphQLResolveInfo,
  ): unknown {
    const value = representation as Record<string, unknown> | null;
    if (typeof value !== 'object' || value === null || typeof value['__typename'] !== 'string') {
      return new SubgraphDefinitionError('A representation must be an object with __typename.');
    }
    return resolveReference(value, context, info);
  }
}

function isResolvableEntity(type: ObjectTypeDefinitionNode | ObjectTypeExtensionNode): boolean {
  return (type.directives ?? []).some(
    (directive) =>
      directive.name.value === 'key' &&
      !directive.arguments?.some(
        ({ name, value }) =>
          name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
      ),
  );
}
