import {
  astFromValue,
  type ConstValueNode,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  Kind,
  parseType,
  type TypeNode,
  type ValueNode,
} from 'graphql';
import type { Choices } from './choices.ts';

export interface VariableDraft {
  readonly type: TypeNode;
  readonly defaultValue?: ConstValueNode;
  /** Undefined where the request leaves it out. */
  readonly value?: unknown;
}
export type Variables = Map<string, VariableDraft>;

/** A literal, a variable or nothing for one argument. */
export function drawInput(
  choices: Choices,
  variables: Variables,
  argument: GraphQLArgument,
): ValueNode | undefined {
  if (!isRequiredArgument(argument) && choices.chance(45)) return undefined;
  return drawValue(choices, variables, argument.type, argument.defaultValue !== undefined, 0);
}

function drawValue(
  choices: Choices,
  variables: Variables,
  type: GraphQLInputType,
  hasDefault: boolean,
  depth: number,
): ValueNode {
  if (!choices.chance(depth === 0 ? 45 : 20)) {
    if (isInputObjectType(type) || (isNonNullType(type) && isInputObjectType(type.ofType))) {
      return drawObject(choices, variables, type, depth);
    }
    return literal(type, drawJson(choices, type, depth));
  }
  const name = `v${variables.size}`;
  const value = drawJson(choices, type, depth);
  const node = parseType(String(type), { noLocation: true });
  const defaulted = choices.chance(30);
  const nullable = !isNonNullType(type);
  // Nullable where the place is not: allowed where one of the two has a default.
  const loose = isNonNullType(type) && (hasDefault || defaulted) && choices.chance(40);
  const looseNode = loose && node.kind === Kind.NON_NULL_TYPE ? node.type : node;
  const left = (defaulted || nullable || (loose && hasDefault)) && choices.chance(45);
  variables.set(name, {
    type: looseNode,
    ...(defaulted ? { defaultValue: constant(literal(type, value)) } : {}),
    ...(left ? {} : { value: drawJson(choices, type, depth) }),
  });
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
}

/** An object literal whose fields may be variables. */
function drawObject(
  choices: Choices,
  variables: Variables,
  type: GraphQLInputType,
  depth: number,
): ValueNode {
  const object = isNonNullType(type) ? type.ofType : type;
  const fields = isInputObjectType(object) ? Object.values(object.getFields()) : [];
  return {
    kind: Kind.OBJECT,
    fields: fields
      .filter((field) => takes(choices, field, depth))
      .map((field) => ({
        kind: Kind.OBJECT_FIELD,
        name: { kind: Kind.NAME, value: field.name },
        value: drawValue(
          choices,
          variables,
          field.type,
          field.defaultValue !== undefined,
          depth + 1,
        ),
      })),
  };
}

function takes(choices: Choices, field: GraphQLInputField, depth: number): boolean {
  if (isRequiredInputField(field)) return true;
  return depth < 2 && choices.chance(50);
}

function drawJson(choices: Choices, type: GraphQLInputType, depth: number): unknown {
  if (isNonNullType(type)) return drawPresent(choices, type.ofType, depth);
  return choices.chance(12) ? null : drawPresent(choices, type, depth);
}

function drawPresent(choices: Choices, type: GraphQLInputType, depth: number): unknown {
  if (isListType(type)) {
    // One value stands for a list of one.
    if (choices.chance(15)) return drawPresent(choices, named(type.ofType), depth);
    return Array.from({ length: choices.int(3) }, () => drawJson(choices, type.ofType, depth + 1));
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => takes(choices, field, depth));
    return Object.fromEntries(
      fields.map((field) => [field.name, drawJson(choices, field.type, depth + 1)]),
    );
  }
  if (isEnumType(type)) return choices.pick(type.getValues()).name;
  switch (String(type)) {
    case 'Int':
      return choices.int(20) - 5;
    case 'Float':
      return choices.pick([0.25, -3, 1e3, 7]);
    case 'Boolean':
      return choices.chance(50);
    case 'ID':
      return choices.pick(['1', 'x', 'with "quotes"']);
    case 'String':
      return choices.pick(['', 'text', 'a "b" \\ c', 'line\nbreak', '\u{1f9ed}']);
    default:
      return choices.pick([1, 'json', true, { a: [1, 'b'] }, [1, 2]]);
  }
}

function named(type: GraphQLInputType): GraphQLInputType {
  return isNonNullType(type) ? type.ofType : type;
}

function literal(type: GraphQLInputType, value: unknown): ValueNode {
  if (value === null) return { kind: Kind.NULL };
  if (isNonNullType(type)) return literal(type.ofType, value);
  if (isListType(type)) {
    return Array.isArray(value)
      ? { kind: Kind.LIST, values: value.map((item) => literal(type.ofType, item)) }
      : literal(type.ofType, value);
  }
  if (isInputObjectType(type) && typeof value === 'object') {
    const fields = type.getFields();
    return {
      kind: Kind.OBJECT,
      fields: Object.entries(value).flatMap(([name, item]) => {
        const field = fields[name];
        return field === undefined
          ? []
          : [
              {
                kind: Kind.OBJECT_FIELD as const,
                name: { kind: Kind.NAME as const, value: name },
                value: literal(field.type, item),
              },
            ];
      }),
    };
  }
  if (typeof value === 'object') return untyped(value);
  return astFromValue(value, type) ?? { kind: Kind.NULL };
}

/** JSON as GraphQL writes it, for custom scalars. */
function untyped(value: unknown): ValueNode {
  if (value === null) return { kind: Kind.NULL };
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map(untyped) };
  if (typeof value === 'object') {
    return {
      kind: Kind.OBJECT,
      fields: Object.entries(value).map(([name, item]) => ({
        kind: Kind.OBJECT_FIELD,
        name: { kind: Kind.NAME, value: name },
        value: untyped(item),
      })),
    };
  }
  if (typeof value === 'number') return { kind: Kind.INT, value: String(value) };
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value };
  return { kind: Kind.STRING, value: String(value) };
}

function constant(value: ValueNode): ConstValueNode {
  if (value.kind === Kind.VARIABLE) throw new Error('a default holds no variable');
  return value as ConstValueNode;
}
