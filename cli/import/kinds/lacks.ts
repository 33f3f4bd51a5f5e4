import { type FileProblem, fileProblem } from '../file-problem.ts';
import type { ImportDefaults } from './import-defaults.ts';
import type { RecordKind } from './record-kind.ts';

/** What a record cannot be without, beside its facts. */
export const lacks = Object.freeze({
  owner: {
    column: '#org+code+owner',
    wrong: 'There is no owner.',
    advice: 'Say whose records these are: --owner CODE.',
  },
  source: {
    column: '#meta+source',
    wrong: 'There is no source.',
    advice: 'Say where the file comes from: --source TITLE.',
  },
  marking: {
    column: '#access+recipients',
    wrong: 'There is no marking, which is a denial to everybody.',
    advice: 'Say who may see the records, and for what: --releasable-to CODES --purposes PURPOSES.',
  },
});

/** The problem of one row, or of the whole file (`at` null). */
export function lackOf(at: number | null, what: keyof typeof lacks): FileProblem {
  const { column, wrong, advice } = lacks[what];
  return fileProblem(at, column, null, wrong, advice);
}

/** What neither the columns of a file nor the command say: told once, not for every row. */
export function lacksOfFile(
  kind: RecordKind,
  given: ReadonlySet<string>,
  { owner, source, marking }: ImportDefaults,
): readonly FileProblem[] {
  const recipients = given.has('releasable_to') || marking.releasable_to !== undefined;
  const purposes = given.has('purposes') || marking.purposes !== undefined;
  return [
    ...(given.has('owner') || owner !== null ? [] : [lackOf(null, 'owner')]),
    ...(given.has('source') || source !== null ? [] : [lackOf(null, 'source')]),
    ...(kind.published || (recipients && purposes) ? [] : [lackOf(null, 'marking')]),
  ];
}
