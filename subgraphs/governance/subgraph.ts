import { defineSubgraph, readContract } from '@entente/kit';
import { bodies } from './entities/bodies.ts';
import { decisions } from './entities/decisions.ts';
import { milestones } from './entities/milestones.ts';
import { zones } from './entities/zones.ts';
import { facts } from './facts/facts.ts';
import { tables } from './migrations/001-tables.ts';
import { writing } from './migrations/002-writing.ts';
import { series } from './series.ts';
import { territory } from './territory.ts';
import { statements } from './writes/statements.ts';
import { writes } from './writes/writes.ts';
import { zoneClass } from './zone-class.ts';

/** Bodies and mandates, milestones, zones, decisions: what the plan says and how far it is. */
export const governance = defineSubgraph({
  name: 'governance',
  contract: readContract(new URL('../../schema/governance.graphql', import.meta.url)),
  migrations: { '001_tables': tables, '002_writing': writing },
  entities: [...bodies, ...milestones, ...zones, ...decisions],
  series,
  writing: { writes, mutations: statements, territory },
  resolvers: { Zone: { class: zoneClass } },
  facts,
});
