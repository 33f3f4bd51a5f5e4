import { defineSubgraph, readContract } from '@entente/kit';
import { entities } from './entities.ts';
import { facilityCounts, facilityCountsOfPlace } from './facility-counts/facility-counts.ts';
import { tables } from './migrations/001-tables.ts';
import { writing } from './migrations/002-writing.ts';
import { series } from './series.ts';
import { territory } from './territory.ts';
import { writes } from './writes/writes.ts';

/** Facilities, damage, reconstruction projects, materials, services, debris and hazard surveys. */
export const infrastructure = defineSubgraph({
  name: 'infrastructure',
  contract: readContract(new URL('../../schema/infrastructure.graphql', import.meta.url)),
  migrations: { '001_tables': tables, '002_writing': writing },
  entities,
  series,
  writing: { writes, territory },
  resolvers: {
    Query: { facilityCounts },
    Place: { facilityCounts: facilityCountsOfPlace },
  },
});
