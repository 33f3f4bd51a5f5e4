import {
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
} from 'graphql';
import type { ContractModel, ObjectModel } from './model.ts';

/** A filter field, order value or series dimension, and the record's field that it reads. */
export interface Reader {
  /** `ConsignmentFilter.owner`. */
  readonly coordinate: string;
  readonly kind: 'filter' | 'order' | 'dimension';
  readonly node: EnumValueDefinitionNode | InputValueDefinitionNode;
  readonly record: ObjectModel | undefined;
  /** The argument of `@reads`; undefined where the directive is missing. */
  readonly reads: string | undefined;
  readonly field: FieldDefinitionNode | undefined;
}

/** Every input field and enum value of a contract that should carry `@reads`. */
export function readersOf(model: ContractModel): readonly Reader[] {
  const filters = [...model.inputs].flatMap(([name, fields]) =>
    name.endsWith('Filter')
      ? fields.map((node) => reader(model, 'filter', name, node, recordOf(name, 'Filter')))
      : [],
  );
  const enumReaders = [...model.enums].flatMap(([name, values]) => {
    if (name.endsWith('Order')) {
      return values.map((node) => reader(model, 'order', name, node, recordOf(name, 'Order')));
    }
    if (!name.endsWith('Dimension')) return [];
    const record = recordOfDimension(model, name);
    return values.map((node) => reader(model, 'dimension', name, node, record));
  });
  return [...filters, ...enumReaders];
}

function recordOf(name: string, suffix: string): string {
  return name.slice(0, -suffix.length);
}

/** A dimension belongs to the record that the series field beside it filters. */
function recordOfDimension(model: ContractModel, dimension: string): string | undefined {
  for (const { fields } of model.objects.values()) {
    for (const { arguments: list = [] } of fields) {
      const names = list.map(({ type }) => namedType(type));
      const filter = names.find((name) => name.endsWith('Filter'));
      if (names.includes(dimension) && filter !== undefined) return recordOf(filter, 'Filter');
    }
  }
  return undefined;
}

function namedType(type: FieldDefinitionNode['type']): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function reader(
  model: ContractModel,
  kind: Reader['kind'],
  owner: string,
  node: Reader['node'],
  recordName: string | undefined,
): Reader {
  const record = recordName === undefined ? undefined : model.objects.get(recordName);
  const directive = node.directives?.find(({ name }) => name.value === 'reads');
  const value = directive?.arguments?.find(({ name }) => name.value === 'field')?.value;
  const reads = value?.kind === Kind.STRING ? value.value : undefined;
  const field = record?.fields.find(({ name }) => name.value === reads);
  return { coordinate: `${owner}.${node.name.value}`, kind, node, record, reads, field };
}
