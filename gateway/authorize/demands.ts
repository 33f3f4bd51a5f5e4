import { type AnyOf, both, simplest } from './dnf.ts';
import type { ReadRule, Rule } from './rule.ts';
import { rule } from './rule.ts';
import { type ModelType, namedType, type SupergraphModel } from './supergraph-model.ts';

/** A rule that reading something asks for, and why. */
export interface Demand {
  readonly rule: Rule;
  /** Where the directive stands: `Project.budget`, or a type's name. */
  readonly at: string;
  /** What leads there: `Project.cost needs Project.budget (@requires)`; null for the field itself. */
  readonly via: string | null;
}

/** What stands on fields and types themselves: the demands before plans are thought of. */
export interface OwnDemands {
  /** Of an object type, a leaf, or what all possible types of an abstract one ask for. */
  readonly ofType: (type: string) => readonly Demand[];
  /** Of a field of an object type: its own, its type's, and those of what it returns. */
  readonly ofField: (type: string, field: string) => readonly Demand[];
}

/**
 * Rules of a supergraph by type and field.
 *
 * A rule that stands on an interface holds for all implementations, asked by whatever way, unless
 * composition made it of theirs: composition gives an interface what its implementations ask for
 * together, so that an equal rule is no author's.
 */
export function readOwnDemands(model: SupergraphModel, readRule: ReadRule): OwnDemands {
  const rulesOf = ({ directives = [] }: { readonly directives?: ModelType['directives'] }) =>
    directives.flatMap((directive) => readRule(directive) ?? []);
  const types = memoize((name: string): readonly Demand[] => {
    const type = model.get(name);
    if (type === undefined) return [];
    if (type.kind === 'abstract') return sharedBy(type.possible.map(types));
    const own = demands(rulesOf(type), name);
    const inherited = type.interfaces.flatMap((each) => inheritedFrom(each));
    return distinct([...own, ...inherited]);
  });
  const inheritedFrom = memoize((name: string): readonly Demand[] => {
    const type = model.get(name);
    if (type === undefined) return [];
    const implementations = type.possible.map((one) => rulesOf(model.get(one) ?? {}));
    return demands(authored(rulesOf(type), implementations), name);
  });
  const inheritedField = memoize((coordinate: string): readonly Demand[] => {
    const [name = '', field = ''] = coordinate.split('.');
    const type = model.get(name);
    const definition = type?.fields.get(field);
    if (type === undefined || definition === undefined) return [];
    const implementations = type.possible.map((one) =>
      rulesOf(model.get(one)?.fields.get(field) ?? {}),
    );
    return demands(authored(rulesOf(definition), implementations), coordinate);
  });
  const fields = memoize((coordinate: string): readonly Demand[] => {
    const [name = '', field = ''] = coordinate.split('.');
    const type = model.get(name);
    const definition = type?.fields.get(field);
    if (type === undefined || definition === undefined) return types(name);
    return distinct([
      ...types(name),
      ...demands(rulesOf(definition), coordinate),
      ...type.interfaces.flatMap((each) => inheritedField(`${each}.${field}`)),
      ...types(namedType(definition.type)),
    ]);
  });
  return { ofType: types, ofField: (type, field) => fields(`${type}.${field}`) };
}

/** Rules of an interface that are not simply those of its implementations together. */
function authored(rules: readonly Rule[], implementations: readonly (readonly Rule[])[]) {
  return rules.filter(({ kind, anyOf, text }) => {
    const same = implementations.flat().filter((one) => one.kind === kind);
    if (kind === 'authenticated' || anyOf === null) return same.length === 0;
    if (same.length === 0) return true;
    const together = same.reduce<AnyOf | null>(
      (all, one) => all && both(all, one.anyOf ?? []),
      [[]],
    );
    return together === null || rule(kind, simplest(together))?.text !== text;
  });
}

/** What every one of several asks for: the rule, wherever each has it. */
function sharedBy(all: readonly (readonly Demand[])[]): readonly Demand[] {
  const [first = [], ...others] = all;
  return first.filter((demand) =>
    others.every((other) => other.some(({ rule: { text } }) => text === demand.rule.text)),
  );
}

function demands(rules: readonly Rule[], at: string): readonly Demand[] {
  return rules.map((one) => ({ rule: one, at, via: null }));
}

export function distinct(list: readonly Demand[]): readonly Demand[] {
  const seen = new Map<string, Demand>();
  for (const demand of list) {
    const key = `${demand.rule.text} ${demand.at}`;
    if (!seen.has(key)) seen.set(key, demand);
  }
  return [...seen.values()];
}

function memoize<Value>(read: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const value = known.get(key);
    if (value !== undefined) return value;
    const made = read(key);
    known.set(key, made);
    return made;
  };
}
