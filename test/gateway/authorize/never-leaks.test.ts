import { expect, it } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { clearances, drawFrom, drawGraph, drawOperation } from './random-rules.ts';
import { startRulesGateway } from './rules-gateway.ts';

const graphs = 8;
const operations = 40;

it(`nothing that a rule withholds is told or asked for, in ${graphs * operations} operations`, async () => {
  let answered = 0;
  let refusals = 0;
  for (let seed = 1; seed <= graphs; seed++) {
    const draw = drawFrom(seed);
    const { sdl, root, rules } = drawGraph(draw);
    const gateway = await startRulesGateway({ subgraphs: { works: { sdl, root } } });
    const schema = buildSchema(`directive @requiresScopes(scopes: [[String!]!]!) on
      OBJECT | FIELD_DEFINITION | SCALAR ${sdl}`);
    try {
      for (let n = 0; n < operations; n++) {
        const query = drawOperation(schema, draw);
        const has = clearances.filter(() => draw(2) === 0);
        const { data, errors } = await gateway.ask({ clearances: has }, query);
        const isFree = (at: string): boolean => {
          const asked = rules.get(at);
          return asked === undefined || has.some((one) => one === asked);
        };
        /** The rule of a field, of its type and of what it returns; interfaces are not looked at. */
        const mayRead = (type: string, name: string): boolean => {
          const named = schema.getType(type);
          const field = isObjectType(named) ? named.getFields()[name] : undefined;
          const returned = field && getNamedType(field.type).name;
          return isFree(type) && isFree(`${type}.${name}`) && (!returned || isFree(returned));
        };
        const where = `seed ${seed}, ${has}: ${query}\n${sdl}`;
        const told = JSON.stringify(data).matchAll(/"(Road|Shed|Vault|Well)(?:\.(\w+))?"/g);
        for (const [, type = '', name] of told) {
          const allowed = name === undefined ? isFree(type) : mayRead(type, name);
          if (!allowed) throw new Error(`${type}.${name ?? '__typename'} is told. ${where}`);
          answered += 1;
        }
        for (const body of gateway.sent()) {
          const { query: fetched }: { query: string } = JSON.parse(body);
          const types = new TypeInfo(schema);
          visit(
            parse(fetched),
            visitWithTypeInfo(types, {
              Field: ({ name: { value } }) => {
                const parent = types.getParentType();
                if (value.startsWith('__') || parent == null) return;
                const possible = isAbstractType(parent)
                  ? schema.getPossibleTypes(parent)
                  : [parent];
                if (possible.every(({ name }) => mayRead(name, value))) return;
                throw new Error(`${parent.name}.${value} is asked for. ${where}`);
              },
            }),
          );
        }
        refusals += errors.length;
        expect(errors.filter((one) => !one.startsWith('UNAUTHORIZED_FIELD_OR_TYPE'))).toEqual([]);
      }
    } finally {
      await gateway.close();
    }
  }
  // A generator that only draws what is refused, or never anything, would prove nothing.
  expect(answered).toBeGreaterThan(300);
  expect(refusals).toBeGreaterThan(300);
});
