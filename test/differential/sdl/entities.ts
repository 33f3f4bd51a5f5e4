import { addField, addType, type SubgraphDraft } from './draft.ts';
import {
  addKey,
  type EntityPlan,
  ensureType,
  type FieldPlan,
  type GraphPlan,
  type KeyPlan,
  leafTypes,
  weaken,
} from './draw.ts';
import { drawArguments } from './inputs.ts';

const plainKey: KeyPlan = { text: 'id', fields: [{ name: 'id', type: 'ID!' }] };

/** Plans an entity and writes it, with its keys, where it is at home; its fields come later. */
export function drawEntity(plan: GraphPlan, index: number): void {
  const { choices } = plan;
  const name = `Thing${index}`;
  const secondary: KeyPlan | undefined = choices.chance(35)
    ? { text: 'code', fields: [{ name: 'code', type: choices.pick(['String!', 'Int!', 'ID!']) }] }
    : undefined;
  const homes = new Map<SubgraphDraft, 'whole' | 'secondary'>();
  for (const [place, subgraph] of choices.some(plan.subgraphs, 50, 2).entries()) {
    // The first home knows both keys: it joins those that know one.
    const second = place > 0 && secondary !== undefined && choices.chance(40);
    homes.set(subgraph, second ? 'secondary' : 'whole');
  }
  const entity: EntityPlan = {
    name,
    primary: drawKey(plan, name),
    secondary,
    homes,
    fields: [],
    wanted: new Set(),
  };
  plan.entities.push(entity);
  for (const [place, [subgraph, home]] of [...homes].entries()) {
    const type = addType(subgraph, 'type', name);
    if (home === 'whole') addKey(plan, subgraph, type, entity.primary, true);
    if (secondary === undefined) continue;
    if (home === 'secondary' || place === 0) addKey(plan, subgraph, type, secondary, true);
    else if (choices.chance(30)) addKey(plan, subgraph, type, secondary, choices.chance(70));
  }
}

function drawKey(plan: GraphPlan, name: string): KeyPlan {
  const { choices } = plan;
  const nestable = plan.entities.filter(
    ({ primary, secondary }) => primary === plainKey && secondary === undefined,
  );
  switch (choices.int(6)) {
    case 0:
      return {
        text: 'id part',
        fields: [...plainKey.fields, { name: 'part', type: choices.pick(['String!', 'Int!']) }],
      };
    case 1:
      return {
        text: 'id nest { code }',
        fields: [...plainKey.fields, { name: 'nest', type: `${name}Nest!` }],
        nested: { type: `${name}Nest`, field: 'code' },
      };
    case 2: {
      if (nestable.length === 0) return plainKey;
      const other = choices.pick(nestable).name;
      return {
        text: 'id owner { id }',
        fields: [...plainKey.fields, { name: 'owner', type: `${other}!` }],
        nested: { type: other, field: 'id' },
      };
    }
    default:
      return plainKey;
  }
}

/** An output type that all these subgraphs can have: `[Thing1!]!` and its base. */
export function drawType(
  plan: GraphPlan,
  subgraphs: readonly SubgraphDraft[],
): { type: string; base: string } {
  const { choices } = plan;
  const composite = [
    ...plan.entities.map(({ name }) => name),
    ...plan.entities.map(({ name }) => name),
    ...plan.values.map(({ name }) => name),
    ...plan.interfaces.map(({ name }) => name),
    ...plan.unions.map(({ name }) => name),
    ...plan.standIns.flatMap(({ name, whole, stands, implementers }) =>
      subgraphs.every((one) => one === whole)
        ? [name, name, ...implementers]
        : subgraphs.every((one) => one === whole || stands.includes(one))
          ? [name, name]
          : [],
    ),
    ...plan.holders.flatMap(({ name, home }) =>
      subgraphs.every((one) => one === home) ? [name, name] : [],
    ),
  ];
  let base = choices.chance(45) ? choices.pick(leafTypes) : choices.pick(composite);
  for (const subgraph of subgraphs) ensureType(plan, subgraph, base);
  if (!haveTypesInCommon(subgraphs, base)) {
    base = 'ID';
  }
  const abstract = [...plan.interfaces, ...plan.unions].some(({ name }) => name === base);
  // Owners of an abstract field may have no type in common; then only null fits.
  const must = abstract && subgraphs.length > 1 ? '' : choices.pick(['', '', '!']);
  const wrap = choices.pick(['', '', '', '[]', '[]', '[!]', '[[]]', '[[!]!]']);
  const text = wrap.includes('[[')
    ? `[[${base}${wrap.includes('!') && must === '!' ? '!' : ''}]${wrap.includes('!]') ? '!' : ''}]`
    : wrap.startsWith('[')
      ? `[${base}${wrap.includes('!') && (!abstract || must === '!') && !(abstract && subgraphs.length > 1) ? '!' : ''}]`
      : base;
  return { type: `${text}${must}`, base };
}

/** Owners of an abstract field must share a type that it can be. */
function haveTypesInCommon(subgraphs: readonly SubgraphDraft[], base: string): boolean {
  const known = subgraphs.map(({ types }) => {
    const type = types.get(base);
    if (type?.kind === 'union') return type.members;
    if (type?.kind !== 'interface') return new Set([base]);
    const over = [...types.values()].filter((one) => one.implements.has(base));
    return new Set(over.map(({ name }) => name));
  });
  return known.reduce((one, other) => one.intersection(other)).size > 0;
}

/** Gives an entity one more field, owned in one of the ways that federation knows. */
export function drawField(plan: GraphPlan, entity: EntityPlan, wanted?: string): void {
  const { choices } = plan;
  const homes = [...entity.homes.keys()];
  const name = wanted ?? `f${entity.fields.length}`;
  const roll = choices.int(100);
  const owners =
    roll < 20 && homes.length > 1
      ? choices.some(homes, 60, 2)
      : roll < 32 && homes.length > 1
        ? choices.some(homes, 1, 2).slice(0, 2)
        : [choices.pick(homes)];
  const drawn = wanted === undefined ? drawType(plan, owners) : { type: 'String', base: 'String' };
  const args = wanted === undefined ? drawArguments(plan, owners) : '';
  const [first, second] = owners;
  if (first === undefined) return;
  if (second !== undefined && roll >= 20) {
    const label = choices.chance(50) ? `, label: "percent(${choices.pick([0, 30, 50, 100])})"` : '';
    addField(typeIn(first, entity), name, drawn.type, [], args);
    addField(
      typeIn(second, entity),
      name,
      drawn.type,
      [`@override(from: "${first.name}"${label})`],
      args,
    );
    entity.fields.push({ name, ...drawn, args, owners, kind: 'moved' });
    return;
  }
  let weakest = drawn.type;
  for (const owner of owners) {
    const type = choices.chance(owners.length > 1 ? 30 : 0) ? weaken(drawn.type) : drawn.type;
    if (type !== drawn.type) weakest = type;
    const directives = owners.length > 1 ? ['@shareable'] : [];
    if (choices.chance(8)) directives.push('@tag(name: "some-tag")');
    addField(typeIn(owner, entity), name, type, directives, args);
  }
  if (owners.length === 1 && wanted === undefined) {
    if (choices.chance(8)) addField(typeIn(first, entity), name, '', ['@inaccessible']);
    if (choices.chance(30)) provideFrom(plan, first, entity, name, drawn.base);
  }
  const kind = owners.length > 1 ? 'shared' : 'plain';
  entity.fields.push({ name, ...drawn, type: weakest, args, owners, kind });
}

/** A field that its subgraph computes from others' fields. */
export function drawComputed(plan: GraphPlan, entity: EntityPlan): void {
  const { choices } = plan;
  const owner = choices.pick([...entity.homes.keys()]);
  const able = entity.fields.filter(
    ({ owners, kind }) => !owners.includes(owner) && kind !== 'moved',
  );
  const texts: string[] = [];
  for (const field of choices.some(able, 40, 1).slice(0, 3)) {
    const text = requireField(plan, owner, entity, field);
    if (text !== undefined) texts.push(text);
  }
  if (texts.length === 0) return;
  const name = `f${entity.fields.length}`;
  const drawn = drawType(plan, [owner]);
  const args = drawArguments(plan, [owner]);
  addField(
    typeIn(owner, entity),
    name,
    drawn.type,
    [`@requires(fields: "${texts.join(' ').replaceAll('"', '\\"')}")`],
    args,
  );
  entity.fields.push({ name, ...drawn, args, owners: [owner], kind: 'computed' });
}

/** The text that requires a field, and the external definitions that it needs. */
function requireField(
  plan: GraphPlan,
  owner: SubgraphDraft,
  entity: EntityPlan,
  field: FieldPlan,
): string | undefined {
  const { choices } = plan;
  for (const one of ['Colour', 'Json', 'Mood', 'Filter']) {
    if (field.args.includes(one) && !owner.types.has(one)) return undefined;
  }
  const selection = nestedSelection(plan, owner, field.base);
  if (selection === undefined) return undefined;
  ensureType(plan, owner, field.base);
  addField(typeIn(owner, entity), field.name, field.type, ['@external'], field.args);
  const given = [
    ...(field.args.includes('size: ') && choices.chance(60) ? [`size: ${choices.int(9)}`] : []),
    ...(field.args.includes('size2: ') && choices.chance(60) ? [`size2: ${choices.int(9)}`] : []),
    ...(field.args.includes('colour: ') && choices.chance(60) ? ['colour: GREEN'] : []),
  ];
  return `${field.name}${given.length === 0 ? '' : `(${given.join(', ')})`}${selection}`;
}

/** What to require of a composite value; undefined where there is nothing simple. */
function nestedSelection(plan: GraphPlan, owner: SubgraphDraft, base: string): string | undefined {
  const { choices } = plan;
  if (leafTypes.includes(base)) return '';
  const value = plan.values.find(({ name }) => name === base);
  if (value !== undefined) {
    const leaves = value.fields.filter((field) => leafTypes.includes(field.base));
    return ` { ${choices
      .some(leaves, 50, 1)
      .map(({ name }) => name)
      .join(' ')} }`;
  }
  const entity = plan.entities.find(({ name }) => name === base);
  if (entity !== undefined) {
    ensureType(plan, owner, base);
    const outside = externalLeaf(plan, owner, entity);
    if (outside !== undefined) return ` { ${outside} }`;
    return owner.types.get(base)?.fields.has('id') === true ? ' { id }' : undefined;
  }
  const union = plan.unions.find(({ name }) => name === base);
  if (union === undefined) return undefined;
  ensureType(plan, owner, base);
  const parts = union.members.flatMap((name) => {
    const type = owner.types.get(base)?.members.has(name) ? owner.types.get(name) : undefined;
    const leaf =
      type?.fields.has('id') === true
        ? 'id'
        : type?.fields.has('note') === true
          ? 'note'
          : undefined;
    return leaf === undefined ? [] : [`... on ${name} { ${leaf} }`];
  });
  return parts.length === 0 ? undefined : ` { ${parts.join(' ')} }`;
}

/** A leaf of the entity that another subgraph owns, made external here. */
export function externalLeaf(
  plan: GraphPlan,
  subgraph: SubgraphDraft,
  entity: EntityPlan,
): string | undefined {
  const able = entity.fields.filter(
    ({ base, owners, kind, args }) =>
      leafTypes.includes(base) &&
      args === '' &&
      !owners.includes(subgraph) &&
      (kind === 'plain' || kind === 'shared'),
  );
  if (able.length === 0) return undefined;
  const field = plan.choices.pick(able);
  ensureType(plan, subgraph, field.base);
  addField(typeIn(subgraph, entity), field.name, field.type, ['@external']);
  return field.name;
}

export function provideFrom(
  plan: GraphPlan,
  subgraph: SubgraphDraft,
  holder: { readonly name: string },
  fieldName: string,
  base: string,
): void {
  const entity = plan.entities.find(({ name }) => name === base);
  const holding = subgraph.types.get(holder.name);
  if (entity === undefined || holding === undefined) return;
  const leaf = externalLeaf(plan, subgraph, entity);
  if (leaf === undefined) return;
  addField(holding, fieldName, '', [`@provides(fields: "${leaf}")`]);
  for (const owner of entity.fields.find(({ name }) => name === leaf)?.owners ?? []) {
    addField(typeIn(owner, entity), leaf, '', ['@shareable']);
  }
}

function typeIn(subgraph: SubgraphDraft, entity: EntityPlan) {
  return addType(subgraph, 'type', entity.name);
}
