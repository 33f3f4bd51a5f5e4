import { type Database, type Row, sql } from '@entente/kit';
import { stringify } from 'csv-stringify/sync';
import { cellText } from '../import/cells/write-cell.ts';
import { guardFormula } from '../import/hxl/formula-guard.ts';
import { recordColumns } from '../import/kinds/record-columns.ts';
import type { RecordKind } from '../import/kinds/record-kind.ts';
import { isProblem } from '../terminal/problem.ts';
import type { Exporter } from './exporter.ts';
import { sourceTitles } from './source-titles.ts';

/** Rows of one page: a page is in memory as a whole. */
const pageSize = 2_000;

/** Records of a kind as a table: headers, HXL tags, then one row per record in the order of ids. */
export function hxlTable(kind: RecordKind): Exporter {
  const columns = [...kind.columns, ...recordColumns];
  return {
    name: kind.name,
    format: 'hxl',
    async *parts(store) {
      const reference = await store.database('reference');
      if (isProblem(reference)) return reference;
      const database = await store.database(kind.subgraph);
      if (isProblem(database)) return database;
      const titles = await sourceTitles(reference);
      yield stringify([columns.map(({ header }) => header), columns.map(({ tag }) => tag)]);
      for await (const rows of pages(database, kind)) {
        yield stringify(
          rows.map((row) =>
            columns.map(({ name }) => {
              const text = String(row[name] ?? '');
              return guardFormula((name === 'source' ? (titles.get(text) ?? text) : text).trim());
            }),
          ),
        );
      }
      return undefined;
    },
  };
}

/** Pages by id, all of one moment: rows that change meanwhile are seen as they were. */
async function* pages(database: Database, kind: RecordKind): AsyncGenerator<readonly Row[]> {
  const columns = [...kind.columns, ...recordColumns].map(
    ({ name, cell, sql: value }) => `${cellText(cell, value)} as "${name}"`,
  );
  const transaction = await database
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .execute();
  try {
    for (let last = ''; ; ) {
      const { rows } = await sql<Row>`
        select ${sql.raw(columns.join(', '))} from ${sql.table(kind.table)} as t
        where t.id > ${last} order by t.id limit ${sql.lit(pageSize)}
      `.execute(transaction);
      if (rows.length > 0) yield rows;
      if (rows.length < pageSize) return;
      last = String(rows.at(-1)?.['id']);
    }
  } finally {
    await transaction.rollback().execute();
  }
}
