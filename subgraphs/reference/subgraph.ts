import { defineEntity, defineSubgraph, readContract } from '@entente/kit';
import { crossing } from './entities/crossing.ts';
import { crossingStatus, crossingStatusSeries } from './entities/crossing-status.ts';
import { currentStatus } from './entities/current-status.ts';
import { publishedSeries, publishedTotal } from './entities/published-total.ts';
import { facts, seeds } from './facts/facts.ts';
import { tables } from './migrations/001-tables.ts';
import { writing } from './migrations/002-writing.ts';
import { writes } from './writes/writes.ts';

/** Places, crossings, partners, plan points, sources and codes: what every domain refers to. */
export const reference = defineSubgraph({
  name: 'reference',
  contract: readContract(new URL('../../schema/reference.graphql', import.meta.url)),
  migrations: { '001_tables': tables, '002_writing': writing },
  entities: [
    defineEntity('Place', { relations: { 'Place.children': 'parent' } }),
    defineEntity('PlanningFigure'),
    publishedTotal,
    crossing,
    crossingStatus,
    defineEntity('Corridor'),
    defineEntity('Partner'),
    defineEntity('PlanPoint'),
    defineEntity('Source'),
    defineEntity('CodeList'),
  ],
  series: [publishedSeries, crossingStatusSeries],
  writing: { writes },
  resolvers: { Crossing: { currentStatus } },
  facts,
  seeds,
});
