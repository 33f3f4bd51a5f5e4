import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type ValueNode,
} from 'graphql';

/** Values of an operation's variables as they were coerced: those not given are not there. */
export type Variables = Readonly<Record<string, unknown>>;

/** Tells of each filter, order and dimension that a value uses: `ProjectFilter.budget`. */
export type Use = (coordinate: string) => void;

/** Finds what an operation filters and orders by, in literals, variables and defaults. */
export interface ArgumentReader {
  /** Whether any value of the type can use one of the coordinates. */
  readonly matters: (type: GraphQLInputType) => boolean;
  readonly readValue: (type: GraphQLInputType, value: unknown, use: Use) => void;
  readonly readField: (
    definitions: readonly GraphQLArgument[],
    node: FieldNode,
    variables: Variables,
    use: Use,
  ) => void;
}

/** @param coordinates those that have to be found; others are not told of */
export function createArgumentReader(coordinates: ReadonlySet<string>): ArgumentReader {
  const types = new Set([...coordinates].map((one) => one.slice(0, one.indexOf('.'))));
  const known = new Map<string, boolean>();

  const matters = (type: GraphQLInputType): boolean => {
    const named = getNamedType(type);
    const before = known.get(named.name);
    if (before !== undefined) return before;
    // Types may hold themselves: until the answer is known it is no.
    known.set(named.name, types.has(named.name));
    const does =
      types.has(named.name) ||
      (isInputObjectType(named) &&
        Object.values(named.getFields()).some((one) => matters(one.type)));
    known.set(named.name, does);
    return does;
  };

  const tell = (coordinate: string, use: Use): void => {
    if (coordinates.has(coordinate)) use(coordinate);
  };

  const readValue: ArgumentReader['readValue'] = (type, value, use) => {
    if (value === null || value === undefined || !matters(type)) return;
    if (isNonNullType(type)) readValue(type.ofType, value, use);
    else if (isListType(type)) {
      for (const item of Array.isArray(value) ? value : [value]) readValue(type.ofType, item, use);
    } else if (isEnumType(type)) tell(`${type.name}.${String(value)}`, use);
    else if (isInputObjectType(type) && typeof value === 'object') {
      const given = value as Readonly<Record<string, unknown>>;
      for (const field of Object.values(type.getFields())) {
        if (!Object.hasOwn(given, field.name) || given[field.name] === undefined) continue;
        tell(`${type.name}.${field.name}`, use);
        readValue(field.type, given[field.name], use);
      }
    }
  };

  /** @param fallback what holds where nothing is written */
  const readNode = (
    type: GraphQLInputType,
    value: ValueNode | undefined,
    fallback: unknown,
    variables: Variables,
    use: Use,
  ): void => {
    if (!matters(type)) return;
    if (!isGiven(value, variables)) readValue(type, fallback, use);
    else if (value.kind === Kind.VARIABLE) readValue(type, variables[value.name.value], use);
    else if (isNonNullType(type)) readNode(type.ofType, value, undefined, variables, use);
    else if (isListType(type)) {
      const items = value.kind === Kind.LIST ? value.values : [value];
      for (const item of items) readNode(type.ofType, item, undefined, variables, use);
    } else if (value.kind === Kind.ENUM) {
      tell(`${type.name}.${value.value}`, use);
    } else if (value.kind === Kind.OBJECT && isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        const node = value.fields.find(({ name }) => name.value === field.name)?.value;
        const stands = isGiven(node, variables) || field.defaultValue !== undefined;
        if (stands) tell(`${type.name}.${field.name}`, use);
        readNode(field.type, node, field.defaultValue, variables, use);
      }
    }
  };

  return {
    matters,
    readValue,
    readField: (definitions, node, variables, use) => {
      for (const { name, type, defaultValue } of definitions) {
        const given = node.arguments?.find((one) => one.name.value === name)?.value;
        readNode(type, given, defaultValue, variables, use);
      }
    },
  };
}

/** A variable that was not given is as if nothing were written (GraphQL, section 6.4.1). */
function isGiven(value: ValueNode | undefined, variables: Variables): value is ValueNode {
  if (value === undefined) return false;
  return value.kind !== Kind.VARIABLE || Object.hasOwn(variables, value.name.value);
}
