import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Row } from '@entente/kit';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Rows whose text is joined into one chunk of the stream. */
const chunkRows = 500;

/**
 * Loads rows with COPY. All rows have the columns of the first.
 *
 * @param onRows told how many rows more are on their way
 * @returns how many rows were loaded
 */
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  rows: Iterable<Row>,
  onRows: (count: number) => void = () => undefined,
): Promise<number> {
  const iterator = rows[Symbol.iterator]();
  const first = iterator.next();
  if (first.done) return 0;
  const columns = Object.keys(first.value);
  const json = await jsonColumns(client, table);
  const quoted = columns.map((column) => `"${column}"`).join(', ');
  let count = 0;
  const sent = (more: number) => {
    count += more;
    onRows(more);
  };
  function* text(): Generator<string> {
    let chunk: string[] = [];
    for (let next: IteratorResult<Row> | typeof first = first; !next.done; next = iterator.next()) {
      const row: Row = next.value;
      chunk.push(columns.map((column) => csvCell(row[column], json.has(column))).join(','));
      if (chunk.length < chunkRows) continue;
      yield `${chunk.join('\n')}\n`;
      sent(chunk.length);
      chunk = [];
    }
    if (chunk.length > 0) yield `${chunk.join('\n')}\n`;
    sent(chunk.length);
  }
  const into = await directly(client, table);
  const stream = client.query(copyFrom(`copy "${into}" (${quoted}) from stdin with (format csv)`));
  await pipeline(Readable.from(text(), { objectMode: true }), stream);
  if (!stream.closed) await once(stream, 'close');
  if (into !== table) {
    await client.query(`insert into "${table}" (${quoted}) select ${quoted} from "${into}"`);
    await client.query(`drop table "${into}"`);
  }
  return count;
}

/** PostgreSQL copies into no table whose rows are secured, but for superusers: then by a detour. */
async function directly(client: pg.ClientBase, table: string): Promise<string> {
  const { rows } = await client.query<{ secured: boolean }>(
    'select row_security_active($1::regclass) as secured',
    [`"${table}"`],
  );
  if (rows[0]?.secured !== true) return table;
  const detour = `${table}_copied`;
  await client.query(`create temporary table "${detour}" as table "${table}" with no data`);
  return detour;
}

/** PostgreSQL's CSV: an empty cell is null, a quoted one is text. */
function csvCell(value: unknown, json: boolean): string {
  if (value === null || value === undefined) return '';
  return `"${(json ? JSON.stringify(value) : cellText(value)).replaceAll('"', '""')}"`;
}

function cellText(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return `{${value.map((one) => JSON.stringify(String(one))).join(',')}}`;
}

async function jsonColumns(client: pg.ClientBase, table: string): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns
     where table_schema = current_schema and table_name = $1 and data_type = 'jsonb'`,
    [table],
  );
  return new Set(rows.map((row) => row.column_name));
}
