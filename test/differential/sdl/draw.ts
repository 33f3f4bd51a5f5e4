import type { Choices } from '../choices.ts';
import { addField, addType, type SubgraphDraft, type TypeDraft } from './draft.ts';

/** What is planned of the whole graph before any subgraph's schema is written. */
export interface GraphPlan {
  readonly choices: Choices;
  readonly subgraphs: readonly SubgraphDraft[];
  readonly entities: EntityPlan[];
  readonly values: ValuePlan[];
  readonly interfaces: AbstractPlan[];
  readonly unions: AbstractPlan[];
  readonly standIns: StandInPlan[];
  /** Types that set a context. */
  readonly holders: { readonly name: string; readonly home: SubgraphDraft }[];
}

export interface EntityPlan {
  readonly name: string;
  readonly primary: KeyPlan;
  readonly secondary: KeyPlan | undefined;
  readonly homes: ReadonlyMap<SubgraphDraft, 'whole' | 'secondary'>;
  readonly fields: FieldPlan[];
  /** Fields that an interface wants of it. */
  readonly wanted: Set<string>;
}

export interface KeyPlan {
  readonly text: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
  /** A type that the key goes into. */
  readonly nested?: { readonly type: string; readonly field: string };
}

export interface FieldPlan {
  readonly name: string;
  /** As others may repeat it: where owners differ, the weaker. */
  readonly type: string;
  readonly base: string;
  readonly args: string;
  readonly owners: readonly SubgraphDraft[];
  readonly kind: 'plain' | 'shared' | 'moved' | 'computed';
}

export interface ValuePlan {
  readonly name: string;
  readonly fields: readonly {
    readonly name: string;
    readonly type: string;
    readonly base: string;
  }[];
  readonly over: string | undefined;
}

export interface AbstractPlan {
  readonly name: string;
  readonly members: readonly string[];
  /** Fields beside `id` that an interface has where all its types own them. */
  readonly extra: readonly string[];
}

/** An entity interface: whole in one subgraph, an `@interfaceObject` in others. */
export interface StandInPlan {
  readonly name: string;
  readonly implementers: readonly string[];
  readonly whole: SubgraphDraft;
  readonly stands: readonly SubgraphDraft[];
}

export const leafTypes = ['Int', 'String', 'Float', 'Boolean', 'ID', 'Json', 'Colour', 'Grade'];

/** Makes sure that the subgraph has the type, with what it needs to answer with it. */
export function ensureType(plan: GraphPlan, subgraph: SubgraphDraft, name: string): void {
  if (subgraph.types.has(name)) return;
  const { choices } = plan;
  if (name === 'Json') addType(subgraph, 'scalar', 'Json');
  if (name === 'Colour') {
    // Asked for and answered: the same everywhere.
    const type = addType(subgraph, 'enum', name);
    for (const value of ['RED', 'GREEN', 'BLUE']) type.members.add(value);
  }
  if (name === 'Grade') {
    // Answered only: each subgraph may know other values.
    const type = addType(subgraph, 'enum', name);
    for (const value of ['LOW', 'MIDDLE', ...choices.some(['HIGH', 'TOP', 'NONE'], 50)]) {
      type.members.add(value);
    }
  }
  const entity = plan.entities.find((one) => one.name === name);
  if (entity !== undefined) ensureEntity(plan, subgraph, entity);
  const value = plan.values.find((one) => one.name === name);
  if (value !== undefined) ensureValue(plan, subgraph, value);
  const abstract = [...plan.interfaces, ...plan.unions].find((one) => one.name === name);
  if (abstract !== undefined) ensureAbstract(plan, subgraph, abstract);
}

export function addKey(
  plan: GraphPlan,
  subgraph: SubgraphDraft,
  type: TypeDraft,
  key: KeyPlan,
  resolvable: boolean,
): void {
  type.directives.add(
    resolvable ? `@key(fields: "${key.text}")` : `@key(fields: "${key.text}", resolvable: false)`,
  );
  for (const field of key.fields) addField(type, field.name, field.type);
  if (key.nested === undefined) return;
  const nested = plan.entities.find(({ name }) => name === key.nested?.type);
  if (nested !== undefined) ensureEntity(plan, subgraph, nested);
  else {
    const part = addType(subgraph, 'type', key.nested.type, '@shareable');
    addField(part, key.nested.field, 'String!');
  }
}

function ensureEntity(plan: GraphPlan, subgraph: SubgraphDraft, entity: EntityPlan): void {
  if (subgraph.types.has(entity.name)) return;
  const type = addType(subgraph, 'type', entity.name);
  const useSecond = entity.secondary !== undefined && plan.choices.chance(25);
  const key = useSecond && entity.secondary !== undefined ? entity.secondary : entity.primary;
  addKey(plan, subgraph, type, key, plan.choices.chance(40));
}

function ensureValue(plan: GraphPlan, subgraph: SubgraphDraft, value: ValuePlan): void {
  const type = addType(subgraph, 'type', value.name, '@shareable');
  if (value.over !== undefined) {
    type.implements.add(value.over);
    addField(addType(subgraph, 'interface', value.over), 'note', 'String');
  }
  for (const field of value.fields) {
    ensureType(plan, subgraph, field.base);
    addField(type, field.name, plan.choices.chance(25) ? weaken(field.type) : field.type);
  }
}

function ensureAbstract(plan: GraphPlan, subgraph: SubgraphDraft, abstract: AbstractPlan): void {
  const isInterface = plan.interfaces.includes(abstract);
  if (isInterface && abstract.name.startsWith('Noted')) {
    // Its types declare it themselves.
    const type = addType(subgraph, 'interface', abstract.name);
    addField(type, 'note', 'String');
    for (const name of plan.choices.some(abstract.members, 60, 1)) ensureType(plan, subgraph, name);
    return;
  }
  const type = addType(subgraph, isInterface ? 'interface' : 'union', abstract.name);
  const able = abstract.members.filter((name) => !isInterface || hasId(plan, subgraph, name));
  const members = plan.choices.some(able.length === 0 ? abstract.members : able, 70, 1);
  for (const name of members) {
    ensureType(plan, subgraph, name);
    const member = subgraph.types.get(name);
    if (!isInterface) type.members.add(name);
    else if (member?.fields.has('id') === true) member.implements.add(abstract.name);
  }
  if (!isInterface) return;
  addField(type, 'id', 'ID!');
  if ([...subgraph.types.values()].some((one) => one.implements.has(abstract.name))) return;
  // No type here could carry it: one of them gets its first key too.
  const entity = plan.entities.find(({ name }) => name === members[0]);
  const member = entity === undefined ? undefined : subgraph.types.get(entity.name);
  if (entity === undefined || member === undefined) return;
  addKey(plan, subgraph, member, entity.primary, true);
  member.implements.add(abstract.name);
}

/** Whether the type has or can still get its `id` here. */
function hasId(plan: GraphPlan, subgraph: SubgraphDraft, name: string): boolean {
  const there = subgraph.types.get(name);
  if (there !== undefined) return there.fields.has('id');
  return plan.entities.find((one) => one.name === name)?.secondary === undefined;
}

/** Nullable at its outermost: what another owner of a field may promise less of. */
export function weaken(type: string): string {
  return type.endsWith('!') ? type.slice(0, -1) : type;
}
