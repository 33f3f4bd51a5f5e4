import { defineEntity, defineSubgraph, readContract } from '@entente/kit';
import { consignment } from './entities/consignment.ts';
import { corridorCapacity } from './entities/corridor-capacity.ts';
import { movementRequest } from './entities/movement-request.ts';
import { stockReport } from './entities/stock-report.ts';
import { flowsOfPlanPoint } from './flows-of-plan-point.ts';
import { tables } from './migrations/001-tables.ts';
import { withdrawn } from './migrations/002-withdrawn.ts';
import { series } from './series.ts';
import { consignmentWrites } from './writes/consignment.ts';
import { corridorCapacityWrites } from './writes/corridor-capacity.ts';
import { flowCountWrites } from './writes/flow-count.ts';
import { marketPriceWrites } from './writes/market-price.ts';
import { movementRequestWrites } from './writes/movement-request.ts';
import { stockReportWrites } from './writes/stock-report.ts';

/** Consignments, counted flows, movement requests, stocks, corridors and market prices. */
export const aidLogistics = defineSubgraph({
  name: 'aid-logistics',
  contract: readContract(new URL('../../schema/aid-logistics.graphql', import.meta.url)),
  migrations: { '001_tables': tables, '002_withdrawn': withdrawn },
  entities: [
    consignment,
    defineEntity('FlowCount'),
    movementRequest,
    stockReport,
    corridorCapacity,
    defineEntity('MarketPrice'),
  ],
  series,
  writing: {
    writes: [
      consignmentWrites,
      flowCountWrites,
      movementRequestWrites,
      stockReportWrites,
      corridorCapacityWrites,
      marketPriceWrites,
    ],
  },
  resolvers: { PlanPoint: { flowSeries: flowsOfPlanPoint } },
});
