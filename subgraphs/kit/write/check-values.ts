import type { Limit } from './define-writes.ts';
import type { InputField } from './input-model.ts';
import { findPersonalData } from './personal-data.ts';
import { refusal } from './refusal.ts';

/** What the values of an input are held to. */
export interface ValueRules {
  readonly limits: Readonly<Record<string, Limit>>;
  /** Texts that are looked through; all, where it is null. */
  readonly screened: readonly string[] | null;
  /** Whether a key of another subgraph's type is one. */
  readonly isKnown: (type: string, key: string, value: unknown) => boolean;
  /** `[west, south, east, north]` that geometry must lie in; null where anything goes. */
  readonly territory: readonly [number, number, number, number] | null;
}

/** Members of a list, and characters of a text, where nothing else is said. */
export const maxMembers = 200;
export const maxText = 2_000;
const maxId = 200;

const dates = { first: '2000-01-01', last: '2100-01-01' } as const;

/**
 * Holds one value of an input to the rules.
 *
 * @param path as the client reads it: `lineItems.quantity`
 * @throws GraphQLError that names the field
 */
export function checkValue(
  field: InputField,
  value: unknown,
  path: string,
  rules: ValueRules,
): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    if (value.length > maxMembers) {
      throw refusal('BAD_USER_INPUT', `\`${path}\` holds at most ${maxMembers} values.`, {
        field: path,
      });
    }
    for (const one of value) checkValue(field, one, path, rules);
    return;
  }
  if (field.parts !== null) {
    for (const part of field.parts) {
      const one = (value as Readonly<Record<string, unknown>>)[part.name];
      checkValue(part, one, `${path}.${part.name}`, rules);
    }
    return;
  }
  if (field.reference !== null && field.key !== null) {
    if (rules.isKnown(field.reference, field.key, value)) return;
    throw refusal('REFERENCE_UNKNOWN', `\`${path}\`: ${String(value)} is no ${field.reference}.`, {
      field: path,
    });
  }
  checkScalar(field.scalar ?? '', value, path, rules);
}

function checkScalar(scalar: string, value: unknown, path: string, rules: ValueRules): void {
  const limit = rules.limits[path] ?? {};
  const wrong = (message: string) => refusal('BAD_USER_INPUT', message, { field: path });
  const { min = 0, max = Number.MAX_SAFE_INTEGER, oneOf, maxLength = maxText } = limit;
  if (oneOf !== undefined && !oneOf.includes(String(value))) {
    throw wrong(`\`${path}\` is none of the codes ${oneOf.slice(0, 20).join(', ')}.`);
  }
  switch (scalar) {
    case 'Int':
    case 'Float': {
      const number = Number(value);
      if (number < min) throw wrong(`\`${path}\` must be ${min} or more.`);
      if (number > max) throw wrong(`\`${path}\` must be ${max} or less.`);
      return;
    }
    case 'Date':
    case 'DateTime': {
      const text = String(value);
      if (text >= dates.first && text < dates.last) return;
      throw wrong(`\`${path}\` must lie between ${dates.first} and ${dates.last}.`);
    }
    case 'GeoJSON':
      checkGeometry(value, path, rules.territory);
      return;
    case 'String': {
      const text = String(value);
      if (text.trim() === '') throw wrong(`\`${path}\` must not be empty.`);
      if (text.length > maxLength)
        throw wrong(`\`${path}\` holds at most ${maxLength} characters.`);
      if (/\p{Cc}/u.test(text.replaceAll(/[\t\n\r]/g, ''))) {
        throw wrong(`\`${path}\` holds a control character.`);
      }
      if (rules.screened === null || rules.screened.includes(path)) refusePersonalData(text, path);
      return;
    }
    case 'ID':
      if (String(value).length > maxId) throw wrong(`\`${path}\` is longer than an id can be.`);
      return;
    default:
  }
}

/** A reason that people write: @throws GraphQLError FIELD_REQUIRED, PERSONAL_DATA or BAD_USER_INPUT */
export function checkReason(reason: string | null, required: boolean): void {
  if (reason === null || reason.trim() === '') {
    if (!required) return;
    throw refusal('FIELD_REQUIRED', '`reason` must have a value.', { field: 'reason' });
  }
  checkScalar('String', reason, 'reason', { ...openRules, screened: null });
}

const openRules: ValueRules = { limits: {}, screened: [], isKnown: () => true, territory: null };

/** @throws GraphQLError PERSONAL_DATA, which does not repeat what was found */
export function refusePersonalData(text: string, path: string): void {
  const found = findPersonalData(text);
  if (found === null) return;
  throw refusal('PERSONAL_DATA', `\`${path}\` seems to hold ${found}.`, { field: path });
}

function checkGeometry(value: unknown, path: string, territory: ValueRules['territory']): void {
  const points = positions((value as { coordinates?: unknown }).coordinates, 0);
  const wrong = (message: string) => refusal('BAD_USER_INPUT', message, { field: path });
  if (points === null || points.length === 0)
    throw wrong(`\`${path}\` holds no readable positions.`);
  if (points.length > 10_000) throw wrong(`\`${path}\` holds more than 10000 positions.`);
  const [west, south, east, north] = territory ?? [-180, -90, 180, 90];
  const outside = points.some(([x, y]) => x < west || x > east || y < south || y > north);
  if (outside) throw wrong(`\`${path}\` lies outside the territory of this hub.`);
}

function positions(value: unknown, depth: number): readonly (readonly [number, number])[] | null {
  if (!Array.isArray(value) || depth > 4) return null;
  const [x, y] = value as readonly unknown[];
  if (typeof x === 'number' && typeof y === 'number') {
    return Number.isFinite(x) && Number.isFinite(y) ? [[x, y]] : null;
  }
  const all: (readonly [number, number])[] = [];
  for (const one of value) {
    const found = positions(one, depth + 1);
    if (found === null) return null;
    for (const point of found) all.push(point);
  }
  return all;
}
