import { argument, textOf } from '../../schema/linked-directives.ts';
import { namedType, type SupergraphModel } from './supergraph-model.ts';

export interface FieldRead {
  readonly type: string;
  readonly field: string;
}

/**
 * The fields that filters, orders and dimensions read (`@reads`), by coordinate. The record is told
 * by the name of its filter: `ProjectFilter` reads a Project, and a dimension what the filter beside
 * it reads. Where the name tells nothing, every field of that name counts as read.
 *
 * @param readsDirective the name that `@reads` has in the supergraph
 */
export function fieldsRead(
  model: SupergraphModel,
  readsDirective: string,
): ReadonlyMap<string, readonly FieldRead[]> {
  const beside = filtersBeside(model);
  const read = new Map<string, readonly FieldRead[]>();
  for (const { name, parts } of model.values()) {
    for (const part of parts) {
      const directive = part.directives?.find((one) => one.name.value === readsDirective);
      const field = directive && textOf(argument(directive, 'field'));
      if (field === undefined || field === null) continue;
      const named = [name, ...(beside.get(name) ?? [])].flatMap(
        (one) => model.get(one.replace(/(Filter|Order)$/, '')) ?? [],
      );
      const records = named.filter(({ name: type, kind, fields }) => {
        return type !== name && kind !== 'input' && fields.has(field);
      });
      const holders =
        records.length > 0
          ? records
          : [...model.values()].filter(({ fields }) => fields.has(field));
      const types = new Set(holders.flatMap(({ possible }) => possible));
      read.set(
        `${name}.${part.name.value}`,
        [...types].map((type) => ({ type, field })),
      );
    }
  }
  return read;
}

/** Filters that stand among the arguments of a field together with another input. */
function filtersBeside(model: SupergraphModel): ReadonlyMap<string, ReadonlySet<string>> {
  const beside = new Map<string, Set<string>>();
  for (const { fields } of model.values()) {
    for (const { arguments: list = [] } of fields.values()) {
      const names = list.map(({ type }) => namedType(type));
      for (const filter of names.filter((one) => one.endsWith('Filter'))) {
        for (const name of names) {
          const known = beside.get(name);
          if (known === undefined) beside.set(name, new Set([filter]));
          else known.add(filter);
        }
      }
    }
  }
  return beside;
}
