import type { Choices } from '../choices.ts';
import type { SubgraphSdl } from '../parsed-subgraph.ts';
import { addField, addType, printSubgraph, type SubgraphDraft, type TypeDraft } from './draft.ts';

interface Entity {
  readonly name: string;
  readonly owner: SubgraphDraft;
  readonly keys: readonly string[];
  /** Leaves of the owner, with their types. */
  readonly leaves: Map<string, string>;
}

const leafTypes = ['Int', 'String', 'Float', 'Boolean', 'ID', 'Json', 'Colour', '[Int!]'];

/**
 * Subgraphs as federation 1 has them: one of them owns a type, others extend it, what they share is
 * the same everywhere, and no `@link`.
 */
export function generateFederation1(choices: Choices): SubgraphSdl[] {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const subgraphs = letters.slice(0, choices.pick([2, 3, 3, 4, 5, 8])).map(
    (name): SubgraphDraft => ({
      name,
      types: new Map(),
      style: 'federation 1',
      queryName: 'Query',
    }),
  );
  const entities: Entity[] = [];
  for (let index = 0; index < 2 + choices.int(3); index += 1) {
    entities.push(drawEntity(`Thing${index}`, choices.pick(subgraphs), choices));
  }
  const values = drawValues(entities, choices);
  for (const entity of entities) {
    for (const subgraph of choices.some(subgraphs, 50, 1)) {
      if (subgraph !== entity.owner) extend(subgraph, entity, choices);
    }
  }
  // Those with one key have their `id` everywhere.
  const items = choices.chance(60) ? entities.filter(({ keys }) => keys.length === 1) : [];
  const names = new Set(items.map(({ name }) => name));
  for (const subgraph of subgraphs) {
    drawUnion(subgraph, choices);
    if ([...names].some((name) => subgraph.types.has(name))) {
      addField(addType(subgraph, 'interface', 'Item0'), 'id', 'ID!');
    }
    for (const type of [...subgraph.types.values()]) {
      if (entities.some(({ name }) => name === type.name)) {
        for (let count = choices.int(3); count > 0; count -= 1) {
          link(subgraph, type, `${subgraph.name}_l${count}`, entities, values, choices);
        }
      }
    }
    const query = addType(subgraph, 'type', 'Query');
    for (let count = 1 + choices.int(3); count > 0; count -= 1) {
      link(subgraph, query, `${subgraph.name}${count}`, entities, values, choices);
    }
    if (!choices.chance(35)) continue;
    const mutation = addType(subgraph, 'type', 'Mutation');
    link(subgraph, mutation, `do_${subgraph.name}`, entities, values, choices);
  }
  if (names.size > 0) finishInterface(subgraphs, names);
  return subgraphs.map(printSubgraph);
}

function drawEntity(name: string, owner: SubgraphDraft, choices: Choices): Entity {
  const type = addType(owner, 'type', name);
  const keys = ['id'];
  addField(type, 'id', 'ID!');
  if (choices.chance(30)) {
    keys.push('code');
    addField(type, 'code', choices.pick(['String!', 'Int!']));
  }
  const shape = choices.int(5);
  if (shape === 0) {
    keys[0] = 'id part';
    addField(type, 'part', 'String!');
  } else if (shape === 1) {
    keys[0] = 'id nest { code }';
    addField(type, 'nest', `${name}Nest!`);
    addField(addType(owner, 'type', `${name}Nest`), 'code', 'String!');
  }
  for (const key of keys) type.directives.add(`@key(fields: "${key}")`);
  const leaves = new Map<string, string>();
  for (let index = 0; index < 1 + choices.int(4); index += 1) {
    const text = `${leaf(owner, choices)}${choices.pick(['', '!'])}`;
    const args = drawArguments(choices);
    addField(type, `f${index}`, text, [], args);
    if (args === '') leaves.set(`f${index}`, text);
  }
  return { name, owner, keys, leaves };
}

/** A part of an entity in another subgraph: its key, fields of its own, and some that it computes. */
function extend(subgraph: SubgraphDraft, entity: Entity, choices: Choices): void {
  const type = stub(subgraph, entity, choices);
  for (let index = 0; index < 1 + choices.int(3); index += 1) {
    addField(
      type,
      `${subgraph.name}_f${index}`,
      `${leaf(subgraph, choices)}${choices.pick(['', '!'])}`,
      [],
      drawArguments(choices),
    );
  }
  const needed = choices.some([...entity.leaves], 40);
  if (needed.length === 0) return;
  for (const [name, text] of needed) outside(subgraph, type, name, text);
  const set = needed.map(([name]) => name).join(' ');
  const computed = leaf(subgraph, choices);
  addField(type, `${subgraph.name}_made`, computed, [`@requires(fields: "${set}")`]);
}

function outside(subgraph: SubgraphDraft, type: TypeDraft, name: string, text: string): void {
  define(subgraph, text);
  addField(type, name, text, ['@external']);
}

/** The type with one of its owner's keys, which is external to all others. */
function stub(subgraph: SubgraphDraft, entity: Entity, choices: Choices): TypeDraft {
  const found = subgraph.types.get(entity.name);
  if (found !== undefined) return found;
  const key = choices.pick(entity.keys);
  const type = addType(subgraph, 'extend type', entity.name, `@key(fields: "${key}")`);
  const own = entity.owner.types.get(entity.name);
  for (const name of key
    .replace(/\{.*\}/, '')
    .trim()
    .split(/\s+/)) {
    const field = own?.fields.get(name);
    if (field === undefined) throw new Error('a key has its fields');
    addField(type, name, field.type, ['@external']);
    if (name === 'nest') {
      addField(addType(subgraph, 'type', `${entity.name}Nest`), 'code', 'String!');
    }
  }
  return type;
}

/** Parts that are the same wherever they are. */
function drawValues(entities: readonly Entity[], choices: Choices): readonly TypeDraft[] {
  return Array.from({ length: choices.int(3) }, (_, index): TypeDraft => {
    const fields: [string, string][] = [
      ['note', choices.pick(['String', 'String!'])],
      ['size', choices.pick(['Int', '[Int]'])],
    ];
    if (choices.chance(40)) fields.push(['to', choices.pick(entities).name]);
    return {
      kind: 'type',
      name: `Value${index}`,
      directives: new Set(),
      implements: new Set(),
      members: new Set(),
      fields: new Map(
        fields.map(([name, type]) => [name, { args: '', type, directives: new Set() }]),
      ),
    };
  });
}

/** An interface that is the same everywhere: nothing tells planners which subgraph knows it. */
function finishInterface(subgraphs: readonly SubgraphDraft[], names: ReadonlySet<string>): void {
  for (const subgraph of subgraphs) {
    addField(addType(subgraph, 'interface', 'Item0'), 'id', 'ID!');
    for (const name of names) subgraph.types.get(name)?.implements.add('Item0');
  }
}

/** A union over what the subgraph knows: no other has it. */
function drawUnion(subgraph: SubgraphDraft, choices: Choices): void {
  const things = [...subgraph.types.values()].filter(({ name }) => /^Thing\d$/.test(name));
  if (things.length === 0 || !choices.chance(40)) return;
  const union = addType(subgraph, 'union', `Any_${subgraph.name}`);
  for (const { name } of choices.some(things, 70, 1)) union.members.add(name);
}

/** A field that leads to something, in a list or not. */
function link(
  subgraph: SubgraphDraft,
  holder: TypeDraft,
  name: string,
  entities: readonly Entity[],
  values: readonly TypeDraft[],
  choices: Choices,
): void {
  const abstract = [...subgraph.types.values()].filter(
    ({ kind }) => kind === 'interface' || kind === 'union',
  );
  const to = choices.pick([...entities, ...entities, ...values, ...abstract]);
  const entity = entities.find((one) => one === to);
  const value = values.find((one) => one === to);
  if (entity !== undefined) stub(subgraph, entity, choices);
  if (value !== undefined) addValue(subgraph, value, entities, choices);
  const text = choices.pick([to.name, to.name, `${to.name}!`, `[${to.name}]`, `[${to.name}!]!`]);
  const provided: string[] = [];
  if (entity !== undefined && entity.owner !== subgraph && choices.chance(25)) {
    const type = stub(subgraph, entity, choices);
    for (const [field, leafType] of choices.some([...entity.leaves], 40)) {
      outside(subgraph, type, field, leafType);
      provided.push(field);
    }
  }
  const directives = provided.length === 0 ? [] : [`@provides(fields: "${provided.join(' ')}")`];
  addField(holder, name, text, directives, drawArguments(choices));
}

function addValue(
  subgraph: SubgraphDraft,
  value: TypeDraft,
  entities: readonly Entity[],
  choices: Choices,
): void {
  const type = addType(subgraph, 'type', value.name);
  for (const [name, field] of value.fields) {
    addField(type, name, field.type);
    const entity = entities.find((one) => one.name === field.type);
    if (entity !== undefined) stub(subgraph, entity, choices);
  }
}

function leaf(subgraph: SubgraphDraft, choices: Choices): string {
  const text = choices.pick(leafTypes);
  define(subgraph, text);
  return text;
}

function define(subgraph: SubgraphDraft, text: string): void {
  if (text.includes('Json')) addType(subgraph, 'scalar', 'Json');
  if (!text.includes('Colour')) return;
  const type = addType(subgraph, 'enum', 'Colour');
  for (const value of ['RED', 'GREEN', 'BLUE']) type.members.add(value);
}

function drawArguments(choices: Choices): string {
  if (!choices.chance(25)) return '';
  return `(${choices.some(['size: Int = 3', 'ids: [ID!]', 'name: String', 'wanted: Boolean! = true'], 50, 1).join(', ')})`;
}
