/** One thing that is wrong in a file, told so that the person who keeps the file can put it right. */
export interface FileProblem {
  /** Line, feature or record number, counted from 1; null when the whole file is meant. */
  readonly at: number | null;
  /** HXL tag, property or figure; null when the whole row is meant. */
  readonly column: string | null;
  /** The value as it stands in the file, shortened; null when there is none. */
  readonly value: string | null;
  readonly wrong: string;
  readonly advice: string;
}

const longestValue = 80;

/** A problem at a place in the file; `value` is shortened so that a report stays readable. */
export function fileProblem(
  at: number | null,
  column: string | null,
  value: string | null,
  wrong: string,
  advice: string,
): FileProblem {
  const shown =
    value !== null && value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
  return { at, column, value: shown, wrong, advice };
}
