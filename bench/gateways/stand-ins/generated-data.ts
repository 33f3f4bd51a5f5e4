import { createHash } from 'node:crypto';
import {
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLTypeResolver,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { releaseField, writeReleaseText } from '../../../lib/release-text.ts';
import { firstWorld } from './world.ts';

/** An object of the generated data: its values follow from its type and key, in any subgraph. */
interface GeneratedObject {
  readonly __typename: string;
  readonly key: string;
}

/** Field that is the key, where it is not `id`. */
const keyFields: Readonly<Record<string, string>> = {
  Place: 'pcode',
  Partner: 'code',
  Crossing: 'code',
  Corridor: 'code',
  PlanPoint: 'number',
};

/** Entities of which a world has few, so that records share them. Of others it has `usualPool`. */
const poolSizes: Readonly<Record<string, number>> = {
  Place: 24,
  Partner: 8,
  Crossing: 6,
  Corridor: 4,
  Source: 6,
  PlanPoint: 20,
  Zone: 6,
};
/** What of a marking decides: every record is released to everyone. */
const terms = {
  policyId: 'EXERCISE-1',
  originator: 'XAA',
  releasableTo: ['PUBLIC'],
  excluded: [],
  purposes: ['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO'],
  reviewAt: null,
};
const releasing: Readonly<Record<string, unknown>> = terms;
const releaseText = writeReleaseText(terms);
const usualPool = 40;
const itemsInList = 3;
/** Of a hundred values that may be null. */
const nulls = 8;

/** Makes up the value of any field; the same field of the same object is the same everywhere. */
export const resolveGenerated: GraphQLFieldResolver<
  GeneratedObject | undefined,
  unknown,
  Readonly<Record<string, unknown>>
> = (parent, args, _context, { fieldName, parentType, returnType }) => {
  if (fieldName === '_entities') return entities(args['representations']);
  if (parent === undefined) {
    const { name } = getNamedType(returnType);
    const key = args[keyField(name)];
    if (key !== undefined) return { __typename: name, key: String(key) };
    return generate(returnType, `${fieldName}${JSON.stringify(args)}`, pageSize(args));
  }
  if (fieldName === keyField(parentType.name)) return parent.key;
  if (fieldName === releaseField) return releaseText;
  if (parentType.name === 'Marking' && fieldName in releasing) return releasing[fieldName];
  const size = pageSize(args) ?? sizeOfPage(parent);
  return generate(returnType, `${parent.key}.${parent.__typename}.${fieldName}`, size);
};

export const resolveGeneratedType: GraphQLTypeResolver<GeneratedObject, unknown> = (object) =>
  object.__typename;

function keyField(typeName: string): string {
  return keyFields[typeName] ?? 'id';
}

function entities(representations: unknown): unknown {
  if (!Array.isArray(representations)) return [];
  return representations.map((representation: Readonly<Record<string, unknown>>) => {
    const __typename = String(representation['__typename']);
    return { __typename, key: String(representation[keyField(__typename)]) };
  });
}

/** A connection's key ends in `#` and the number of its nodes. */
function pageSize(args: Readonly<Record<string, unknown>>): number | undefined {
  return typeof args['first'] === 'number' ? args['first'] : undefined;
}

function sizeOfPage({ key }: GeneratedObject): number | undefined {
  const size = /#(\d+)$/.exec(key)?.[1];
  return size === undefined ? undefined : Number(size);
}

function generate(type: GraphQLOutputType, seed: string, size: number | undefined): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    return Array.from({ length: size ?? itemsInList }, (_, index) =>
      generate(nullable.ofType, `${seed}.${index}`, undefined),
    );
  }
  const random = randomOf(seed);
  const named = getNamedType(type);
  if (isUnionType(named)) return entity(pick(named.getTypes(), random).name, seed);
  if (isObjectType(named)) {
    if (keyField(named.name) in named.getFields()) return entity(named.name, seed);
    return { __typename: named.name, key: size === undefined ? seed : `${seed}#${size}` };
  }
  if (!isNonNullType(type) && random % 100 < nulls) return null;
  return isEnumType(named)
    ? pick(named.getValues(), random).value
    : leafOf(named.name, seed, random);
}

/** What a page lists is its own; what a record refers to comes from the world's pool. */
function entity(__typename: string, seed: string): GeneratedObject {
  const random = randomOf(`${seed} key`);
  const pool = poolSizes[__typename] ?? usualPool;
  const number = seed.includes('Connection') ? 1_000 + (random % 9_000) : 1 + (random % pool);
  if (__typename === 'PlanPoint') return { __typename, key: String(1 + (random % pool)) };
  const key = `${__typename.toUpperCase()}-${number}-${firstWorld}`;
  return { __typename, key: keyField(__typename) === 'id' ? `XAA:${key}` : key };
}

const words =
  'aid bakery cargo clinic convoy corridor crossing district fuel gate harbour hospital market medicine north notice pallet pumps repair report road school shelter south stock survey tents truck water weekly wells'.split(
    ' ',
  );

function leafOf(typeName: string, seed: string, random: number): unknown {
  switch (typeName) {
    case 'Boolean':
      return random % 2 === 0;
    case 'Int':
      return random % 10_000;
    case 'Float':
      return (random % 1_000_000) / 100;
    case 'Date':
      return instantOf(random).slice(0, 10);
    case 'DateTime':
      return instantOf(random).replace('Z', '000Z');
    case 'GeoJSON':
      return { type: 'Point', coordinates: [30 + (random % 500) / 100, 30 + (random % 300) / 100] };
    case 'ID':
      return `REF-${random % 1000}-${firstWorld}`;
    default:
      return Array.from({ length: 2 + (random % 6) }, (_, index) =>
        pick(words, randomOf(`${seed} ${index}`)),
      ).join(' ');
  }
}

function instantOf(random: number): string {
  return new Date(Date.UTC(2026, 0, 1) + (random % 28_000_000) * 1000).toISOString();
}

function pick<Item>(items: readonly Item[], random: number): Item {
  const item = items[random % items.length];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}

function randomOf(seed: string): number {
  return createHash('md5').update(seed).digest().readUIntBE(0, 6);
}
