import { GraphQLError } from 'graphql';
import { errors } from '../../lib/errors.ts';
import type { FilteredOperation } from './filter-operation.ts';

/** One error for each field that was taken out and would have been asked. */
export function refusalErrors(
  { refusals }: FilteredOperation,
  conditions: ReadonlyMap<string, boolean>,
): readonly GraphQLError[] {
  const { message } = errors.UNAUTHORIZED_FIELD_OR_TYPE;
  const told = new Set<string>();
  return refusals.flatMap(({ path, coordinate, when }) => {
    const asked = when.every(({ variable, value }) => conditions.get(variable) === value);
    const at = `${path.join('.')} ${coordinate}`;
    if (!asked || told.has(at)) return [];
    told.add(at);
    const extensions = { code: 'UNAUTHORIZED_FIELD_OR_TYPE' };
    return [new GraphQLError(`${message} (${coordinate})`, { path, extensions })];
  });
}
