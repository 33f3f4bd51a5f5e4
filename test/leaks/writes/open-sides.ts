import { createContext, openServingDatabase, prepareDatabase } from '@entente/kit';
import { execute, parse } from 'graphql';
import pg from 'pg';
import { createTestDatabase } from '../../support/database.ts';
import { agreementsOver } from './partners.ts';
import { openRecords, type RecordStore } from './records.ts';
import type { Side, Sides } from './sides.ts';
import type { WrittenDomain } from './written-domain.ts';

export type OpenedSide = Side & { readonly close: () => Promise<void> };
export type OpenedSides = Sides & { readonly close: () => Promise<void> };

/** Two databases of a subgraph's, asked with the rights that the kit gives an assertion's bearer. */
export async function openSides(domain: WrittenDomain): Promise<OpenedSides> {
  const [whole, twin] = await Promise.all([openSide(domain), openSide(domain)]);
  return {
    domain,
    agreements: agreementsOver(narrowTypes(domain)),
    whole,
    twin,
    close: async () => {
      await Promise.all([whole.close(), twin.close()]);
    },
  };
}

/** Every second type. */
export function narrowTypes({ subgraph }: WrittenDomain): readonly string[] {
  const types = (subgraph.definition.writing?.writes ?? []).map(({ type }) => type);
  return types.filter((_, place) => place % 2 === 0);
}

async function openSide(domain: WrittenDomain): Promise<OpenedSide> {
  const { subgraph } = domain;
  const database = await createTestDatabase();
  const rights = await prepareDatabase(subgraph, database.url, 'exercise');
  const serving = openServingDatabase(database.url, rights);
  const records = await openFilled(database.url, domain);
  return {
    records,
    ask: async (caller, operation) => {
      const { schema } = subgraph;
      const contextValue = createContext(serving.as(caller), caller);
      const { query, variables } = operation;
      // What is drawn from the schema itself needs no validation; variables are held to their types.
      const result = await execute({
        ...{ schema, contextValue, document: parse(query, { noLocation: true }) },
        variableValues: variables,
      });
      return { body: JSON.stringify(result), headers: '' };
    },
    close: async () => {
      await Promise.all([records.close(), serving.close()]);
      await database.drop();
    },
  };
}

/** The records of a database in which the facts are. */
export async function openFilled(url: string, domain: WrittenDomain): Promise<RecordStore> {
  const records = await openRecords(url, domain.subgraph);
  await records.add(domain.facts ?? {});
  await alignTimes(url, domain);
  return records;
}

/** What is public and kept by the hub was written twice, at different times. */
async function alignTimes(url: string, { subgraph }: WrittenDomain): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const { table, fields } of subgraph.entities.values()) {
    if (fields.has('marking') || table === 'project_overlap') continue;
    const times = ['changed_at', ...(fields.has('statusChangedAt') ? ['status_changed_at'] : [])];
    const values = times.map((time) => `${time} = '2026-01-01T00:00:00Z'`);
    await client.query(`update "${table}" set ${values.join(', ')}`);
  }
  await client.end();
}
