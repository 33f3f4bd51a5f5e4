import {
  GraphQLError,
  GraphQLScalarType,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';

const day = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?Z$/;

function isDay(text: string): boolean {
  if (!day.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** `2026-11-22`, a day that exists; null otherwise. */
export function parseDay(text: unknown): string | null {
  return typeof text === 'string' && isDay(text) ? text : null;
}

/** An instant in UTC with six decimals (`...T10:00:00.000000Z`), or null where it is none. */
export function parseInstant(text: unknown): string | null {
  const match = typeof text === 'string' ? instant.exec(text) : null;
  if (match === null) return null;
  const [, date = '', time = '', fraction = ''] = match;
  if (!isDay(date) || Number.isNaN(Date.parse(`${date}T${time}Z`)) || time >= '24') return null;
  return `${date}T${time}.${fraction.padEnd(6, '0')}Z`;
}

const geometries = [
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
];

function parseGeometry(value: unknown): object | null {
  if (typeof value !== 'object' || value === null) return null;
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  return typeof type === 'string' && geometries.includes(type) && Array.isArray(coordinates)
    ? value
    : null;
}

function scalar<T>(
  name: string,
  parse: (value: unknown) => T | null,
  expected: string,
): GraphQLScalarType {
  const read = (value: unknown): T => {
    const parsed = parse(value);
    if (parsed === null) throw new GraphQLError(`${name}: expected ${expected}.`);
    return parsed;
  };
  return new GraphQLScalarType({
    name,
    serialize: read,
    parseValue: read,
    parseLiteral: (node: ValueNode, variables) =>
      read(node.kind === Kind.STRING ? node.value : valueFromASTUntyped(node, variables)),
  });
}

/** The scalars of `hub.graphql`, by name. */
export const hubScalars: Readonly<Record<string, GraphQLScalarType>> = {
  Date: scalar('Date', parseDay, 'a day that exists, like 2026-11-22'),
  DateTime: scalar('DateTime', parseInstant, 'an instant in UTC, like 2026-11-22T10:15:00Z'),
  GeoJSON: scalar('GeoJSON', parseGeometry, 'a GeoJSON geometry'),
};
