import type { TypeNode } from 'graphql';
import type { ContextWay, PathStep, RequiredSelection } from '../plan.ts';
import type { WantedField } from './place.ts';

/** A fetch while the plan is made. */
export interface FetchDraft {
  readonly kind: 'root' | 'entities' | 'objects';
  readonly subgraph: string;
  readonly level: number;
  /** Where the entities, or the nested `Query` objects, are. */
  readonly path: readonly PathStep[];
  readonly selection: SelectionDraft;
  /** Of entities, by type. */
  readonly representations: Map<string, RepresentationDraft>;
  /** Of entities: values out of contexts, by what tells them apart. */
  readonly contexts: Map<string, ContextDraft>;
  /** Fetches that bring what this one needs; each has a lower level. */
  readonly after: Set<FetchDraft>;
}

/** A variable of the document for an argument of `@fromContext`. */
export interface ContextDraft {
  readonly variable: string;
  readonly type: TypeNode;
  readonly ways: readonly ContextWay[];
}

export interface SelectionDraft {
  readonly fields: Map<string, FieldDraft>;
  /** What is asked of one type alone. */
  readonly on: Map<string, SelectionDraft>;
}

export interface FieldDraft {
  readonly field: WantedField;
  /** As the subgraph declares it; null for `__typename`. */
  readonly type: TypeNode | null;
  /** Null for a leaf. */
  readonly inner: SelectionDraft | null;
}

export interface RepresentationDraft {
  /** What `__typename` may be in the answer. */
  readonly names: readonly string[];
  /** What it is for the subgraph. */
  readonly as: string;
  readonly selections: RequiredSelection[];
}

/** A name for a variable that none of the client's has. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  return taken.has(wanted) ? freeName(`_${wanted}`, taken) : wanted;
}

export function emptySelection(): SelectionDraft {
  return { fields: new Map(), on: new Map() };
}

export function selectionOn({ on }: SelectionDraft, type: string): SelectionDraft {
  const known = on.get(type);
  if (known !== undefined) return known;
  const made = emptySelection();
  on.set(type, made);
  return made;
}

/** Adds to what a representation holds; what it has already is not added again. */
export function addRequired(
  target: RequiredSelection[],
  selections: readonly RequiredSelection[],
): void {
  for (const selection of selections) {
    const index = target.findIndex((one) => isSame(one, selection));
    const known = target[index];
    if (known === undefined) target.push(selection);
    else if (known.selections !== null && selection.selections !== null) {
      const inner = [...known.selections];
      addRequired(inner, selection.selections);
      target[index] = { ...known, selections: inner };
    }
  }
}

function isSame(a: RequiredSelection, b: RequiredSelection): boolean {
  if (a.kind === 'field') return b.kind === 'field' && a.name === b.name && a.as === b.as;
  return b.kind === 'types' && a.names.join() === b.names.join();
}
