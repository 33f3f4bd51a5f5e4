import { recordColumns } from '../kinds/record-columns.ts';
import type { RecordKind } from '../kinds/record-kind.ts';
import type { Destination } from './format.ts';

/** Columns that are decided anew by every import, whether the file names them or not. */
const decided = new Set(['observed_at', 'as_of', 'source_id', 'owner_code']);

/** Where records of a kind go; columns of which the file gives nothing stay as they are. */
export function recordDestination(kind: RecordKind, given: ReadonlySet<string>): Destination {
  const columns = [...kind.columns, ...recordColumns];
  const named = new Set(columns.filter(({ name }) => given.has(name)).map(({ target }) => target));
  const kept = columns
    .map(({ target }) => target)
    .filter((target) => !named.has(target) && !decided.has(target))
    .filter((target) => !target.startsWith('marking_'));
  return {
    name: kind.name,
    subgraph: kind.subgraph,
    table: kind.table,
    key: 'id',
    kept: new Set(kept),
    merged: {},
  };
}
