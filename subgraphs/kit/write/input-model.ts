import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { FieldModel } from '../contract-model.ts';
import type { Entity } from '../entity.ts';
import { SubgraphDefinitionError } from '../errors.ts';

/** One field of an input as it goes into a record. */
export interface InputField {
  readonly name: string;
  readonly column: string;
  /** The type referred to; null for a plain value. */
  readonly reference: string | null;
  /** Name of the key that a reference is given by. */
  readonly key: string | null;
  /** Scalar or enum of the values; null for parts. */
  readonly scalar: string | null;
  /** Fields of the part, or of each part of a list. */
  readonly parts: readonly InputField[] | null;
  /** The record always has a value here: null cannot be given. */
  readonly required: boolean;
}

/** The fields of an input type that writes records of an entity. */
export type InputModel = readonly InputField[];

/**
 * Compares an input type with the record that it writes.
 *
 * @param extra fields that are no fields of the record
 * @throws SubgraphDefinitionError for a field that the record does not have
 */
export function inputModel(
  type: GraphQLInputType | undefined,
  entity: Entity,
  schema: GraphQLSchema,
  extra: readonly string[] = [],
): InputModel {
  const input = type === undefined ? undefined : getNamedType(type);
  if (!isInputObjectType(input)) return [];
  const record = schema.getType(entity.type);
  return Object.values(input.getFields()).flatMap((field) => {
    if (extra.includes(field.name)) return [];
    const model = entity.fields.get(field.name);
    if (!writable(model)) {
      throw new SubgraphDefinitionError(
        `${input.name}.${field.name}: ${entity.type} has no such field to write. Name it as the record does, or list it in \`extra\`.`,
      );
    }
    const shown = isObjectType(record) ? record.getFields()[field.name]?.type : undefined;
    const named = getNamedType(field.type);
    return {
      name: field.name,
      column: model.column,
      reference: model.kind === 'reference' ? model.type : null,
      key: model.kind === 'reference' ? model.key : null,
      scalar: isInputObjectType(named) ? null : named.name,
      parts: isInputObjectType(named) ? partsOf(named) : null,
      required: isNonNullType(shown) || isListType(shown),
    };
  });
}

function partsOf(input: GraphQLInputObjectType): readonly InputField[] {
  return Object.values(input.getFields()).map((field) => {
    const named = getNamedType(field.type);
    const nested = isInputObjectType(named);
    return {
      name: field.name,
      column: field.name,
      reference: null,
      key: null,
      scalar: nested ? null : named.name,
      parts: nested ? partsOf(named) : null,
      required: isNonNullType(field.type),
    };
  });
}

/** What stands in the label, the trail and the kit's own columns is not given in an input. */
const kept: ReadonlySet<string> = new Set(
  'id owner marking asOf changedAt revision exercise withdrawnAt'.split(' '),
);

function writable(
  model: FieldModel | undefined,
): model is FieldModel & { readonly column: string } {
  return model !== undefined && 'column' in model && !kept.has(model.name);
}
