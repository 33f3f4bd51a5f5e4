import { type FileProblem, fileProblem } from '../file-problem.ts';
import type { Content } from './content.ts';

/** The value of a JSON text; or the line where it stops being JSON. */
export function parseJson(text: string): Content | FileProblem {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /position (\d+)/.exec(message)?.[1];
    const end = position === undefined ? text.length : Number(position);
    return fileProblem(
      text.slice(0, end).split('\n').length,
      null,
      null,
      'The file begins like JSON but is not JSON from this line on.',
      'Check that the file is complete; a download may have been cut off.',
    );
  }
}
