import { defineSubgraph, readContract } from '@entente/kit';
import { bodies } from './entities/bodies.ts';
import { decisions } from './entities/decisions.ts';
import { milestones } from './entities/milestones.ts';
import { zones } from './entities/zones.ts';
import { facts } from './facts/facts.ts';
import { tables } from './migrations/001-tables.ts';
import { series } from './series.ts';
import { zoneClass } from './zone-class.ts';

/** Bodies and mandates, milestones, zones, decisions: what the plan says and how far it is. */
export const governance = defineSubgraph({
  name: 'governance',
  contract: readContract(new URL('../../schema/governance.graphql', import.meta.url)),
  migrations: { '001_tables': tables },
  entities: [...bodies, ...milestones, ...zones, ...decisions],
  series,
  resolvers: { Zone: { class: zoneClass } },
  facts,
});
