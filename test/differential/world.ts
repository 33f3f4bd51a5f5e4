import { Kind, type SelectionSetNode, type TypeNode, valueFromASTUntyped } from 'graphql';
import { hashText } from './choices.ts';
import type { ParsedSubgraph } from './parsed-subgraph.ts';
import {
  baseName,
  type ContextArgument,
  readWorldSchema,
  type WorldField,
  type WorldSchema,
} from './world-schema.ts';

/** An object of the world: an entity, a part of one, or a root. The same key is the same object. */
export interface Instance {
  readonly type: string;
  readonly key: string;
  /** The object and field whose value brought it first; a root has none. */
  readonly origin?: { readonly parent: Instance; readonly field: string };
}

export interface World {
  readonly schema: WorldSchema;
  /** The parent of a root field; `turn` tells a mutation's fields apart by when they run. */
  readonly root: (name: 'Query' | 'Mutation', turn?: number) => Instance;
  /**
   * The true value of a field: a leaf as JSON, `Instance`s, lists of these, or null.
   * @param required what a subgraph was given for `@requires`; the truth where it is left out
   */
  readonly value: (
    instance: Instance,
    field: string,
    args?: Readonly<Record<string, unknown>>,
    required?: unknown,
  ) => unknown;
  /** The arguments that tell, in one writing: equal for all who ask the same. */
  readonly argumentText: (field: WorldField, args: Readonly<Record<string, unknown>>) => string;
  /** True values of a field set, in the form of a representation. */
  readonly read: (instance: Instance, fields: SelectionSetNode) => Record<string, unknown>;
  readonly find: (
    types: readonly string[],
    representation: object,
    keys: readonly SelectionSetNode[],
  ) => Instance | undefined;
}

/**
 * Makes up all data from the schemas: a value is a function of seed, type, key, field and arguments.
 * In a `graph` few entities are met again and again; in a `tree` each place has its own.
 */
export function createWorld(
  subgraphs: readonly ParsedSubgraph[],
  seed: number,
  shape: 'graph' | 'tree',
): World {
  const schema = readWorldSchema(subgraphs);
  const instances = new Map<string, Map<string, Instance>>();
  const instance = (type: string, key: string, origin?: Instance['origin']): Instance => {
    const ofType = instances.get(type) ?? new Map<string, Instance>();
    instances.set(type, ofType);
    const found = ofType.get(key);
    if (found !== undefined) return found;
    const made: Instance = origin === undefined ? { type, key } : { type, key, origin };
    ofType.set(key, made);
    return made;
  };
  const fieldOf = (parent: Instance, name: string): WorldField => {
    const field = schema.field(parent.type, name);
    if (field === undefined) throw new Error(`nobody owns ${parent.type}.${name}`);
    return field;
  };

  const argumentText: World['argumentText'] = (field, args) => {
    const known = Object.entries({ ...defaultsOf(field), ...args })
      .filter(([name]) => field.argumentNames.has(name))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => {
        const node = field.definition.arguments?.find((one) => one.name.value === name);
        return [name, node === undefined ? value : commonPart(schema, value, node.type)];
      });
    return JSON.stringify(known);
  };

  const value: World['value'] = (parent, name, args = {}, required) => {
    const field = fieldOf(parent, name);
    if (field.inKey) return keyValue(parent, field);
    const needs =
      field.required === undefined
        ? ''
        : JSON.stringify(required === undefined ? read(parent, field.required) : required);
    const around = field.fromContext.map((one) => contextValue(parent, one, args));
    const given = around.length === 0 ? '' : `|${JSON.stringify(around)}`;
    const text = `${parent.type}|${parent.key}|${name}|${argumentText(field, args)}|${needs}${given}`;
    return produce(field, field.type, text, { parent, field: name });
  };

  /** What a subgraph was given; the truth where it is a client who asks. */
  const contextValue = (
    parent: Instance,
    { name, holders, selection }: ContextArgument,
    args: Readonly<Record<string, unknown>>,
  ): unknown => {
    if (name in args) return args[name];
    let above = parent.origin?.parent;
    while (above !== undefined && !holders.has(above.type)) above = above.origin?.parent;
    return above === undefined ? null : onlyLeaf(read(above, selection));
  };

  /** Keys tell entities apart, so they hold the entity's own key. */
  const keyValue = (parent: Instance, field: WorldField): unknown => {
    const base = baseName(field.type);
    const origin = { parent, field: field.name };
    if (schema.entities.has(base)) return instance(base, parent.key, origin);
    if (schema.isObject(base)) return instance(base, `${parent.type}-${parent.key}`, origin);
    if (base === 'Int') return hashText(`${parent.type}|${parent.key}|${field.name}`) >>> 1;
    return `${parent.type}:${parent.key}:${field.name}`;
  };

  const produce = (
    field: WorldField,
    type: TypeNode,
    text: string,
    origin: NonNullable<Instance['origin']>,
  ): unknown => {
    const hash = hashText(`${seed}|${text}`);
    if (type.kind === Kind.NON_NULL_TYPE) return present(field, type.type, text, hash, origin);
    return hash % 9 === 0 ? null : present(field, type, text, hash, origin);
  };
  const present = (
    field: WorldField,
    type: TypeNode,
    text: string,
    hash: number,
    origin: NonNullable<Instance['origin']>,
  ): unknown => {
    if (type.kind === Kind.LIST_TYPE) {
      return Array.from({ length: (hash >>> 4) % 4 }, (_, index) => {
        // Now and then a list holds the same entity twice.
        const place = index > 0 && hash % 5 === 0 ? index - 1 : index;
        return produce(field, type.type, `${text}[${place}]`, origin);
      });
    }
    const base = baseName(type);
    // Owners that have no type or enum value in common can agree on nothing else.
    if (field.possible.length === 0) return null;
    if (schema.isObject(base) || field.possible[0] !== base) {
      const chosen = field.possible[(hash >>> 6) % field.possible.length] ?? '';
      // An enum's values are no object types.
      if (!schema.isObject(chosen)) return chosen;
      const near = schema.entities.has(chosen) && shape === 'graph' && !schema.placed(chosen);
      const key = near
        ? String((hash >>> 12) % 4)
        : `${hash.toString(36)}x${hashText(text).toString(36)}`;
      return instance(chosen, key, origin);
    }
    return leaf(base, hash);
  };

  const read: World['read'] = (parent, fields) => {
    const result: Record<string, unknown> = {};
    const put = (set: SelectionSetNode): void => {
      for (const node of set.selections) {
        if (node.kind === Kind.FRAGMENT_SPREAD) continue;
        if (node.kind === Kind.INLINE_FRAGMENT) {
          const name = node.typeCondition?.name.value;
          if (name === undefined || appliesTo(name, parent.type)) put(node.selectionSet);
          continue;
        }
        if (node.name.value === '__typename') continue;
        const args = Object.fromEntries(
          (node.arguments ?? []).map((one) => [one.name.value, valueFromASTUntyped(one.value)]),
        );
        const inner = node.selectionSet;
        result[node.name.value] = mapInstances(value(parent, node.name.value, args), (child) =>
          inner === undefined ? null : read(child, inner),
        );
      }
    };
    put(fields);
    return result;
  };
  const appliesTo = (name: string, type: string): boolean =>
    subgraphs.some((subgraph) => name === type || possibleIn(subgraph, name).includes(type));

  const find: World['find'] = (types, representation, keys) => {
    for (const type of types) {
      if (shape === 'graph' && !schema.placed(type))
        for (let n = 0; n < 4; n += 1) instance(type, String(n));
      for (const candidate of instances.get(type)?.values() ?? []) {
        for (const key of keys) {
          if (covers(representation, read(candidate, key))) return candidate;
        }
      }
    }
    return undefined;
  };

  return {
    schema,
    root: (name, turn) => instance(name, String(turn ?? '')),
    value,
    argumentText,
    read,
    find,
  };
}

function possibleIn(subgraph: ParsedSubgraph, name: string): string[] {
  const type = subgraph.types.get(name);
  if (type?.kind === Kind.UNION_TYPE_DEFINITION) {
    return (type.types ?? []).map((member) => member.name.value);
  }
  return [...subgraph.types.values()].flatMap((one) =>
    one.kind === Kind.OBJECT_TYPE_DEFINITION &&
    one.interfaces?.some((over) => over.name.value === name)
      ? [one.name.value]
      : [],
  );
}

/** Lists stay lists; instances become what `map` makes of them. */
export function mapInstances(value: unknown, map: (instance: Instance) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapInstances(item, map));
  return isInstance(value) ? map(value) : value;
}

export function isInstance(value: unknown): value is Instance {
  return typeof value === 'object' && value !== null && 'key' in value && 'type' in value;
}

/** Whether everything in `part` stands in `whole` too. */
function covers(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return whole === part;
  if (typeof whole !== 'object' || whole === null) return false;
  const entries = new Map(Object.entries(whole));
  return Object.entries(part).every(([name, value]) => covers(entries.get(name), value));
}

/** `{"part":{"text":"x"}}` -> `"x"`. */
function onlyLeaf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(onlyLeaf);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return onlyLeaf(Object.values(value)[0]);
}

/** `@requires` names arguments as a client would: those left out have their defaults. */
function defaultsOf(field: WorldField): Record<string, unknown> {
  return Object.fromEntries(
    (field.definition.arguments ?? []).flatMap(({ name, defaultValue }) =>
      defaultValue === undefined ? [] : [[name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
}

/** What of an input value every subgraph can read. */
function commonPart(schema: WorldSchema, value: unknown, type: TypeNode): unknown {
  if (value === null || value === undefined) return value;
  if (type.kind === Kind.NON_NULL_TYPE) return commonPart(schema, value, type.type);
  if (type.kind === Kind.LIST_TYPE) {
    return Array.isArray(value) ? value.map((item) => commonPart(schema, item, type.type)) : value;
  }
  const fields = schema.inputFields(type.name.value);
  if (fields === undefined || typeof value !== 'object') return value;
  return Object.entries(value)
    .flatMap(([name, item]): [string, unknown][] => {
      const fieldType = fields.get(name);
      return fieldType === undefined ? [] : [[name, commonPart(schema, item, fieldType)]];
    })
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

const texts = [
  'plain',
  'with "quotes" \\',
  'línea\nnueva',
  '\u2028 \u{1f9ed}',
  '',
  '__proto__',
  'null',
  '</script>',
];

function leaf(base: string, hash: number): unknown {
  const number = hash >>> 8;
  switch (base) {
    case 'Int':
      return (number % 2001) - 1000;
    case 'Float':
      return ((number % 4001) - 2000) / 8;
    case 'Boolean':
      return number % 2 === 0;
    case 'ID':
      return number % 3 === 0 ? String(number) : `id-${number.toString(36)}`;
    case 'String':
      return `${texts[number % texts.length]}~${number.toString(36)}`;
    default:
      // Custom scalars hold any JSON.
      return [number, 'json', { a: [number, null], b: { c: 'x' } }, [1, [2]], true][number % 5];
  }
}
