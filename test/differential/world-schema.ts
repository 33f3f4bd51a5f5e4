import {
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { directiveTexts, fieldsOf, hasDirective, type ParsedSubgraph } from './parsed-subgraph.ts';

/** One field of one object type, as all subgraphs that own it see it together. */
export interface WorldField {
  readonly name: string;
  /** Non-null wherever one of its owners says so: what is never null. */
  readonly type: TypeNode;
  /** Names of the arguments that all owners know: others cannot change the value. */
  readonly argumentNames: ReadonlySet<string>;
  readonly definition: FieldDefinitionNode;
  /** Object types (or enum values) that every subgraph which knows the field can tell. */
  readonly possible: readonly string[];
  readonly required: SelectionSetNode | undefined;
  readonly inKey: boolean;
  /** Arguments that no client gives: what the nearest holder of a context has. */
  readonly fromContext: readonly ContextArgument[];
}

export interface ContextArgument {
  readonly name: string;
  /** Types that set the context. */
  readonly holders: ReadonlySet<string>;
  readonly selection: SelectionSetNode;
}

/** What the subgraphs' schemas say of the one world behind them. Derived from SDL alone. */
export interface WorldSchema {
  readonly field: (typeName: string, fieldName: string) => WorldField | undefined;
  readonly entities: ReadonlySet<string>;
  /** Entities that are met below the holder of a context alone: each has one place. */
  readonly placed: (typeName: string) => boolean;
  /** Fields that inputs of this name have in every subgraph. */
  readonly inputFields: (name: string) => ReadonlyMap<string, TypeNode> | undefined;
  readonly keysOf: (typeName: string) => readonly SelectionSetNode[];
  /** `{ Kind: 'interface' | 'object' | ... }` by name. */
  readonly isObject: (name: string) => boolean;
}

export function parseFieldSet(text: string): SelectionSetNode {
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no field set: ${text}`);
  return definition.selectionSet;
}

/** The names that a type has among the subgraph's own: `Query` may be called otherwise. */
export function ownName(subgraph: ParsedSubgraph, typeName: string): string {
  for (const [own, root] of subgraph.roots) if (root === typeName) return own;
  return typeName;
}

/** Object types that the subgraph can answer with where its schema says `name`. */
export function possibleTypes(
  subgraph: ParsedSubgraph,
  name: string,
  all: readonly ParsedSubgraph[],
): string[] {
  const type = subgraph.types.get(name);
  if (type?.kind === Kind.UNION_TYPE_DEFINITION) {
    return (type.types ?? []).map((member) => member.name.value);
  }
  if (type?.kind === Kind.INTERFACE_TYPE_DEFINITION) return implementers(subgraph, name);
  if (type?.kind === Kind.OBJECT_TYPE_DEFINITION && hasDirective(type, 'interfaceObject')) {
    return [...new Set(all.flatMap((other) => implementers(other, name)))];
  }
  return [name];
}

function implementers(subgraph: ParsedSubgraph, name: string): string[] {
  return [...subgraph.types.values()].flatMap((type) =>
    type.kind === Kind.OBJECT_TYPE_DEFINITION &&
    type.interfaces?.some((one) => one.name.value === name)
      ? [type.name.value]
      : [],
  );
}

interface Placement {
  readonly subgraph: ParsedSubgraph;
  readonly definition: FieldDefinitionNode;
}

export function readWorldSchema(subgraphs: readonly ParsedSubgraph[]): WorldSchema {
  const entities = new Set<string>();
  const keys = new Map<string, SelectionSetNode[]>();
  const interfacesOf = new Map<string, Set<string>>();
  for (const { types } of subgraphs) {
    for (const type of types.values()) {
      const name = type.name.value;
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      for (const one of type.interfaces ?? []) {
        const set = interfacesOf.get(name) ?? new Set();
        interfacesOf.set(name, set.add(one.name.value));
      }
      const texts = directiveTexts(type, 'key');
      if (texts.length === 0) continue;
      entities.add(name);
      keys.set(name, [...(keys.get(name) ?? []), ...texts.map(parseFieldSet)]);
    }
  }
  const fields = new Map<string, WorldField | undefined>();
  /** Where `typeName.fieldName` stands, in its own type or in one that stands for its interface. */
  const placementsOf = (typeName: string, fieldName: string): Placement[] =>
    subgraphs.flatMap((subgraph) => {
      const own = subgraph.types.get(ownName(subgraph, typeName));
      const stand = [...(interfacesOf.get(typeName) ?? [])].flatMap((name) => {
        const type = subgraph.types.get(name);
        return type?.kind === Kind.OBJECT_TYPE_DEFINITION ? [type] : [];
      });
      return [...(own === undefined ? [] : [own]), ...stand].flatMap((type) =>
        fieldsOf(type)
          .filter(({ name }) => name.value === fieldName)
          .map((definition) => ({ subgraph, definition })),
      );
    });
  const overridden = ({ subgraph }: Placement, placements: readonly Placement[]): boolean =>
    placements.some(
      ({ definition }) =>
        directiveTexts(definition, 'override', 'from').includes(subgraph.name) &&
        directiveTexts(definition, 'override', 'label').length === 0,
    );
  const possibleOf = ({ subgraph, definition }: Placement): string[] => {
    const base = baseName(definition.type);
    const type = subgraph.types.get(base);
    return type?.kind === Kind.ENUM_TYPE_DEFINITION
      ? (type.values ?? [])
          .filter((value) => !hasDirective(value, 'inaccessible'))
          .map((value) => value.name.value)
      : possibleTypes(subgraph, base, subgraphs);
  };
  const read = (typeName: string, fieldName: string): WorldField | undefined => {
    const placements = placementsOf(typeName, fieldName);
    const owners = placements.filter(
      (placement) =>
        !hasDirective(placement.definition, 'external') && !overridden(placement, placements),
    );
    const [first] = owners;
    if (first === undefined) return undefined;
    const requires = owners.flatMap(({ definition }) => directiveTexts(definition, 'requires'));
    const names = placements.map(
      ({ definition }) => new Set(givenArguments(definition).map(({ name }) => name.value)),
    );
    return {
      name: fieldName,
      type: owners.map(({ definition }) => definition.type).reduce(strictest),
      argumentNames: names.reduce((one, other) => one.intersection(other)),
      definition: first.definition,
      possible: placements
        .map((placement) => possibleOf(placement))
        .reduce((one, other) => one.filter((name) => other.includes(name))),
      required: requires[0] === undefined ? undefined : parseFieldSet(requires[0]),
      inKey: (keys.get(typeName) ?? []).some(({ selections }) =>
        selections.some((node) => node.kind === Kind.FIELD && node.name.value === fieldName),
      ),
      fromContext: owners.flatMap(({ subgraph, definition }) =>
        contextArguments(subgraph, definition),
      ),
    };
  };
  return {
    field: (typeName, fieldName) => {
      const id = `${typeName}.${fieldName}`;
      if (!fields.has(id)) fields.set(id, read(typeName, fieldName));
      return fields.get(id);
    },
    entities,
    placed: (typeName) => hasPlace(subgraphs, typeName, []),
    inputFields: (name) => commonInputFields(subgraphs, name),
    keysOf: (typeName) => keys.get(typeName) ?? [],
    isObject: (name) =>
      subgraphs.some(({ types }) => types.get(name)?.kind === Kind.OBJECT_TYPE_DEFINITION),
  };
}

/** Those that clients see. */
function givenArguments(definition: FieldDefinitionNode): readonly InputValueDefinitionNode[] {
  return (definition.arguments ?? []).filter((one) => !hasDirective(one, 'fromContext'));
}

/** `a: Int @fromContext(field: "$around { given }")`. */
function contextArguments(
  subgraph: ParsedSubgraph,
  definition: FieldDefinitionNode,
): ContextArgument[] {
  return (definition.arguments ?? []).flatMap((argument) => {
    const [text] = directiveTexts(argument, 'fromContext', 'field');
    const [, context, selection] = /^\$(\w+)\s*(.*)$/s.exec(text ?? '') ?? [];
    if (context === undefined || selection === undefined) return [];
    const holders = [...subgraph.types.values()]
      .filter((type) => directiveTexts(type, 'context', 'name').includes(context))
      .map((type) => type.name.value);
    // Either one set, or fragments with one each.
    const bare = selection.startsWith('{') ? selection.slice(1, -1) : selection;
    return [
      {
        name: argument.name.value,
        holders: new Set(holders),
        selection: parseFieldSet(bare),
      },
    ];
  });
}

/** Whether the type takes arguments from a context, or stands between one that does and its holder. */
function hasPlace(
  subgraphs: readonly ParsedSubgraph[],
  typeName: string,
  above: readonly string[],
): boolean {
  return subgraphs.some((subgraph) => {
    const type = subgraph.types.get(typeName);
    if (type === undefined || hasDirective(type, 'context')) return false;
    return fieldsOf(type).some((field) => {
      if (contextArguments(subgraph, field).length > 0) return true;
      const base = baseName(field.type);
      return (
        ![typeName, ...above].includes(base) && hasPlace(subgraphs, base, [typeName, ...above])
      );
    });
  });
}

function commonInputFields(
  subgraphs: readonly ParsedSubgraph[],
  name: string,
): ReadonlyMap<string, TypeNode> | undefined {
  const all = subgraphs.flatMap(({ types }) => {
    const type = types.get(name);
    if (type?.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) return [];
    // Clients cannot give what they cannot see: its default is the same for all.
    return [(type.fields ?? []).filter((field) => !hasDirective(field, 'inaccessible'))];
  });
  const [first, ...rest] = all;
  if (first === undefined) return undefined;
  return new Map(
    first
      .filter(({ name: one }) =>
        rest.every((others) => others.some((other) => other.name.value === one.value)),
      )
      .map(({ name: one, type }) => [one.value, type]),
  );
}

export function baseName(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : baseName(type.type);
}

/** Non-null wherever one of the two is; they differ in that only, and in their base perhaps. */
function strictest(one: TypeNode, other: TypeNode): TypeNode {
  const nonNull = one.kind === Kind.NON_NULL_TYPE || other.kind === Kind.NON_NULL_TYPE;
  const bare = one.kind === Kind.NON_NULL_TYPE ? one.type : one;
  const otherBare = other.kind === Kind.NON_NULL_TYPE ? other.type : other;
  const merged =
    bare.kind === Kind.LIST_TYPE && otherBare.kind === Kind.LIST_TYPE
      ? { ...bare, type: strictest(bare.type, otherBare.type) }
      : bare;
  return nonNull ? { kind: Kind.NON_NULL_TYPE, type: merged } : merged;
}
