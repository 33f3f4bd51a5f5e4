import { type ConstDirectiveNode, type DocumentNode, GraphQLError, Kind, parse } from 'graphql';
import type { Rule } from '../../gateway/authorize/rule.ts';
import { linkedFeatures } from '../../schema/linked-directives.ts';

/** A contract, as its file has it. */
export interface Contract {
  readonly subgraph: string;
  readonly file: string;
  readonly sdl: string;
}

export interface RulePlace {
  readonly subgraph: string;
  readonly file: string;
  readonly line: number;
}

const federation = 'https://specs.apollo.dev/federation';

/**
 * Where rules of a kind stand on a field or type. Composition joins what several contracts say, and
 * what one says of an interface object reaches its implementations: so there may be several places.
 *
 * @param coordinates `Project.budget` or `Project`, and those of its interfaces
 */
export function locateRule(
  { kind }: Rule,
  coordinates: readonly string[],
  contracts: readonly Contract[],
): readonly RulePlace[] {
  return contracts.flatMap(({ subgraph, file, sdl }) => {
    const document = read(sdl);
    if (document === null) return [];
    const names = linkedFeatures(document)
      .filter(({ identity }) => identity === federation || identity.endsWith(`/${kind}`))
      .map(({ directive }) => directive(kind));
    const lines = linesOf(document, new Set(names), new Set(coordinates));
    return lines.map((line) => ({ subgraph, file, line }));
  });
}

function linesOf(
  document: DocumentNode,
  names: ReadonlySet<string>,
  coordinates: ReadonlySet<string>,
): readonly number[] {
  const found = (coordinate: string, directives: readonly ConstDirectiveNode[] = []) =>
    coordinates.has(coordinate)
      ? directives.flatMap(({ name, loc }) =>
          names.has(name.value) && loc !== undefined ? [loc.startToken.line] : [],
        )
      : [];
  return document.definitions.flatMap((definition) => {
    if (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) {
      return [];
    }
    if (!('name' in definition) || definition.name === undefined) return [];
    if (!('directives' in definition) || definition.kind === Kind.OPERATION_DEFINITION) return [];
    const type = definition.name.value;
    const onType = found(type, definition.directives as readonly ConstDirectiveNode[]);
    const fields = 'fields' in definition ? (definition.fields ?? []) : [];
    return [
      ...onType,
      ...fields.flatMap((field) => found(`${type}.${field.name.value}`, field.directives)),
    ];
  });
}

function read(sdl: string): DocumentNode | null {
  try {
    return parse(sdl);
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
