import type { TableRows } from '@entente/kit';
import { consignmentRows } from './aid-logistics/consignment-rows.ts';
import { corridorCapacityRows } from './aid-logistics/corridor-capacity-rows.ts';
import { flowCountRows } from './aid-logistics/flow-count-rows.ts';
import { simulateLoads } from './aid-logistics/loads.ts';
import { marketPriceRows } from './aid-logistics/market-price-rows.ts';
import { movementRequestRows } from './aid-logistics/movement-request-rows.ts';
import { stockReportRows } from './aid-logistics/stock-report-rows.ts';
import type { World } from './world.ts';

/**
 * Aid of the exercise. Loads are simulated once; consignments, counts and prices follow from the
 * same loads, so that what the tables say of each other fits.
 */
export function generateAidLogistics(world: World): TableRows {
  const loads = simulateLoads(world);
  return {
    consignment: consignmentRows(world, loads),
    flow_count: flowCountRows(world, loads),
    movement_request: movementRequestRows(world),
    stock_report: stockReportRows(world),
    corridor_capacity: corridorCapacityRows(world, loads),
    market_price: marketPriceRows(world, loads),
  };
}
