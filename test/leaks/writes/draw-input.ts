import type { Row } from '@entente/kit';
import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Draw } from './draw.ts';
import { partners } from './partners.ts';
import type { WrittenDomain } from './written-domain.ts';

/** For which record an input is drawn: its fields say what ids refer to. */
export interface InputOf {
  readonly domain: WrittenDomain;
  readonly type: string;
  readonly draw: Draw;
}

/**
 * An input: what the domain always gives, what the contract demands, and a little of the rest.
 *
 * @param wanted fields to be given in any case
 */
export function drawInput(
  input: GraphQLInputObjectType,
  of: InputOf,
  wanted: ReadonlySet<string> | null = null,
): Row {
  const { draw, domain } = of;
  if (input.name === 'MarkingInput') return draw.marking();
  const base = domain.inputs?.[input.name]?.(draw) ?? {};
  const fields = Object.values(input.getFields());
  const optional = fields.filter((one) => !isNeeded(one) && !(one.name in base));
  // Where everything can be left out, something should not be.
  const demanded = wanted !== null || Object.keys(base).length > 0 || fields.some(isNeeded);
  const extra = draw.some(optional, 8, demanded ? 0 : 1);
  const value: Record<string, unknown> = { ...base };
  for (const one of fields) {
    const { name, type } = one;
    const needed = isNeeded(one) && !(name in base);
    if (!needed && wanted?.has(name) !== true && !extra.includes(one)) continue;
    value[name] = draw.chance(2) && !isNonNullType(type) ? null : drawValue(name, type, of);
  }
  return value;
}

function isNeeded({ type, defaultValue }: GraphQLInputField): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

export function drawValue(name: string, type: GraphQLInputType, of: InputOf): unknown {
  const { draw, domain } = of;
  const given = domain.values?.[name];
  if (given !== undefined) return given(draw);
  const plain = isNonNullType(type) ? type.ofType : type;
  if (isListType(plain)) {
    return Array.from({ length: 1 + draw.int(2) }, () => drawValue(name, plain.ofType, of));
  }
  const named = getNamedType(plain);
  if (isInputObjectType(named)) return drawInput(named, of);
  if (isEnumType(named)) return draw.pick(named.getValues()).name;
  switch (named.name) {
    case 'ID':
      return drawKey(name, of);
    case 'Int':
    case 'Float':
      return 10 + draw.int(40);
    case 'Boolean':
      return draw.chance(50);
    case 'Date':
      return draw.day(isAhead(name) ? 'future' : 'past');
    case 'DateTime':
      return draw.instant(isAhead(name) ? 'future' : 'past');
    case 'GeoJSON':
      return { type: 'Point', coordinates: [34.5 + draw.int(10) / 100, 31.5] };
    default:
      return draw.text();
  }
}

function isAhead(name: string): boolean {
  return /^(validUntil|dueAt|dueOn|expiresAt|effectiveTo|reviewAt|standingTo)$/.test(name);
}

/** A key of what the field refers to. */
export function drawKey(name: string, { domain, type, draw }: InputOf): string | number {
  const { entities } = domain.subgraph;
  const model = entities.get(type)?.fields.get(name);
  const target = model?.kind === 'reference' ? model.type : domain.references?.[name];
  if (target === 'Partner') return draw.pick(partners);
  const keys = target === undefined ? undefined : domain.keys?.[target];
  if (keys !== undefined) return draw.pick(keys);
  if (target !== undefined && entities.has(target)) return draw.id(target);
  return `XAA:other:${draw.int(9)}`;
}
