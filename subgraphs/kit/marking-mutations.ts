import type { SubgraphContext } from './context.ts';
import type { Row } from './database.ts';
import type { Entity } from './entity.ts';
import { SubgraphDefinitionError } from './errors.ts';
import { changeMarking } from './marking-change.ts';
import {
  codesOf,
  type MarkingColumns,
  type MarkingInput,
  markingInputColumns,
} from './marking-input.ts';
import { everyone } from './release-rule.ts';
import type { Resolver } from './subgraph-schema.ts';

interface SetArguments {
  readonly id: string;
  readonly marking: MarkingInput;
  readonly expectedRevision: number;
}

interface ReleaseArguments {
  readonly id: string;
  readonly to: readonly string[];
}

/**
 * The resolver of a field of Mutation that marks records: `set...Marking`, `grant...Release` or
 * `revoke...Release`.
 *
 * @throws SubgraphDefinitionError where the name is none of these
 */
export function markingMutation(
  name: string,
  entities: ReadonlyMap<string, Entity>,
): Resolver<SubgraphContext> {
  if (/^set\w*Marking$/.test(name)) {
    return (_root, { id, marking, expectedRevision }: SetArguments, context) => {
      const columns = markingInputColumns(marking);
      const next = () => ({ ...columns, marking_created_at: new Date().toISOString() });
      return changeMarking(entities, { id, expectedRevision, next }, context);
    };
  }
  const change = /^grant\w*Release$/.test(name)
    ? granted
    : /^revoke\w*Release$/.test(name)
      ? revoked
      : null;
  if (change === null) {
    throw new SubgraphDefinitionError(
      `Mutation.${name}: name it set...Marking, grant...Release or revoke...Release, or give a resolver.`,
    );
  }
  return (_root, { id, to }: ReleaseArguments, context) => {
    const codes = codesOf('to', to);
    const next = (row: Row) => differing(row, change(lists(row), codes));
    return changeMarking(entities, { id, expectedRevision: null, next }, context);
  };
}

interface Lists {
  readonly releasableTo: readonly string[];
  readonly excluded: readonly string[];
}

function lists(row: Row): Lists {
  return {
    releasableTo: (row['marking_releasable_to'] ?? []) as readonly string[],
    excluded: (row['marking_excluded'] ?? []) as readonly string[],
  };
}

function granted({ releasableTo, excluded }: Lists, to: readonly string[]): Lists {
  return {
    releasableTo: [...releasableTo, ...to.filter((code) => !releasableTo.includes(code))],
    excluded: excluded.filter((code) => !to.includes(code)),
  };
}

/**
 * A group would let its members in again, so whoever is revoked is excluded as well; but for the
 * groups that everyone is in, since excluding those would exclude all.
 */
function revoked({ releasableTo, excluded }: Lists, to: readonly string[]): Lists {
  const shut = to.filter((code) => !everyone.some((group) => group === code));
  return {
    releasableTo: releasableTo.filter((code) => !to.includes(code)),
    excluded: [...excluded, ...shut.filter((code) => !excluded.includes(code))],
  };
}

/** The lists to write; null where they are what the row has: repeating a change is none. */
function differing(row: Row, next: Lists): MarkingColumns | null {
  const { releasableTo, excluded } = lists(row);
  const same =
    next.releasableTo.join() === releasableTo.join() && next.excluded.join() === excluded.join();
  if (same) return null;
  return {
    marking_releasable_to: codesOf('releasableTo', next.releasableTo),
    marking_excluded: codesOf('excluded', next.excluded),
  };
}
