import {
  type ASTNode,
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
} from 'graphql';
import { snakeCase } from './naming.ts';

/** How one field of an object type is answered, read from the contract alone. */
export type FieldModel =
  | {
      readonly kind: 'column';
      readonly name: string;
      readonly column: string;
      readonly list: boolean;
      readonly scalar: string;
    }
  | { readonly kind: 'part'; readonly name: string; readonly column: string }
  | { readonly kind: 'marking'; readonly name: string }
  | {
      /** What the kit tells of how the record was written. */
      readonly kind: 'trail';
      readonly name: 'allowedTransitions' | 'history' | 'revisions';
    }
  | {
      readonly kind: 'reference';
      readonly name: string;
      readonly column: string;
      readonly type: string;
      readonly key: string;
      readonly keyScalar: string;
      readonly list: boolean;
    }
  | { readonly kind: 'connection'; readonly name: string; readonly type: string }
  | { readonly kind: 'series'; readonly name: string; readonly type: string };

export interface TypeModel {
  readonly name: string;
  /** The field by which entities refer to this type; null for plain objects. */
  readonly key: string | null;
  readonly fields: ReadonlyMap<string, FieldModel>;
}

/** The object types of a contract. */
export type ContractModel = ReadonlyMap<string, TypeModel>;

/** Reads what every field of every object type is. `Query` is a type like the others. */
export function contractModel(schema: GraphQLSchema): ContractModel {
  const model = new Map<string, TypeModel>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    const fields = new Map<string, FieldModel>();
    for (const field of Object.values(type.getFields())) {
      if (!field.name.startsWith('_')) fields.set(field.name, fieldModel(field));
    }
    model.set(type.name, { name: type.name, key: keyOf(type), fields });
  }
  return model;
}

function fieldModel(field: GraphQLField<unknown, unknown>): FieldModel {
  const { name } = field;
  const named = getNamedType(field.type);
  const nullable = isNonNullType(field.type) ? field.type.ofType : field.type;
  const list = isListType(nullable);
  const column = snakeCase(name);
  if (name === 'allowedTransitions') return { kind: 'trail', name };
  if (named.name === 'StateChange') return { kind: 'trail', name: 'history' };
  if (named.name === 'RecordRevision') return { kind: 'trail', name: 'revisions' };
  if (!isObjectType(named)) return { kind: 'column', name, column, list, scalar: named.name };
  if (named.name === 'Marking') return { kind: 'marking', name };
  const key = keyOf(named);
  if (key !== null) {
    const keyScalar = getNamedType(named.getFields()[key]?.type)?.name ?? 'ID';
    const reference = { kind: 'reference', name, type: named.name, key, keyScalar, list } as const;
    return { ...reference, column: `${column}_${snakeCase(key)}` };
  }
  if (name !== 'points' && isConnection(named)) {
    return { kind: 'connection', name, type: named.name.slice(0, -'Connection'.length) };
  }
  if ('points' in named.getFields()) return { kind: 'series', name, type: named.name };
  return { kind: 'part', name, column };
}

function isConnection(type: GraphQLObjectType): boolean {
  return type.name.endsWith('Connection') && 'pageInfo' in type.getFields();
}

/** The single field of a type's first `@key`; null where it has none. */
function keyOf(type: GraphQLObjectType): string | null {
  for (const node of [type.astNode, ...type.extensionASTNodes]) {
    for (const directive of node?.directives ?? []) {
      if (directive.name.value !== 'key') continue;
      const fields = stringArgument(directive, 'fields')?.trim() ?? '';
      if (/^\w+$/.test(fields)) return fields;
    }
  }
  return null;
}

/** The field that a filter, an order or a dimension reads, by its `@reads`. */
export function readsOf(node: ASTNode | null | undefined): string | null {
  const directives = node && 'directives' in node ? node.directives : [];
  for (const directive of directives ?? []) {
    if (directive.name.value === 'reads') {
      return stringArgument(directive as ConstDirectiveNode, 'field');
    }
  }
  return null;
}

function stringArgument(directive: ConstDirectiveNode, name: string): string | null {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}
