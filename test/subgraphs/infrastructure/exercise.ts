import type { Row } from '@entente/kit';
import { generateInfrastructure } from '../../../cli/exercise/infrastructure.ts';
import { lastDay } from '../../../cli/exercise/load-small.ts';
import { createWorld, type World } from '../../../cli/exercise/world.ts';
import { infrastructure } from '../../../subgraphs/infrastructure/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

export type Tables = Readonly<Record<string, readonly Row[]>>;

export interface Exercise {
  readonly world: World;
  /** The rows that were loaded, by table. */
  readonly tables: Tables;
  readonly subgraph: TestSubgraph;
}

const options = { seed: 11, size: 'small', until: lastDay() } as const;

/** The rows of a small exercise that tells of nothing still to come. */
export function exerciseRows(): { readonly world: World; readonly tables: Tables } {
  const world = createWorld(options);
  const tables = Object.entries(generateInfrastructure(world)).map(
    ([table, rows]) => [table, [...rows]] as const,
  );
  return { world, tables: Object.fromEntries(tables) };
}

/** The subgraph over a database that holds a small exercise. */
export async function openExercise(): Promise<Exercise> {
  const { world, tables } = exerciseRows();
  const subgraph = await openTestSubgraph(infrastructure);
  await subgraph.load(tables);
  return { world, tables, subgraph };
}

/** Rows of a table; fails where there is no such table. */
export function rowsOf(tables: Tables, table: string): readonly Row[] {
  const rows = tables[table];
  if (rows === undefined || rows.length === 0) throw new Error(`No rows for ${table}.`);
  return rows;
}

/** Sum of a column, nulls left out. */
export function sum(rows: readonly Row[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);
}
