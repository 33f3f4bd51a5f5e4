import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  OperationTypeNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  validate,
  visit,
} from 'graphql';
import { type Choices, createChoices } from './choices.ts';
import { drawInput, type Variables } from './generate-input.ts';

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

interface Drawing {
  readonly choices: Choices;
  readonly schema: GraphQLSchema;
  readonly variables: Variables;
  readonly fragments: Map<string, FragmentDefinitionNode>;
  /** Fields that may still be drawn. */
  budget: number;
}

/** A valid operation against the schema that clients see, with its variables. */
export function generateOperation(schema: GraphQLSchema, seed: number): Operation {
  const choices = createChoices(seed);
  const mutation = schema.getMutationType();
  const isMutation = mutation != null && choices.chance(20);
  const root = isMutation ? mutation : schema.getQueryType();
  if (root == null) throw new Error('a schema has a query type');
  const drawing: Drawing = {
    choices,
    schema,
    variables: new Map(),
    fragments: new Map(),
    budget: 6 + choices.int(40),
  };
  const selectionSet = drawSelections(drawing, root, 0);
  const named = choices.chance(50);
  const document = untangle(schema, () => ({
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: isMutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY,
        ...(named ? { name: nameNode('Asked') } : {}),
        variableDefinitions: [...drawing.variables].map(([name, { type, defaultValue }]) => ({
          kind: Kind.VARIABLE_DEFINITION,
          variable: { kind: Kind.VARIABLE, name: nameNode(name) },
          type,
          ...(defaultValue === undefined ? {} : { defaultValue }),
        })),
        selectionSet,
      },
      ...drawing.fragments.values(),
    ],
  }));
  const values = [...drawing.variables].flatMap(([name, { value }]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    query: print(document),
    variables: Object.fromEntries(values),
    ...(named ? { operationName: 'Asked' } : {}),
  };
}

function drawSelections(
  drawing: Drawing,
  type: GraphQLCompositeType,
  depth: number,
): SelectionSetNode {
  const { choices, schema } = drawing;
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const selections: SelectionNode[] = [];
  const count = depth === 0 ? 2 + choices.int(5) : 1 + choices.int(4);
  for (let index = 0; index < count && drawing.budget > 0; index += 1) {
    if (fields.length > 0 && choices.chance(isAbstractType(type) ? 45 : 78)) {
      const field = drawField(drawing, choices.pick(fields), depth);
      if (field !== undefined) selections.push(field);
    } else if (depth > 0 && choices.chance(25)) selections.push(typename(drawing));
    else if (depth === 0 && choices.chance(12)) selections.push(...introspection(drawing, type));
    else if (depth < 6) selections.push(drawFragment(drawing, type, depth));
  }
  if (selections.length === 0) selections.push(typename(drawing));
  if (isAbstractType(type) && choices.chance(60)) {
    for (const possible of choices.some(schema.getPossibleTypes(type), 60)) {
      if (drawing.budget > 0) selections.push(inlineFragment(drawing, possible, depth));
    }
  }
  return { kind: Kind.SELECTION_SET, selections };
}

function drawField(
  drawing: Drawing,
  field: GraphQLField<unknown, unknown>,
  depth: number,
): FieldNode | undefined {
  const { choices } = drawing;
  const type = getNamedType(field.type);
  const composite = isCompositeType(type);
  if (composite && depth >= 6) return undefined;
  drawing.budget -= 1;
  const args = field.args.flatMap((arg): ArgumentNode[] => {
    const value = drawInput(choices, drawing.variables, arg);
    return value === undefined ? [] : [{ kind: Kind.ARGUMENT, name: nameNode(arg.name), value }];
  });
  // Names that planners use themselves, and names of other fields, are the worst aliases.
  const alias = choices.chance(22)
    ? choices.pick([
        'id',
        'x',
        'y',
        'label',
        'f0',
        'f1',
        'code',
        '_entities',
        'representations',
        `${field.name}_0`,
      ])
    : undefined;
  return {
    kind: Kind.FIELD,
    name: nameNode(field.name),
    ...(alias === undefined ? {} : { alias: nameNode(alias) }),
    arguments: args,
    directives: drawDirectives(drawing),
    ...(composite ? { selectionSet: drawSelections(drawing, type, depth + 1) } : {}),
  };
}

/** On the same type, on none, on an interface of it or on one of its types; named or not. */
function drawFragment(drawing: Drawing, type: GraphQLCompositeType, depth: number): SelectionNode {
  const { choices, schema } = drawing;
  const related: GraphQLCompositeType[] = isAbstractType(type)
    ? [...schema.getPossibleTypes(type), type]
    : [type, ...type.getInterfaces()];
  if (isAbstractType(type) && choices.chance(30)) {
    for (const possible of schema.getPossibleTypes(type)) related.push(...possible.getInterfaces());
  }
  const on = choices.pick(related);
  if (choices.chance(65))
    return inlineFragment(drawing, on, depth, choices.chance(25) && on === type);
  const reusable = [...drawing.fragments.values()].filter(
    ({ typeCondition }) => typeCondition.name.value === on.name,
  );
  const found = reusable.length > 0 && choices.chance(50) ? choices.pick(reusable) : undefined;
  if (found === undefined) {
    const selectionSet = drawSelections(drawing, on, depth + 1);
    const name = `Part${drawing.fragments.size}`;
    drawing.fragments.set(name, {
      kind: Kind.FRAGMENT_DEFINITION,
      name: nameNode(name),
      typeCondition: { kind: Kind.NAMED_TYPE, name: nameNode(on.name) },
      selectionSet,
    });
    return {
      kind: Kind.FRAGMENT_SPREAD,
      name: nameNode(name),
      directives: drawDirectives(drawing),
    };
  }
  return {
    kind: Kind.FRAGMENT_SPREAD,
    name: nameNode(found.name.value),
    directives: drawDirectives(drawing),
  };
}

function inlineFragment(
  drawing: Drawing,
  type: GraphQLCompositeType,
  depth: number,
  bare = false,
): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    ...(bare ? {} : { typeCondition: { kind: Kind.NAMED_TYPE, name: nameNode(type.name) } }),
    directives: drawDirectives(drawing),
    selectionSet: drawSelections(drawing, type, depth + 1),
  };
}

function drawDirectives({ choices, variables }: Drawing): DirectiveNode[] {
  if (!choices.chance(14)) return [];
  return choices.some(['skip', 'include'], 50, 1).map((name) => {
    const constant = choices.chance(30);
    const variable = choices.pick(['yes', 'no', 'unsaid', 'other']);
    if (!constant && !variables.has(variable)) {
      variables.set(variable, {
        type: {
          kind: Kind.NON_NULL_TYPE,
          type: { kind: Kind.NAMED_TYPE, name: nameNode('Boolean') },
        },
        ...(variable === 'unsaid'
          ? { defaultValue: { kind: Kind.BOOLEAN, value: choices.chance(50) } }
          : { value: variable === 'other' ? choices.chance(50) : variable === 'yes' }),
      });
    }
    return {
      kind: Kind.DIRECTIVE,
      name: nameNode(name),
      arguments: [
        {
          kind: Kind.ARGUMENT,
          name: nameNode('if'),
          value: constant
            ? { kind: Kind.BOOLEAN, value: choices.chance(50) }
            : { kind: Kind.VARIABLE, name: nameNode(variable) },
        },
      ],
    };
  });
}

function typename(drawing: Drawing): FieldNode {
  const alias = drawing.choices.chance(25) ? drawing.choices.pick(['kind', 'id', 'x']) : undefined;
  return {
    kind: Kind.FIELD,
    name: nameNode('__typename'),
    ...(alias === undefined ? {} : { alias: nameNode(alias) }),
    directives: drawDirectives(drawing),
  };
}

function introspection({ choices, schema }: Drawing, root: GraphQLCompositeType): SelectionNode[] {
  if (root !== schema.getQueryType()) return [];
  const leaf = (name: string): FieldNode => ({ kind: Kind.FIELD, name: nameNode(name) });
  const over = (field: FieldNode, ...selections: SelectionNode[]): FieldNode => ({
    ...field,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  });
  if (choices.chance(50)) {
    return [over(leaf('__schema'), over(leaf('queryType'), leaf('name'), leaf('__typename')))];
  }
  const names = Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith('__'));
  const name: ArgumentNode = {
    kind: Kind.ARGUMENT,
    name: nameNode('name'),
    value: { kind: Kind.STRING, value: choices.pick([...names, 'Nothing']) },
  };
  return [
    over(
      { ...leaf('__type'), arguments: [name] },
      leaf('kind'),
      over(leaf('fields'), leaf('name')),
      over(leaf('possibleTypes'), leaf('name')),
    ),
  ];
}

/** Fields that cannot stand under one name get names of their own, until the document is valid. */
function untangle(schema: GraphQLSchema, make: () => DocumentNode): DocumentNode {
  let document = make();
  for (let round = 0; round < 60; round += 1) {
    const [error] = validate(schema, document);
    if (error === undefined) return document;
    const tangled = (error.nodes ?? []).filter((node) => node.kind === Kind.FIELD);
    const [, ...rest] = tangled;
    if (!error.message.includes('conflict') || rest.length === 0) {
      throw new Error(`${error.message}\n${print(document)}`);
    }
    const last = rest.at(-1);
    let renamed = 0;
    document = visit(document, {
      Field: (node) => {
        if (node !== last) return undefined;
        renamed += 1;
        return { ...node, alias: nameNode(`r${round}_${renamed}`) };
      },
    });
  }
  throw new Error('the names of an operation cannot be untangled');
}

function nameNode(value: string) {
  return { kind: Kind.NAME as const, value };
}
