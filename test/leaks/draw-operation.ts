import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
} from 'graphql';
import { createChoices } from '../differential/choices.ts';
import type { Model } from './model.ts';

/** A valid operation; ids in it are those of records, whether the caller sees them or not. */
export function drawOperation(schema: GraphQLSchema, model: Model, seed: number): string {
  const choices = createChoices(seed);
  const { int, chance, pick } = choices;
  const ids = [...model.records.keys()];
  let budget = 10 + int(30);
  let keys = 0;

  /** @param free keys with a meaning of their own are drawn here, too */
  const select = (type: GraphQLCompositeType, depth: number, free: boolean): string => {
    const parts = new Set<string>();
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    let special =
      free && !isAbstractType(type) && chance(20) ? pick(['id', '_e_id', '_e_marking']) : null;
    for (let count = 1 + int(depth === 0 ? 4 : 5); count > 0 && fields.length > 0; count -= 1) {
      const field = pick(fields);
      if (field.name.startsWith('ping_') || field.name.startsWith('_')) continue;
      const inner = getNamedType(field.type);
      const composite = isCompositeType(inner);
      if (composite && (depth > 4 || budget <= 0)) continue;
      budget -= 1;
      if (!composite && special !== null && field.name !== special) {
        parts.add(`${special}: ${field.name}`);
        special = null;
        continue;
      }
      // Each key has a number of its own: one that is taken would make the operation invalid.
      const args = field.args.length === 0 ? '' : `(id: "${pick(ids)}")`;
      const numbered = `k${keys++}: ${field.name}${args}`;
      if (composite) parts.add(`${numbered} { ${select(inner, depth + 1, true)} }`);
      else parts.add(field.name === 'id' || chance(40) ? numbered : field.name);
    }
    if (isAbstractType(type)) {
      for (const possible of choices.some(schema.getPossibleTypes(type), 60)) {
        if (budget > 0)
          parts.add(`... on ${possible.name} { ${select(possible, depth + 1, false)} }`);
      }
    }
    if (parts.size === 0 || chance(15)) parts.add('__typename');
    return [...parts].join(' ');
  };
  const mutation = schema.getMutationType();
  const isMutation = mutation != null && chance(10);
  const root = isMutation ? mutation : schema.getQueryType();
  if (root == null) throw new Error('there is a query type');
  return `${isMutation ? 'mutation' : 'query'} { ${select(root, 0, false)} }`;
}
