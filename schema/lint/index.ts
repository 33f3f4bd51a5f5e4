import { connectionShape } from './connection-shape.ts';
import { listArguments } from './list-arguments.ts';
import { noPersons } from './no-persons.ts';
import { nullableReferences } from './nullable-references.ts';
import { orderValues } from './order-values.ts';
import { ownMarkings } from './own-markings.ts';
import { readsFields } from './reads-fields.ts';
import { recordLists } from './record-lists.ts';
import type { LintRule } from './rule.ts';

/** Every rule for contracts, in the order in which breaches are reported. */
export const lintRules: readonly LintRule[] = Object.freeze([
  noPersons,
  recordLists,
  connectionShape,
  nullableReferences,
  listArguments,
  readsFields,
  orderValues,
  ownMarkings,
]);
