import { createHash } from 'node:crypto';
import { parseId } from '@entente/kit';
import type { CellContext } from '../cells/read-cell.ts';
import { type FileProblem, fileProblem } from '../file-problem.ts';
import type { ImportDefaults } from './import-defaults.ts';
import { lackOf } from './lacks.ts';
import { type Marking, publicMarking } from './marking.ts';
import { recordColumns } from './record-columns.ts';
import type { RecordKind, Row, Values } from './record-kind.ts';

/** A record that is ready to be written: every column of its table but revision and changed_at. */
export interface ImportRecord {
  /** Line, feature or record of the file. */
  readonly at: number;
  readonly id: string;
  readonly row: Row;
  /** The title or id of the source; its id takes the place in `row` when it is written. */
  readonly source: string | null;
}

export interface RecordContext extends CellContext {
  readonly defaults: ImportDefaults;
}

/** Makes a record of the values of one row, or says what they lack. */
export function importRecord(
  kind: RecordKind,
  at: number,
  values: Values,
  { defaults }: RecordContext,
): ImportRecord | FileProblem {
  const bad = (tag: string | null, value: string | null, wrong: string, advice: string) =>
    fileProblem(at, tag, value, wrong, advice);
  if (values['exercise'] === true) {
    return bad('#meta+exercise', 'true', 'This is exercise data.', 'It never enters a real hub.');
  }
  const own = ownValues(kind, values);
  const wrong = kind.check(own);
  if (wrong !== null) return bad(wrong.tag, null, wrong.wrong, wrong.advice);

  const owner = text(values['owner']) ?? defaults.owner;
  if (owner === null) return lackOf(at, 'owner');
  const id = text(values['id']) ?? derivedId(kind, owner, own);
  const parsed = parseId(id);
  if (parsed?.owner !== owner || parsed.type !== kind.type) {
    return bad(
      '#meta+id',
      id,
      'The id does not fit.',
      `Write ${owner}:${kind.type}:<local>, or leave it blank.`,
    );
  }
  const source = text(values['source']) ?? defaults.source;
  if (source === null) return lackOf(at, 'source');
  const marking = markingOf(kind, values, defaults.marking);
  if (marking === null) return lackOf(at, 'marking');
  const observed = text(values['observed_at']) ?? kind.observedAt(own);
  const row = {
    id,
    owner_code: owner,
    ...markingRow(marking, owner),
    observed_at: observed,
    as_of: text(values['as_of']) ?? observed,
    valid_until: text(values['valid_until']),
    exercise: false,
    ...kind.toRow(own, marking),
  };
  return { at, id, row, source };
}

/** The same fact has the same id in every file: the id is made of what says which fact it is. */
function derivedId(kind: RecordKind, owner: string, values: Values): string {
  const key = kind.naturalKey.map((name) => values[name] ?? null);
  const hash = createHash('sha256').update(JSON.stringify(key)).digest('hex');
  return `${owner}:${kind.type}:${hash.slice(0, 32)}`;
}

function ownValues(kind: RecordKind, values: Values): Values {
  return Object.fromEntries(kind.columns.map(({ name }) => [name, values[name] ?? null]));
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function markingOf(kind: RecordKind, values: Values, defaults: Partial<Marking>): Marking | null {
  const given = Object.fromEntries(
    recordColumns.flatMap(({ name }) => {
      const value = values[name] ?? null;
      return value === null ? [] : [[name, value]];
    }),
  );
  const marking = {
    classification: 'RESTRICTED_SHARING',
    sensitivity: 'MODERATE',
    tlp: 'AMBER',
    releasable_to: [],
    excluded: [],
    purposes: [],
    ...(kind.published ? publicMarking : {}),
    ...defaults,
    ...given,
  };
  return marking.releasable_to.length === 0 || marking.purposes.length === 0 ? null : marking;
}

function markingRow(marking: Marking, originator: string): Row {
  return {
    marking_policy_id: policyId,
    marking_classification: marking.classification,
    marking_sensitivity: marking.sensitivity,
    marking_tlp: marking.tlp,
    marking_originator: originator,
    marking_releasable_to: marking.releasable_to,
    marking_excluded: marking.excluded,
    marking_purposes: marking.purposes,
  };
}

/** The hub's civil sharing policy, in the sense of STANAG 4774. */
const policyId = 'CIVIL-1';
