import type { Row } from '@entente/kit';
import { generateGovernance } from '../../../cli/exercise/governance.ts';
import { createWorld, type World } from '../../../cli/exercise/world.ts';
import { governance } from '../../../subgraphs/governance/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

export interface ExerciseSubgraph {
  readonly subgraph: TestSubgraph;
  readonly world: World;
  /** The generator's rows as plain data, ordered by id. */
  readonly rows: (table: string) => readonly Row[];
}

/** Order of text as the database has it (`collate "C"`). */
export function byText(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

export function exerciseTables(world: World): Readonly<Record<string, readonly Row[]>> {
  return Object.fromEntries(
    Object.entries(generateGovernance(world)).map(([table, rows]) => {
      const plain = JSON.parse(JSON.stringify([...rows])) as Row[];
      return [table, plain.sort((a, b) => byText(a['id'], b['id']))];
    }),
  );
}

/** The governance subgraph over a small exercise. */
export async function openExerciseSubgraph(): Promise<ExerciseSubgraph> {
  const world = createWorld({ seed: 7, size: 'small', until: '2026-11-22' });
  const tables = exerciseTables(world);
  const subgraph = await openTestSubgraph(governance);
  await subgraph.load(tables);
  return { subgraph, world, rows: (table) => tables[table] ?? [] };
}
