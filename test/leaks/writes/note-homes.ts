import type { Row } from '@entente/kit';
import { canariesIn } from './draw.ts';
import type { Call, Operation } from './operation.ts';

/** The texts of an input belong to the record that was made of it. */
export function noteHomes(
  homes: Map<string, string | null>,
  { calls }: Operation,
  body: string,
): void {
  const { data } = JSON.parse(body) as { data?: Readonly<Record<string, Row | null>> | null };
  for (const call of calls) noteMade(homes, call, data?.[call.alias]);
}

function noteMade(
  homes: Map<string, string | null>,
  { args }: Call,
  answer: Row | null | undefined,
): void {
  const { input, inputs } = args;
  if (answer == null || 'id' in args) return;
  const note = (texts: unknown, made: Row): void => {
    const [id] = /[A-Z]{3}:[^"]+/.exec(JSON.stringify(made)) ?? [];
    if (id === undefined) return;
    for (const text of canariesIn(texts)) {
      homes.set(text, !homes.has(text) || homes.get(text) === id ? id : null);
    }
  };
  if (input !== undefined) note(input, answer);
  const rows = (answer['rows'] ?? []) as readonly Row[];
  if (Array.isArray(inputs)) rows.forEach((row, index) => void note(inputs[index], row));
}
