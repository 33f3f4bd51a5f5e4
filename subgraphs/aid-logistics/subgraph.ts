import { defineEntity, defineSubgraph, readContract } from '@entente/kit';
import { consignment } from './entities/consignment.ts';
import { corridorCapacity } from './entities/corridor-capacity.ts';
import { movementRequest } from './entities/movement-request.ts';
import { stockReport } from './entities/stock-report.ts';
import { flowsOfPlanPoint } from './flows-of-plan-point.ts';
import { tables } from './migrations/001-tables.ts';
import { series } from './series.ts';

/** Consignments, counted flows, movement requests, stocks, corridors and market prices. */
export const aidLogistics = defineSubgraph({
  name: 'aid-logistics',
  contract: readContract(new URL('../../schema/aid-logistics.graphql', import.meta.url)),
  migrations: { '001_tables': tables },
  entities: [
    consignment,
    defineEntity('FlowCount'),
    movementRequest,
    stockReport,
    corridorCapacity,
    defineEntity('MarketPrice'),
  ],
  series,
  resolvers: { PlanPoint: { flowSeries: flowsOfPlanPoint } },
});
