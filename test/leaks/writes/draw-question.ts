import { parseId, snakeCase } from '@entente/kit';
import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import type { Draw } from './draw.ts';
import { drawValue } from './draw-input.ts';
import type { Drawing } from './draw-mutation.ts';
import { selectAll } from './draw-selection.ts';
import type { Operation } from './operation.ts';
import { type Records, recordTypes, tableOf } from './records.ts';
import type { WrittenDomain } from './written-domain.ts';

type QueryField = GraphQLField<unknown, unknown>;

const span = 'from: "2020-01-01", to: "2029-01-01", interval: YEAR';

/**
 * One record, a page or a series, whichever the contract has.
 *
 * @param touched ids in what was last written: what became of them is asked most
 */
export function drawQuestion(drawing: Drawing, touched: readonly string[]): Operation {
  const { domain, draw, records, focus } = drawing;
  const { schema, entities } = domain.subgraph;
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    ({ name }) => !name.startsWith('_'),
  );
  if (touched.length > 0 && draw.chance(60)) {
    const id = draw.pick(touched);
    const kind = parseId(id)?.type.replaceAll('-', '_');
    const one = fields.find(
      (field) =>
        kindOf(field, entities) === 'record' && snakeCase(getNamedType(field.type).name) === kind,
    );
    if (one !== undefined) return { calls: [], ...questionOf(one, domain, draw, records, id) };
  }
  const near = draw.chance(75);
  const kind = draw.pick(['record', 'record', 'page', 'page', 'series'] as const);
  const some = fields.filter(
    (field) => kindOf(field, entities) === kind && (!near || isAbout(field, focus)),
  );
  const field = draw.pick(
    some.length > 0 ? some : fields.filter((one) => kindOf(one, entities) !== null),
  );
  return { calls: [], ...questionOf(field, domain, draw, records) };
}

function isAbout({ type }: QueryField, focus: ReadonlySet<string>): boolean {
  return focus.has(getNamedType(type).name.replace(/(Connection|Series)$/, ''));
}

function kindOf(
  { type, args }: QueryField,
  entities: ReadonlyMap<string, unknown>,
): 'record' | 'page' | 'series' | null {
  const named = getNamedType(type);
  if (named.name.endsWith('Connection')) return 'page';
  if (args.some(({ name }) => name === 'from')) return 'series';
  return entities.has(named.name) && args.length === 1 && args[0]?.name === 'id' ? 'record' : null;
}

function questionOf(
  field: QueryField,
  domain: WrittenDomain,
  draw: Draw,
  records: Records,
  id: string | null = null,
): Pick<Operation, 'query' | 'variables'> {
  const named = getNamedType(field.type) as GraphQLObjectType;
  const own = new Set(recordTypes(domain.subgraph).values());
  const { name } = field;
  switch (kindOf(field, domain.subgraph.entities)) {
    case 'record': {
      const query = `query($id: ID!) { answer: ${name}(id: $id) { ${selectAll(named, 2, own)} } }`;
      return { query, variables: { id: id ?? draw.id(named.name) } };
    }
    case 'page': {
      const node = getNamedType(named.getFields()['nodes']?.type) as GraphQLObjectType;
      const declared: string[] = [];
      const passed = [`first: ${1 + draw.int(4)}`];
      const variables: Record<string, unknown> = {};
      const pass = (argument: string, value: unknown) => {
        const type = field.args.find((one) => one.name === argument)?.type;
        if (type === undefined) return;
        declared.push(`$${argument}: ${String(type)}`);
        passed.push(`${argument}: $${argument}`);
        variables[argument] = value;
      };
      const typeOf = (argument: string) =>
        getNamedType(field.args.find((one) => one.name === argument)?.type);
      const order = typeOf('orderBy');
      if (isEnumType(order) && draw.chance(60)) pass('orderBy', draw.pick(order.getValues()).name);
      const rows = records[tableOf(domain.subgraph, node.name)] ?? [];
      if (rows.length > 0 && draw.chance(40)) pass('changedSince', draw.pick(rows)['changed_at']);
      const filter = typeOf('filter');
      if (isInputObjectType(filter) && draw.chance(30)) {
        const one = draw.pick(Object.values(filter.getFields()));
        pass('filter', {
          [one.name]: drawValue(one.name, one.type, { domain, type: node.name, draw }),
        });
      }
      const head = declared.length === 0 ? '' : `(${declared.join(', ')})`;
      const query = `query${head} { answer: ${name}(${passed.join(', ')}) { totalCount
        pageInfo { hasNextPage startCursor endCursor }
        edges { cursor node { ${selectAll(node, 1, own)} } } } }`;
      return { query, variables };
    }
    default: {
      const point = getNamedType(named.getFields()['points']?.type) as GraphQLObjectType;
      const by = getNamedType(field.args.find((one) => one.name === 'by')?.type);
      const split =
        isEnumType(by) && draw.chance(70) ? `, by: [${draw.pick(by.getValues()).name}]` : '';
      const points = isObjectType(point) ? selectAll(point, 0, own) : '__typename';
      return {
        query: `{ answer: ${name}(${span}${split}) { points { ${points} } } }`,
        variables: {},
      };
    }
  }
}
