import { type GraphQLSchema, isAbstractType, isCompositeType, isObjectType } from 'graphql';

/** Numbers in [0, below), the same for the same seed. */
export type Draw = (below: number) => number;

/** A graph with rules in random places. Every string that it holds names the field it stands in. */
export interface RandomGraph {
  readonly sdl: string;
  readonly root: Readonly<Record<string, unknown>>;
  /** By type or `Type.field`: clearance that the rule on it asks for. */
  readonly rules: ReadonlyMap<string, string>;
}

export const clearances = ['c0', 'c1', 'c2'] as const;

const objects = ['Road', 'Shed', 'Vault', 'Well'];
const shared = ['id', 'title', 'cost'];

/** Objects that implement one interface, a union of some of them, and ways between all. */
export function drawGraph(draw: Draw): RandomGraph {
  const rules = new Map<string, string>();
  const rule = (at: string): string => {
    if (draw(4) > 0) return '';
    const clearance = clearances[draw(clearances.length)] ?? 'c0';
    rules.set(at, clearance);
    return ` @requiresScopes(scopes: [["${clearance}"]])`;
  };
  const ways = 'road: Road any: [Either] works: [Work] work: Work vault: Vault';
  const fields = (type: string): string =>
    ways.replaceAll(/(\w+): (\[?\w+\]?)/g, (text, name) => `${text}${rule(`${type}.${name}`)}`);
  const types = objects.map((type) => {
    const leaves = [...shared, `own${type}`].map((name) => {
      return `${name}: String${rule(`${type}.${name}`)}`;
    });
    const grade = `grade: Grade${rule(`${type}.grade`)}`;
    return `type ${type} implements Work${rule(type)} { ${leaves.join(' ')} ${grade} ${fields(type)} }`;
  });
  const sdl = `
    type Query { ${fields('Query')} }
    interface Work { ${shared.map((name) => `${name}: String`).join(' ')} ${ways} }
    union Either = Road | Vault | Well
    scalar Grade${rule('Grade')}
    ${types.join('\n')}`;
  const object = (type: string): Readonly<Record<string, unknown>> => {
    const made: Record<string, unknown> = { __typename: type };
    for (const name of [...shared, `own${type}`, 'grade']) made[name] = `${type}.${name}`;
    const other = (): object => object(objects[draw(objects.length)] ?? 'Road');
    const either = (): object => object(['Road', 'Vault', 'Well'][draw(3)] ?? 'Road');
    return Object.assign(made, {
      ...{ road: () => object('Road'), vault: () => object('Vault'), work: other },
      ...{ works: () => [other(), other()], any: () => [either(), either()] },
    });
  };
  return { sdl, root: object('Query'), rules };
}

/** An operation over all ways, with fragments, aliases and `__typename`. */
export function drawOperation(schema: GraphQLSchema, draw: Draw): string {
  let aliases = 0;
  const fragments: string[] = [];
  const select = (typeName: string, depth: number): string => {
    const type = schema.getType(typeName);
    const chosen: string[] = [];
    if (typeName !== 'Query' && draw(4) === 0) chosen.push('__typename');
    if (type !== undefined && 'getFields' in type) {
      for (const field of Object.values(type.getFields())) {
        if (draw(3) > 0 || !('args' in field)) continue;
        const returned = String(field.type).replaceAll(/[[\]!]/g, '');
        const composite = isCompositeType(schema.getType(returned));
        if (composite && depth === 0) continue;
        aliases += 1;
        const alias = draw(2) === 0 || composite ? `a${aliases}: ` : `${field.name}${typeName}: `;
        chosen.push(`${alias}${field.name}${composite ? select(returned, depth - 1) : ''}`);
      }
    }
    const narrower = isAbstractType(type)
      ? [...schema.getPossibleTypes(type).map(({ name }) => name), 'Work']
      : isObjectType(type) && typeName !== 'Query'
        ? ['Work']
        : [];
    for (const condition of narrower.filter(() => draw(3) === 0)) {
      const inner = depth > 0 ? select(condition, depth - 1) : '{ __typename }';
      if (draw(2) === 0) chosen.push(`... on ${condition} ${inner}`);
      else {
        const name = `F${fragments.length}`;
        fragments.push(`fragment ${name} on ${condition} ${inner}`);
        chosen.push(`...${name}`);
      }
    }
    if (chosen.length === 0) chosen.push('__typename');
    return ` { ${chosen.join(' ')} }`;
  };
  return `query${select('Query', 3)} ${fragments.join(' ')}`;
}

export function drawFrom(seed: number): Draw {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    // A linear congruence (Numerical Recipes): enough to choose among a few.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
