import { type Check, sql } from '@entente/kit';
import { isFew } from './few-persons.ts';

/** Small counts of persons never enter; what an unreadable indicator counts may be persons. */
export const checkIndicatorValue: Check = async ({ row, db }) => {
  if (!isFew(row['value'])) return [];
  const { rows } = await sql`select from indicator
    where id = ${row['indicator_id']} and lower(unit) <> 'persons'`.execute(db);
  if (rows.length > 0) return [];
  return [
    {
      field: 'value',
      message: '1 to 9 persons are not stated.',
      advice: 'Report a wider place or a longer time, or nothing.',
    },
  ];
};
