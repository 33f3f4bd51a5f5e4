import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from '@entente/kit';
import { generators } from '../../cli/exercise/generators.ts';
import { createWorld, type ExerciseOptions, type World } from '../../cli/exercise/world.ts';

/** The running stack of this test run, filled with a small exercise: see `global-stack.ts`. */
export interface ExerciseStack {
  readonly endpoint: string;
  readonly exercise: ExerciseOptions;
}

export const exerciseStackVariable = 'TEST_EXERCISE_STACK';

export function exerciseStack(): ExerciseStack {
  const text = process.env[exerciseStackVariable];
  if (text === undefined) throw new Error(`${exerciseStackVariable} is not set: run npm test.`);
  return JSON.parse(text) as ExerciseStack;
}

/** Sends one operation through the gateway; throws where the answer has errors. */
export async function ask<Data>(
  source: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  const response = await fetch(exerciseStack().endpoint, {
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
export function exerciseRows(subgraph: string, table: string): readonly Row[] {
  const key = `${subgraph} ${table}`;
  if (!made.has(key)) {
    const generator = generators.find((one) => one.subgraph === subgraph);
    made.set(key, [...(generator?.generate(exerciseWorld())[table] ?? [])]);
  }
  return made.get(key) ?? [];
}

export function exerciseWorld(): World {
  return createWorld(exerciseStack().exercise);
}
