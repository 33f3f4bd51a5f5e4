import { createChoices, hashText } from '../choices.ts';
import type { SubgraphSdl } from '../parsed-subgraph.ts';
import { drawContext } from './contexts.ts';
import { addField, addType, printSubgraph, type SubgraphDraft } from './draft.ts';
import { ensureType, type GraphPlan, leafTypes } from './draw.ts';
import { drawComputed, drawEntity, drawField, drawType, provideFrom } from './entities.ts';
import { generateFederation1 } from './federation-1.ts';
import { drawArguments } from './inputs.ts';

/** Two to eight subgraphs that nearly always compose, out of one seed. */
export function generateSubgraphs(seed: number): SubgraphSdl[] {
  const apart = createChoices(hashText(`${seed} apart`));
  if (apart.chance(8)) return generateFederation1(apart);
  const choices = createChoices(seed);
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const subgraphs = names.slice(0, choices.pick([2, 2, 3, 3, 3, 4, 4, 5, 6, 8])).map(
    (name): SubgraphDraft => ({
      name,
      types: new Map(),
      style: choices.pick(['imported', 'imported', 'namespaced', 'renamed']),
      queryName: choices.chance(15) ? 'RootQuery' : 'Query',
    }),
  );
  const plan: GraphPlan = {
    choices,
    subgraphs,
    entities: [],
    values: [],
    interfaces: [],
    unions: [],
    standIns: [],
    holders: [],
  };
  for (let index = 0; index < 2 + choices.int(3); index += 1) drawEntity(plan, index);
  drawValues(plan);
  drawAbstract(plan);
  if (choices.chance(45)) drawStandIn(plan);
  if (choices.chance(30)) drawSplitValue(plan);
  if (apart.chance(15)) drawContext(plan, apart);
  for (const entity of plan.entities) {
    for (const name of entity.wanted) drawField(plan, entity, name);
    for (let count = 2 + choices.int(4); count > 0; count -= 1) drawField(plan, entity);
    for (let count = choices.int(3); count > 0; count -= 1) drawComputed(plan, entity);
  }
  for (const subgraph of subgraphs) drawRoots(plan, subgraph);
  for (const { name, home } of plan.holders) {
    addField(addType(home, 'type', 'Query'), `to${name}`, choices.pick([name, `[${name}!]`]));
  }
  drawSharedRoots(plan);
  for (const subgraph of subgraphs) finishInterfaces(plan, subgraph);
  return subgraphs.filter(({ types }) => types.size > 0).map((subgraph) => printSubgraph(subgraph));
}

function drawValues(plan: GraphPlan): void {
  const { choices } = plan;
  const count = choices.int(3);
  for (let index = 0; index < count; index += 1) {
    const over = choices.chance(50) ? 'Noted0' : undefined;
    const bases = [
      ...leafTypes,
      ...plan.entities.map(({ name }) => name),
      ...plan.values.map(({ name }) => name),
    ];
    const fields = Array.from({ length: 1 + choices.int(3) }, (_, place) => {
      const base = choices.pick(bases);
      return { name: `v${place}`, base, type: choices.pick([base, base, `${base}!`, `[${base}]`]) };
    });
    plan.values.push({
      name: `Value${index}`,
      fields: [
        { name: 'note', base: 'String', type: choices.pick(['String', 'String!']) },
        ...fields,
      ],
      over,
    });
  }
}

function drawAbstract(plan: GraphPlan): void {
  const { choices } = plan;
  const entities = plan.entities.map(({ name }) => name);
  if (choices.chance(70)) {
    const members = choices.some(entities, 70, 1);
    const extra = choices.chance(60) ? ['label'] : [];
    plan.interfaces.push({ name: 'Item0', members, extra });
    for (const entity of plan.entities) {
      if (members.includes(entity.name)) for (const name of extra) entity.wanted.add(name);
    }
  }
  const noted = plan.values.filter(({ over }) => over === 'Noted0').map(({ name }) => name);
  if (noted.length > 0) plan.interfaces.push({ name: 'Noted0', members: noted, extra: [] });
  if (choices.chance(60)) {
    const members = choices.some([...entities, ...plan.values.map(({ name }) => name)], 60, 1);
    plan.unions.push({ name: 'Any0', members, extra: [] });
  }
}

/** An entity interface with its types, and subgraphs that know the interface only. */
function drawStandIn(plan: GraphPlan): void {
  const { choices } = plan;
  const [whole, ...others] = choices.some(plan.subgraphs, 50, 2);
  if (whole === undefined) return;
  const name = 'Kind0';
  const implementers = choices.chance(60) ? ['Kind0A', 'Kind0B'] : ['Kind0A', 'Kind0B', 'Kind0C'];
  ensureType(plan, whole, 'Json');
  const over = addType(whole, 'interface', name, '@key(fields: "id")');
  addField(over, 'id', 'ID!');
  addField(over, 'base', 'String');
  for (const [index, own] of implementers.entries()) {
    const type = addType(whole, 'type', own, '@key(fields: "id")');
    type.implements.add(name);
    addField(type, 'id', 'ID!');
    addField(type, 'base', choices.pick(['String', 'String!']));
    addField(type, `own${index}`, choices.pick(['Int', 'String!', 'Json', '[Float]']));
  }
  const stands = others.slice(0, 2);
  for (const [index, subgraph] of stands.entries()) {
    const type = addType(subgraph, 'type', name, '@key(fields: "id")', '@interfaceObject');
    addField(type, 'id', 'ID!');
    const leaf = choices.pick(['Int', 'String', 'Colour']);
    ensureType(plan, subgraph, leaf);
    addField(
      type,
      `stand${index}`,
      choices.pick([leaf, `${leaf}!`, `[${leaf}!]`]),
      [],
      drawArguments(plan, [subgraph]),
    );
    const entity = choices.pick(plan.entities).name;
    ensureType(plan, subgraph, entity);
    if (choices.chance(50)) addField(type, `link${index}`, choices.pick([entity, `[${entity}!]`]));
    if (choices.chance(50)) {
      addField(type, 'base', 'String', ['@external']);
      addField(type, `from${index}`, 'String', ['@requires(fields: "base")']);
    }
  }
  plan.standIns.push({ name, implementers, whole, stands });
}

/** A part of an entity whose fields are in different subgraphs: reached through the entity alone. */
function drawSplitValue(plan: GraphPlan): void {
  const { choices } = plan;
  const entity = choices.pick(plan.entities);
  const type = choices.pick(['Split', 'Split!', '[Split]', '[Split!]!']);
  for (const [index, subgraph] of [...entity.homes.keys()].slice(0, 2).entries()) {
    addField(addType(subgraph, 'type', entity.name), 'split', type, ['@shareable']);
    const part = addType(subgraph, 'type', 'Split');
    addField(part, `part${index}`, choices.pick(['Int', 'String!', '[Float!]']));
  }
}

function drawRoots(plan: GraphPlan, subgraph: SubgraphDraft): void {
  const { choices } = plan;
  const query = addType(subgraph, 'type', 'Query');
  for (let count = 1 + choices.int(3); count > 0; count -= 1) {
    const name = `${subgraph.name}${query.fields.size}`;
    const { type, base } = drawType(plan, [subgraph]);
    addField(query, name, type, [], drawArguments(plan, [subgraph]));
    if (choices.chance(25)) provideFrom(plan, subgraph, query, name, base);
  }
  if (!choices.chance(35)) return;
  const mutation = addType(subgraph, 'type', 'Mutation');
  for (let count = 1 + choices.int(2); count > 0; count -= 1) {
    const { type } = drawType(plan, [subgraph]);
    const name = `do_${subgraph.name}${mutation.fields.size}`;
    addField(mutation, name, type, [], drawArguments(plan, [subgraph]));
  }
}

function drawSharedRoots(plan: GraphPlan): void {
  const { choices } = plan;
  for (let index = choices.int(3); index > 0; index -= 1) {
    const owners = choices.some(plan.subgraphs, 50, 2);
    const { type } = drawType(plan, owners);
    const args = drawArguments(plan, owners);
    for (const owner of owners) {
      addField(addType(owner, 'type', 'Query'), `shared${index}`, type, ['@shareable'], args);
    }
  }
}

/** An interface has what all its types own here. */
function finishInterfaces(plan: GraphPlan, subgraph: SubgraphDraft): void {
  for (const { name, extra } of plan.interfaces) {
    const over = subgraph.types.get(name);
    const types = [...subgraph.types.values()].filter((type) => type.implements.has(name));
    if (over === undefined) continue;
    for (const field of extra) {
      const owned = types.every((type) => {
        const found = type.fields.get(field);
        return (
          found !== undefined &&
          ![...found.directives].some((text) => /external|override/.test(text))
        );
      });
      if (owned && types.length > 0) addField(over, field, 'String');
    }
  }
}
