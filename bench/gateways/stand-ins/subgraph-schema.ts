import { buildASTSchema, type GraphQLSchema, isObjectType, Kind, parse } from 'graphql';

/** The schema of a subgraph with `_entities`; federation's directives are left unchecked. */
export function subgraphSchema(sdl: string): GraphQLSchema {
  const contract = parse(sdl);
  const entities = contract.definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
    definition.directives?.some(({ name }) => name.value === 'key')
      ? [definition.name.value]
      : [],
  );
  const federation = parse(`
    scalar _Any
    union _Entity = ${entities.join(' | ')}
    extend type Query { _entities(representations: [_Any!]!): [_Entity]! }
  `);
  const schema = buildASTSchema(
    { kind: Kind.DOCUMENT, definitions: [...contract.definitions, ...federation.definitions] },
    { assumeValidSDL: true },
  );
  if (!isObjectType(schema.getType('Query'))) throw new Error('A subgraph has no Query.');
  return schema;
}
