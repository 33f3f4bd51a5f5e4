import {
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { type Choices, createChoices, hashText } from './choices.ts';
import type { Path } from './oracle.ts';
import { isRecord, type Serving, type SubgraphRun } from './subgraph-schema.ts';

/** What goes over the wire for one fetch. */
export type Delivery =
  | { readonly kind: 'json'; readonly text: string; readonly status?: number }
  /** No GraphQL: `text` with that status. */
  | { readonly kind: 'other'; readonly status: number; readonly text: string }
  | { readonly kind: 'reset' }
  /** Never an answer. */
  | { readonly kind: 'silence' };

export interface Injected {
  readonly fault: string;
  readonly delivery: Delivery;
  /** The answer that arrives; undefined where the fetch fails. */
  readonly body: unknown;
  /** The error that the subgraph reports with it. */
  readonly reported?: { readonly at: Serving | undefined; readonly code: string | undefined };
}

export interface FaultyFetch {
  readonly subgraph: string;
  readonly body: string;
  readonly schema: GraphQLSchema;
  readonly servings: readonly Serving[];
  readonly truth: unknown;
  readonly rerun: (failAt: NonNullable<SubgraphRun['failAt']>) => Promise<unknown>;
}

export type FaultKind = 'failed' | 'null entity' | 'error' | 'bad value' | 'silence';

/** Decides by subgraph and request body alone, so that a run can be repeated. */
export async function chooseFault(
  fetch: FaultyFetch,
  seed: number,
  silence: boolean,
): Promise<Injected | undefined> {
  const choices = createChoices(hashText(`${seed}|${fetch.subgraph}|${fetch.body}`));
  if (!choices.chance(40)) return undefined;
  if (silence && choices.chance(50)) {
    return { fault: 'silence', delivery: { kind: 'silence' }, body: undefined };
  }
  switch (choices.int(6)) {
    case 0:
      return failedFetch(choices);
    case 1:
      return nullEntity(choices, fetch) ?? failedFetch(choices);
    case 2:
      return reportedError(choices, fetch);
    default:
      return badValue(choices, fetch);
  }
}

function failedFetch(choices: Choices): Injected {
  const delivery: Delivery = choices.pick([
    { kind: 'other', status: 500, text: 'out of order' },
    { kind: 'other', status: 503, text: '{"data":{},"note":"of a proxy"}' },
    { kind: 'other', status: 200, text: '{"data":{"a0":[1' },
    { kind: 'other', status: 200, text: '<html>a login page</html>' },
    { kind: 'other', status: 200, text: '["no", "response"]' },
    { kind: 'other', status: 200, text: 'null' },
    { kind: 'other', status: 200, text: '{}' },
    { kind: 'other', status: 200, text: '' },
    { kind: 'other', status: 200, text: '{"data":"text"}' },
    { kind: 'other', status: 200, text: '{"data":{},"errors":"text"}' },
    { kind: 'reset' },
  ]);
  return { fault: 'failed', delivery, body: undefined };
}

function nullEntity(choices: Choices, { servings, truth }: FaultyFetch): Injected | undefined {
  const entities = servings.filter(({ field }) => field === '');
  if (entities.length === 0) return undefined;
  const { path } = choices.pick(entities);
  return changed('null entity', replaceAt(truth, ['data', ...path], null));
}

const codes = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'PRIVATE_CODE',
  'GRAPHQL_VALIDATION_FAILED',
  undefined,
];

async function reportedError(choices: Choices, fetch: FaultyFetch): Promise<Injected> {
  const code = choices.pick(codes);
  const servings = once(fetch.servings);
  if (servings.length === 0 || choices.chance(20)) {
    const error = {
      message: 'at db.internal',
      ...(code === undefined ? {} : { extensions: { code } }),
    };
    return {
      ...changed('error', { data: null, errors: [error] }),
      reported: { at: undefined, code },
    };
  }
  const at = choices.pick(servings);
  const body = await fetch.rerun({ path: JSON.stringify(at.path), code });
  return { ...changed('error', body), reported: { at, code } };
}

/** Fields that the request asks of an object once: a fault there has one meaning. */
function once(servings: readonly Serving[]): Serving[] {
  const counts = new Map<string, number>();
  const nameOf = ({ instance, field, args }: Serving): string =>
    `${instance.type}|${instance.key}|${field}|${args}`;
  for (const serving of servings) {
    counts.set(nameOf(serving), (counts.get(nameOf(serving)) ?? 0) + 1);
  }
  return servings.filter((serving) => serving.field !== '' && counts.get(nameOf(serving)) === 1);
}

function badValue(choices: Choices, fetch: FaultyFetch): Injected | undefined {
  const servings = once(fetch.servings);
  if (servings.length === 0) return undefined;
  const serving = choices.pick(servings);
  const place: (string | number)[] = ['data', ...serving.path];
  let value = valueAt(fetch.truth, place);
  let type = fieldType(fetch.schema, serving);
  if (choices.chance(12)) return changed('extra keys', withExtraKeys(fetch.truth));
  if (choices.chance(15)) return changed('missing', replaceAt(fetch.truth, place, undefined));
  for (;;) {
    if (isNonNullType(type)) type = type.ofType;
    if (!isListType(type) || !Array.isArray(value) || value.length === 0 || choices.chance(25))
      break;
    const index = choices.int(value.length);
    place.push(index);
    value = value[index];
    type = type.ofType;
  }
  const bad = misfit(choices, type, value);
  return bad === undefined
    ? undefined
    : changed('bad value', replaceAt(fetch.truth, place, bad.value));
}

function fieldType(
  schema: GraphQLSchema,
  { instance, field }: Serving,
): GraphQLOutputType | undefined {
  const type = schema.getType(instance.type);
  if (isObjectType(type)) return type.getFields()[field]?.type;
  return undefined;
}

/** A value that the type cannot have, whatever one thinks of coercion. */
function misfit(
  choices: Choices,
  type: GraphQLOutputType | undefined,
  value: unknown,
): { readonly value: unknown } | undefined {
  if (type === undefined) return undefined;
  if (isNonNullType(type)) return { value: null };
  if (isListType(type)) return { value: choices.pick<unknown>(['text', {}, 5, true]) };
  if (isEnumType(type))
    return { value: choices.pick<unknown>(['NEVER', 7, {}, ['RED'], '__proto__']) };
  if (isScalarType(type)) {
    const misfits: Readonly<Record<string, readonly unknown[]>> = {
      Int: ['text', 1.5, 2147483648, {}, [], true, '__proto__'],
      Float: ['text', {}, [1], true],
      Boolean: ['true', 1, {}, []],
      String: [{}, [], { __typename: 'String' }],
      ID: [{}, ['1'], true, 1.5],
    };
    const some = misfits[type.name];
    return some === undefined ? undefined : { value: choices.pick(some) };
  }
  if (isAbstractType(type) && isRecord(value) && '__typename' in value && choices.chance(60)) {
    return {
      value: {
        ...value,
        __typename: choices.pick<unknown>(['Nothing', 'Query', 5, null, '__proto__', 'toString']),
      },
    };
  }
  return { value: choices.pick<unknown>(['text', 5, [], [{}], true]) };
}

/** What nobody asked for must not matter, prototypes least of all. */
function withExtraKeys(truth: unknown): unknown {
  const text = JSON.stringify(truth);
  const extra = '"__proto__":{"id":"polluted","label":"polluted"},"constructor":5,"unasked":[1],';
  // Objects get them in front; strings and what custom scalars hold (`a`, `c`) stay as they are.
  return JSON.parse(
    text.replaceAll(/"(?:[^"\\]|\\.)*"|\{(?="(?![ac]":))/g, (part) =>
      part === '{' ? `{${extra}` : part,
    ),
  );
}

function changed(fault: string, body: unknown): Injected {
  return { fault, delivery: { kind: 'json', text: JSON.stringify(body) }, body };
}

export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Object.getOwnPropertyDescriptor(current, step)?.value;
  }
  return current;
}

/** A copy with another value at the path; undefined leaves the key out. */
function replaceAt(value: unknown, path: Path, put: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return put;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === step ? replaceAt(item, rest, put) : item));
  }
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      if (key !== step) return [[key, item]];
      const next = replaceAt(item, rest, put);
      return next === undefined ? [] : [[key, next]];
    }),
  );
}
