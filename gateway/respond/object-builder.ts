/** Where a builder is, and what it found wrong. */
export interface BuildState {
  /** Changed in place: it is read only where something went wrong. */
  readonly path: (string | number)[];
  readonly issues: ProjectionIssue[];
}

/** Something in the answer that is not as the schema says. */
export interface ProjectionIssue {
  readonly kind: /** A value that the schema does not allow here: it reads as null. */
    | 'invalid'
    /** A null where the schema allows none: what holds it reads as null. */
    | 'missing'
    /** The same for a field that the client may not read, which is known already. */
    | 'withheld';
  readonly path: readonly (string | number)[];
}

/** Gives a value as it stands in the answer; undefined where what holds it must become null. */
export type Build = (value: unknown, state: BuildState) => unknown;

export interface FieldBuilder {
  /** In the data. */
  readonly key: string;
  /** In the answer. */
  readonly clientKey: string;
  readonly build: Build;
  /** JavaScript that is true for values of `v` that need no more than to be copied; null: none. */
  readonly plain: string | null;
}

/** Builds an object of the answer; null where a field makes it null. */
export type BuildObject = (
  node: Readonly<Record<string, unknown>>,
  state: BuildState,
) => Record<string, unknown> | null;

/**
 * Writes the code that builds an object: one literal with its fields in order, so that all objects
 * of the place have one shape, which is what makes writing them as JSON fast. The code holds
 * nothing of the client's but response keys, quoted; GraphQL names have no special characters.
 */
export function compileObjectBuilder(fields: readonly FieldBuilder[]): BuildObject {
  const reads = fields.map(({ key, clientKey, plain }, i) => {
    const name = JSON.stringify(key);
    // Names such as `constructor` are nobody's field unless they were sent.
    const read =
      key in Object.prototype
        ? `Object.hasOwn(node, ${name}) ? node[${name}] : undefined`
        : `node[${name}]`;
    const build = `
      path[depth] = ${JSON.stringify(clientKey)};
      f${i} = builds[${i}](v, state);
      if (f${i} === undefined) { f${i} = null; whole = false; }`;
    return `
    v = ${read};
    let f${i} = v;
    ${plain === null ? build : `if (!(${plain})) {${build}\n    }`}`;
  });
  const literal = fields.map(({ clientKey }, i) => `${JSON.stringify(clientKey)}: f${i}`);
  const code = `'use strict';
  return (node, state) => {
    const path = state.path;
    const depth = path.length;
    let whole = true;
    let v;
    ${reads.join('')}
    path.length = depth;
    return whole ? { ${literal.join(', ')} } : null;
  };`;
  const builds = fields.map(({ build }) => build);
  return new Function('builds', code)(builds) as BuildObject;
}
