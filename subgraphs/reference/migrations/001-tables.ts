import { sqlMigration } from '@entente/kit';
import { crossingTables } from './tables/crossings.ts';
import { figureTables } from './tables/figures.ts';
import { partnerTables } from './tables/partners.ts';
import { placeTables } from './tables/places.ts';

/** The tables of the first release. Frozen: a change is a migration of its own. */
export const tables = sqlMigration(
  [partnerTables, placeTables, figureTables, crossingTables].join('\n'),
);
