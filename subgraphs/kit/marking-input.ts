import type { Row } from './database.ts';
import { clientError } from './errors.ts';

/** Columns of a marking and what they are to hold; of a record's own columns nothing else changes. */
export type MarkingColumns = Readonly<Record<string, unknown>>;

/** `MarkingInput` of the contract. */
export interface MarkingInput {
  readonly policyId: string;
  readonly classification: string;
  readonly sensitivity: string;
  readonly tlp: string;
  readonly releasableTo: readonly string[];
  readonly excluded: readonly string[];
  readonly purposes: readonly string[];
  readonly reviewAt?: string | null;
  readonly successor?: string | null;
}

/** Codes in one list at most. */
export const maxCodes = 200;

const codePattern = /^[A-Z][A-Z0-9_-]{1,31}$/;
const textPattern = /^[\x21-\x7e]{1,200}$/;

/** A marking as columns, but for when and by whom it was set. */
export function markingInputColumns(marking: MarkingInput): MarkingColumns {
  return {
    marking_policy_id: textOf('policyId', marking.policyId),
    marking_classification: marking.classification,
    marking_sensitivity: marking.sensitivity,
    marking_tlp: marking.tlp,
    marking_releasable_to: codesOf('releasableTo', marking.releasableTo),
    marking_excluded: codesOf('excluded', marking.excluded),
    marking_purposes: [...new Set(marking.purposes)],
    marking_review_at: marking.reviewAt ?? null,
    marking_successor: marking.successor == null ? null : textOf('successor', marking.successor),
  };
}

/** Codes of partners or groups, each once. */
export function codesOf(name: string, codes: readonly string[]): readonly string[] {
  const different = [...new Set(codes)];
  if (different.length > maxCodes) {
    throw clientError('BAD_USER_INPUT', `\`${name}\` holds at most ${maxCodes} codes.`);
  }
  const wrong = different.find((code) => !codePattern.test(code));
  if (wrong !== undefined) {
    throw clientError('BAD_USER_INPUT', `\`${name}\`: ${wrong} is no code of a partner or group.`);
  }
  return different;
}

function textOf(name: string, text: string): string {
  if (textPattern.test(text)) return text;
  throw clientError('BAD_USER_INPUT', `\`${name}\` must be 1 to 200 characters without spaces.`);
}

/** The marking of a new record that comes without one: its owner alone sees it. */
export const ownerOnly: MarkingInput = {
  policyId: 'OWNER-ONLY',
  classification: 'RESTRICTED_SHARING',
  sensitivity: 'MODERATE',
  tlp: 'AMBER_STRICT',
  releasableTo: [],
  excluded: [],
  purposes: ['COORDINATION'],
};

/** The marking of a record, to give another record the same; null where it has none. */
export function markingInputOf(row: Row): MarkingInput | null {
  if (row['marking_policy_id'] == null) return null;
  const texts = (name: string) => (row[name] ?? []) as readonly string[];
  const text = (name: string) => (row[name] == null ? null : String(row[name]));
  return {
    policyId: String(row['marking_policy_id']),
    classification: String(row['marking_classification']),
    sensitivity: String(row['marking_sensitivity']),
    tlp: String(row['marking_tlp']),
    releasableTo: texts('marking_releasable_to'),
    excluded: texts('marking_excluded'),
    purposes: texts('marking_purposes'),
    reviewAt: text('marking_review_at'),
    successor: text('marking_successor'),
  };
}
