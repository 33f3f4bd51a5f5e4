import { type GraphQLLeafType, isEnumType } from 'graphql';

/** A leaf of the answer as JSON text; undefined where the value is none of the type. */
export type WriteLeaf = (value: unknown) => string | undefined;

/** Compiles the check of a leaf (GraphQL specification, section 3.5, result coercion). */
export function compileLeaf(type: GraphQLLeafType): WriteLeaf {
  if (isEnumType(type)) {
    const texts = new Map(type.getValues().map(({ name }) => [name, JSON.stringify(name)]));
    return (value) => (typeof value === 'string' ? texts.get(value) : undefined);
  }
  switch (type.name) {
    case 'Int':
      return (value) =>
        typeof value === 'number' && (value | 0) === value ? String(value) : undefined;
    case 'Float':
      return (value) => (typeof value === 'number' ? String(value) : undefined);
    case 'Boolean':
      return (value) => (value === true ? 'true' : value === false ? 'false' : undefined);
    case 'String':
      return (value) => (typeof value === 'string' ? JSON.stringify(value) : undefined);
    case 'ID':
      return (value) => {
        if (typeof value === 'string') return JSON.stringify(value);
        return Number.isSafeInteger(value) ? `"${String(value)}"` : undefined;
      };
    default:
      // A custom scalar may be any JSON: its subgraph alone knows what fits.
      return (value) => JSON.stringify(value);
  }
}
