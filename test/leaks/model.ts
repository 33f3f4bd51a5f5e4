import type { HubState, Purpose } from '../../schema/hub-state.ts';

/** One random world: subgraphs, their types, records, and who shares what with whom. */
export interface Model {
  readonly subgraphs: readonly SubgraphModel[];
  readonly types: readonly TypeModel[];
  readonly records: ReadonlyMap<string, Item>;
  readonly policy: Pick<HubState, 'groups' | 'agreements' | 'partnerStatus'>;
  readonly principals: readonly PrincipalModel[];
}

export interface SubgraphModel {
  readonly name: string;
  /** `HUB` or a partner. */
  readonly operator: string;
  readonly conduct: Conduct;
}

/**
 * `everything`: shows withheld records. `unmarked`: without markings as well. `forging`: gives
 * others' records markings that are open. `swapping`: answers about another record than was asked.
 * `adding`: sends what nobody asked for.
 */
export type Conduct = 'honest' | 'everything' | 'unmarked' | 'forging' | 'swapping' | 'adding';

export interface TypeModel {
  readonly name: string;
  /** Under markings; else an entity that everyone may see. */
  readonly marked: boolean;
  /** Its owner gives markings as one text, too. */
  readonly asText: boolean;
  readonly owner: string;
  readonly fields: readonly FieldModel[];
}

/** A field of a type, or of the root: resolved by one subgraph. */
export type FieldModel = TextField | ReferenceField;

export interface TextField {
  readonly kind: 'text';
  readonly name: string;
  readonly subgraph: string;
  /** What it needs of the record: a text, or a text of what a single reference leads to. */
  readonly requires: readonly (string | { readonly reference: string; readonly text: string })[];
}

export interface ReferenceField {
  readonly kind: 'reference';
  readonly name: string;
  readonly subgraph: string;
  /** Object types, more than one behind the union of that name or the interface. */
  readonly target: Target;
  readonly shape: 'one' | 'list' | 'strict-list' | 'nested-list' | 'connection' | 'holder';
}

export interface Target {
  readonly kind: 'object' | 'union' | 'interface';
  readonly name: string;
  readonly types: readonly string[];
}

/** A record or another entity. */
export interface Item {
  readonly id: string;
  readonly type: string;
  readonly marking: MarkingModel | null;
  /** Ids, by field. */
  readonly references: Readonly<Record<string, readonly string[]>>;
}

export interface MarkingModel {
  readonly policyId: string;
  readonly originator: string;
  readonly releasableTo: readonly string[];
  readonly excluded: readonly string[];
  readonly purposes: readonly Purpose[];
  readonly reviewAt: string | null;
}

export interface PrincipalModel {
  readonly partner: string;
  readonly purpose: Purpose;
}

/** The value of a text: it names the record, and the field. */
export function textOf(id: string, field: string): string {
  return `<${id} ${field}>`;
}

export function ownerOf(id: string): string {
  return id.slice(0, id.indexOf(':'));
}

export function typeOf(model: Model, name: string): TypeModel {
  const type = model.types.find((one) => one.name === name);
  if (type === undefined) throw new Error(`no type ${name}`);
  return type;
}

export function subgraphOf(model: Model, name: string): SubgraphModel {
  const subgraph = model.subgraphs.find((one) => one.name === name);
  if (subgraph === undefined) throw new Error(`no subgraph ${name}`);
  return subgraph;
}
