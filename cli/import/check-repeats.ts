import { type FileProblem, fileProblem } from './file-problem.ts';
import type { ImportRecord } from './kinds/import-record.ts';

/**
 * Records that state the same fact. All of them are bad: which one is right cannot be told, and a
 * wrong number is worse than none.
 */
export function checkRepeats(records: readonly ImportRecord[], unit: string): FileProblem[] {
  const byId = new Map<string, number[]>();
  for (const { id, at } of records) byId.set(id, [...(byId.get(id) ?? []), at]);
  return [...byId.values()].flatMap((places) =>
    places.length === 1
      ? []
      : places.map((at) => {
          const others = places.filter((other) => other !== at).slice(0, 5);
          return fileProblem(
            at,
            null,
            null,
            others.length === 0
              ? `This ${unit} states a fact twice.`
              : `This ${unit} states the same fact as ${unit} ${others.join(', ')}.`,
            'Keep one of them.',
          );
        }),
  );
}
