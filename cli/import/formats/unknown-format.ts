import type { Content } from '../content/content.ts';
import { type FileProblem, fileProblem } from '../file-problem.ts';
import { taggedTable } from '../hxl/tagged-table.ts';
import { recordKinds } from '../kinds/kinds.ts';

/** Why content is in none of the formats: what is nearest, and what it lacks. */
export function unknownFormat(content: Content): FileProblem {
  if (content.kind === 'json') {
    return fileProblem(
      null,
      null,
      null,
      'This JSON is neither GeoJSON nor one of the published shapes that the hub reads.',
      'Give a GeoJSON FeatureCollection with COD-AB attribute names, or a CSV with HXL tags.',
    );
  }
  const table = taggedTable(content.rows);
  if (table === null) {
    return fileProblem(
      null,
      null,
      null,
      'The table has no row of HXL tags within its first 25 rows.',
      'Put a row such as "#date,#adm2+code,#value+trucks" between the headers and the data.',
    );
  }
  const signatures = recordKinds.map(({ name, signature }) => `${name}: ${signature.join(', ')}`);
  return fileProblem(
    table.tagLine,
    null,
    table.tags.filter((tag) => tag !== null).join(','),
    'The tags are those of no kind of record.',
    `A kind is known by its tags (${signatures.join('; ')}).`,
  );
}
