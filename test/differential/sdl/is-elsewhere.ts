import { directiveTexts, fieldsOf, type ParsedSubgraph } from '../parsed-subgraph.ts';

/** Whether `@override` lets the field be resolved in another subgraph alone. */
export function isElsewhere(
  subgraph: ParsedSubgraph,
  typeName: string,
  fieldName: string,
  all: readonly ParsedSubgraph[],
): boolean {
  return all.some(({ name, types }) => {
    const field = fieldsOf(types.get(typeName)).find((one) => one.name.value === fieldName);
    if (field === undefined) return false;
    const [from] = directiveTexts(field, 'override', 'from');
    const [label = 'percent(100)'] = directiveTexts(field, 'override', 'label');
    // With a share in between, each of the two may be asked.
    if (name === subgraph.name) return from !== undefined && label === 'percent(0)';
    return from === subgraph.name && label === 'percent(100)';
  });
}
