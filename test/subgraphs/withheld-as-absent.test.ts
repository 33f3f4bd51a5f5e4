import type { Row, Subgraph, TableRows } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';
import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isLeafType,
  isObjectType,
} from 'graphql';
import pg from 'pg';
import { generators } from '../../cli/exercise/generators.ts';
import { lastDay } from '../../cli/exercise/load-small.ts';
import { domains } from '../../cli/exercise/prepare-domains.ts';
import { createWorld } from '../../cli/exercise/world.ts';
import { type Asker, openTestSubgraph, visibilityOf } from '../support/subgraph.ts';

const world = createWorld({ seed: 1, size: 'small', until: lastDay() });
const caller = visibilityOf('XAC', { purpose: 'PLANNING' });
const span = `from: "${world.start}", to: "${world.day(world.days + 10)}", interval: MONTH`;

const isConnection = (type: unknown): type is GraphQLObjectType =>
  isObjectType(type) && type.name.endsWith('Connection');

/** What a client can ask of an object without arguments, references by their keys and ids. */
function selection(type: GraphQLObjectType, depth: number): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    if (isLeafType(named)) return field.args.length === 0 ? [field.name] : [];
    if (!isObjectType(named) || depth === 0) return [];
    if (isConnection(named)) return [`${field.name}(first: 3) { totalCount edges { cursor } }`];
    if (field.args.length > 0) return [];
    return [`${field.name} { ${selection(named, depth - 1) || '__typename'} }`];
  });
  return fields.join(' ');
}

function seriesOf(field: GraphQLField<unknown, unknown>, alias: string): string[] {
  const type = getNamedType(field.type);
  const point = isObjectType(type) ? getNamedType(type.getFields()['points']?.type) : undefined;
  if (!isObjectType(point)) return [];
  const by = getNamedType(field.args.find(({ name }) => name === 'by')?.type);
  const all = isEnumType(by) ? by.getValues().map(({ name }) => name) : [];
  const ask = (name: string, dimension?: string) => {
    const split = dimension === undefined ? '' : `, by: [${dimension}]`;
    return `${name}: ${field.name}(${span}${split}) { points { ${selection(point, 0)} } }`;
  };
  return [ask(`${alias}Total`), ...all.map((one) => ask(`${alias}By${one}`, one))];
}

/** Every list and series of the subgraph, each in an operation of its own. */
function questions({ schema }: Subgraph): readonly string[] {
  return Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const type = getNamedType(field.type);
    if (isConnection(type)) {
      const order = getNamedType(field.args.find(({ name }) => name === 'orderBy')?.type);
      const node = getNamedType(type.getFields()['nodes']?.type);
      if (!isObjectType(node) || !isEnumType(order)) return [];
      const page = (name: string, size: number, fields: string) =>
        `{ ${field.name}(first: ${size}, orderBy: ${name}) { totalCount
          pageInfo { hasNextPage startCursor endCursor } edges { cursor node { ${fields} } } } }`;
      const [first = 'ID_ASC', ...others] = order.getValues().map(({ name }) => name);
      return [
        page(first, 15, selection(node, 1)),
        ...others.map((name) => page(name, 100, selection(node, 0))),
      ];
    }
    return field.args.some(({ name }) => name === 'from')
      ? seriesOf(field, field.name).map((one) => `{ ${one} }`)
      : [];
  });
}

/** The rows of which the caller sees the id. */
async function seenRows(asker: Asker, subgraph: Subgraph, tables: TableRows): Promise<TableRows> {
  const seen: Record<string, readonly Row[]> = {};
  for (const [table, rows] of Object.entries(tables)) {
    const all = [...rows];
    const type = [...subgraph.entities.values()].find((one) => one.table === table)?.type;
    const isRecord = all.some((row) => 'marking_policy_id' in row);
    const ids = new Set<unknown>();
    for (let at = 0; isRecord && at < all.length; at += 500) {
      const representations = all.slice(at, at + 500).map(({ id }) => ({ __typename: type, id }));
      const { _entities } = await asker.query<{ _entities: ({ id: string } | null)[] }>(
        `query($representations: [_Any!]!) { _entities(representations: $representations) {
           ... on ${type} { id } } }`,
        { representations },
      );
      for (const one of _entities) if (one !== null) ids.add(one.id);
    }
    seen[table] = isRecord ? all.filter(({ id }) => ids.has(id)) : all;
  }
  return seen;
}

/** What is public was written twice, at different times. */
async function alignTimes(url: string, subgraph: Subgraph): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const { table, fields } of subgraph.entities.values()) {
    if (fields.has('marking') || table === 'project_overlap') continue;
    await client.query(`update ${table} set changed_at = '2026-01-01T00:00:00Z'`);
  }
  await client.end();
}

describe.each(domains.map((subgraph) => [subgraph.definition.name, subgraph] as const))(
  'records of %s that are withheld',
  (name, subgraph) => {
    it('leave every answer as it is without them, to the last byte', async () => {
      const generator = generators.find((one) => one.subgraph === name);
      const generated = Object.entries(generator?.generate(world) ?? {});
      const tables = Object.fromEntries(generated.map(([table, rows]) => [table, [...rows]]));
      const full = await openTestSubgraph(subgraph);
      const bare = await openTestSubgraph(subgraph);
      try {
        await full.load(tables);
        const seen = await seenRows(full.as(caller), subgraph, tables);
        await bare.load(seen);
        for (const { url } of [full, bare]) await alignTimes(url, subgraph);
        const count = (rows: TableRows) =>
          Object.values(rows).reduce((sum, one) => sum + [...one].length, 0);
        expect(count(seen)).toBeLessThan(count(tables));
        const asked = questions(subgraph);
        expect(asked.length).toBeGreaterThan(10);
        const answers = async (asker: Asker) => {
          const all = [];
          for (const question of asked) all.push(await asker.execute(question));
          return all;
        };
        const [all, without] = await Promise.all([
          answers(full.as(caller)),
          answers(bare.as(caller)),
        ]);
        for (const [n, question] of asked.entries()) {
          expect([question, all[n]?.errors]).toEqual([question, []]);
          expect(JSON.stringify(all[n])).toBe(JSON.stringify(without[n]));
        }
      } finally {
        await Promise.all([full.close(), bare.close()]);
      }
    }, 60_000);
  },
);
