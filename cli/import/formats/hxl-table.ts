import { invariant } from '../../../lib/invariant.ts';
import type { Content } from '../content/content.ts';
import { readHxl } from '../hxl/read-hxl.ts';
import { type TaggedTable, taggedTable } from '../hxl/tagged-table.ts';
import type { RecordKind } from '../kinds/record-kind.ts';
import type { Format } from './format.ts';
import { recordDestination } from './record-destination.ts';

/** A CSV table whose HXL tags are those of `kind`. */
export function hxlTable(kind: RecordKind): Format {
  return {
    name: `HXL ${kind.name}`,
    unit: 'line',
    recognises: (content) => {
      const table = tagged(content);
      return table !== null && kind.signature.every((tag) => table.tags.includes(tag));
    },
    read: (content, context) => {
      const table = tagged(content);
      invariant(table !== null, 'read only what is recognised');
      const { given, ...reading } = readHxl(kind, table, context);
      return { ...reading, destination: recordDestination(kind, given), sources: [] };
    },
  };
}

function tagged(content: Content): TaggedTable | null {
  return content.kind === 'table' ? taggedTable(content.rows) : null;
}
