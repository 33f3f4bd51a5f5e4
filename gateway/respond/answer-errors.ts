import { GraphQLError } from 'graphql';
import { errors } from '../../lib/errors.ts';
import type { LocatedError } from '../execute/located-error.ts';
import type { ProjectionIssue } from './object-builder.ts';

type Path = readonly (string | number)[];

/**
 * The errors of an answer: those of the fetches, then values that no subgraph should have sent. A
 * null that is not allowed is reported where nothing accounts for it yet: no error at, above or
 * below its place.
 *
 * @param shown the part of a path in the data that the client selected, with the client's keys
 */
export function answerErrors(
  located: readonly LocatedError[],
  issues: readonly ProjectionIssue[],
  shown: (path: Path) => Path,
): readonly GraphQLError[] {
  const found = located.map(({ error: { message, path, extensions } }) =>
    graphqlError(message, path && shown(path), extensions),
  );
  const accounted: Path[] = located.flatMap(({ covers }) => covers.map(shown));
  for (const { kind, path } of issues) {
    if (kind === 'missing' && accounted.some((one) => related(one, path))) continue;
    accounted.push(path);
    if (kind === 'withheld') continue;
    const { message } = errors.INVALID_SUBGRAPH_VALUE;
    found.push(graphqlError(message, path, { code: 'INVALID_SUBGRAPH_VALUE' }));
  }
  return found;
}

function graphqlError(
  message: string,
  path: Path | undefined,
  extensions: Readonly<Record<string, unknown>>,
): GraphQLError {
  const placed = path !== undefined && path.length > 0;
  return new GraphQLError(message, placed ? { path, extensions } : { extensions });
}

/** True where one place is the other or lies below it. */
function related(a: Path, b: Path): boolean {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}
