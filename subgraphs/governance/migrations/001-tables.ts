import { sqlMigration } from '@entente/kit';
import { bodies } from './tables/bodies.ts';
import { decisions } from './tables/decisions.ts';
import { milestones } from './tables/milestones.ts';
import { zones } from './tables/zones.ts';

/** The tables of the first release. Frozen: a change is a migration of its own. */
export const tables = sqlMigration([bodies, milestones, zones, decisions].join('\n'));
