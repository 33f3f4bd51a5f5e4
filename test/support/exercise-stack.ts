import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from '@entente/kit';
import { generators } from '../../cli/exercise/generators.ts';
import { createWorld, type World } from '../../cli/exercise/world.ts';
import { askBroker } from './broker.ts';
import type { ExerciseStack } from './shared-exercise.ts';

let asked: Promise<ExerciseStack> | undefined;

/** The hub that all reading tests of this run share. */
export function exerciseStack(): Promise<ExerciseStack> {
  asked ??= askBroker('exercise').then((answer) => JSON.parse(answer) as ExerciseStack);
  return asked;
}

/** Sends one operation through the gateway; throws where the answer has errors. */
export async function ask<Data>(
  source: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  const { endpoint } = await exerciseStack();
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: source, variables }),
  });
  const body = (await response.json()) as { data: Data; errors?: unknown };
  if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
  return body.data;
}

/** Asks a question of `test/e2e/questions/`, given as `aid-logistics/name` without ending. */
export async function askQuestion<Data>(
  question: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  const file = join(import.meta.dirname, '../e2e/questions', `${question}.graphql`);
  return ask<Data>(await readFile(file, 'utf8'), variables);
}

const made = new Map<string, readonly Row[]>();

/** The rows that the generator made for one table: what answers are computed from independently. */
export async function exerciseRows(subgraph: string, table: string): Promise<readonly Row[]> {
  const key = `${subgraph} ${table}`;
  const generator = generators.find((one) => one.subgraph === subgraph);
  const rows = made.get(key) ?? [...(generator?.generate(await exerciseWorld())[table] ?? [])];
  if (rows.length === 0) throw new Error(`The exercise has no rows of ${key}.`);
  made.set(key, rows);
  return rows;
}

export async function exerciseWorld(): Promise<World> {
  return createWorld((await exerciseStack()).exercise);
}
