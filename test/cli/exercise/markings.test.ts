import { openServingDatabase, prepareDatabase, type Row, snakeCase, sql } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { copyRows } from '../../../cli/exercise/copy-rows.ts';
import { generators } from '../../../cli/exercise/generators.ts';
import { domains } from '../../../cli/exercise/prepare-domains.ts';
import { createWorld } from '../../../cli/exercise/world.ts';
import { createTestDatabase } from '../../support/database.ts';
import { released } from '../../support/released.ts';
import { visibilityOf } from '../../support/subgraph.ts';

const options = { seed: 1, size: 'small', until: '2026-02-01' } as const;
const callers = [
  visibilityOf('XAB', { groups: ['HEALTH', 'PARTNERS', 'PUBLIC'] }),
  visibilityOf('XAB', { groups: ['HEALTH', 'PARTNERS', 'PUBLIC'], purpose: 'REPORTING' }),
  visibilityOf('XAC'),
  visibilityOf('PUBLIC', { purpose: 'PUBLIC_INFO' }),
];

const generated = generators.map(({ subgraph, generate }) => {
  const tables = Object.entries(generate(createWorld(options)));
  return [subgraph, tables.map(([table, rows]) => [table, [...rows]] as const)] as const;
});
const records = generated
  .flatMap(([, tables]) => tables.flatMap(([table, rows]) => rows.map((row) => ({ table, row }))))
  .filter(({ row }) => 'marking_policy_id' in row);

describe("an exercise's markings", () => {
  it('are of every kind', () => {
    const share = (holds: (row: Row) => boolean) =>
      records.filter(({ row }) => holds(row)).length / records.length;
    const of = (column: string, row: Row) => (row[column] ?? []) as readonly string[];
    const now = Date.now();
    const kinds = {
      public: share((row) => of('marking_releasable_to', row).includes('PUBLIC')),
      partners: share((row) => of('marking_releasable_to', row).includes('PARTNERS')),
      named: share((row) => row['marking_sensitivity'] === 'HIGH'),
      group: share((row) => of('marking_releasable_to', row).includes('HEALTH')),
      unmarked: share((row) => row['marking_policy_id'] === null),
      excluding: share((row) => of('marking_excluded', row).length > 0),
      'for one purpose': share((row) => of('marking_purposes', row).length === 1),
      'to be reviewed': share((row) => Date.parse(String(row['marking_review_at'])) > now),
      'overdue for review': share((row) => Date.parse(String(row['marking_review_at'])) < now),
    };
    for (const [kind, found] of Object.entries(kinds)) {
      expect([kind, found > 0.004]).toEqual([kind, true]);
    }
  });

  it('are the same whenever the exercise is made', () => {
    const again = generators.flatMap(({ generate }) =>
      Object.values(generate(createWorld(options))).flatMap((rows) => [...rows]),
    );
    const before = generated.flatMap(([, tables]) => tables.flatMap(([, rows]) => rows));
    expect(again).toEqual(before);
  });

  it("stand with ids that name the record's type, by which it is marked anew", () => {
    const wrong = records.filter(({ table, row }) => {
      const entity = domains
        .flatMap(({ entities }) => [...entities.values()])
        .find((one) => one.table === table);
      const kind = String(row['id']).split(':')[1] ?? '';
      return entity === undefined || snakeCase(entity.type) !== kind.replaceAll('-', '_');
    });
    expect(wrong.map(({ row }) => row['id']).slice(0, 5)).toEqual([]);
  });
});

describe.each(generated)('the database of %s', (name, tables) => {
  it('gives each caller what is released to it, of every table', async () => {
    const subgraph = domains.find(({ definition }) => definition.name === name);
    if (subgraph === undefined) throw new Error(name);
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const rights = await prepareDatabase(subgraph, database.url, 'exercise');
    const serving = openServingDatabase(database.url, rights);
    try {
      for (const [table, rows] of tables) {
        await client.query(`delete from "${table}"`);
        await copyRows(client, table, rows);
      }
      const types = new Map([...subgraph.entities].map(([type, { table }]) => [table, type]));
      for (const who of callers) {
        for (const [table, rows] of tables) {
          const [first] = rows;
          if (first === undefined || !('marking_policy_id' in first)) continue;
          const now = Date.now();
          const expected = rows.filter((row) => released(row, who, types.get(table) ?? '', now));
          const found = await sql<{ id: string }>`
            select id from ${sql.table(table)} order by id`.execute(serving.as(who));
          expect([table, found.rows.map(({ id }) => id)]).toEqual([
            table,
            expected.map((row) => String(row['id'])).sort(),
          ]);
        }
      }
    } finally {
      await serving.close();
      await client.end();
      await database.drop();
    }
  });
});
