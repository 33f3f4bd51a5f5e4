import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isObjectType,
} from 'graphql';
import type { Entity } from '../entity.ts';
import { SubgraphDefinitionError } from '../errors.ts';
import { snakeCase } from '../naming.ts';
import { callerPartner, isOwn } from '../release-rule.ts';
import type { WritesDefinition, WritesOptions } from './define-writes.ts';
import { type InputModel, inputModel } from './input-model.ts';
import type { PartyColumns } from './may-take.ts';
import { type Party, partiesOf, type StateMachine, statesOf, type Values } from './states.ts';

/** Writes of a type, held against the contract. */
export interface BoundWrites extends PartyColumns {
  readonly entity: Entity;
  readonly options: WritesOptions;
  readonly states: StateMachine | null;
  /** Fields of the input by the field of Mutation that takes it. */
  readonly inputs: ReadonlyMap<string, InputModel>;
  /** SQL over the table's columns: whose rows the caller may change, of those released to it. */
  readonly writers: string;
  /** Values by field or column -> columns. */
  readonly toColumns: (values: Values) => Values;
}

/** @throws SubgraphDefinitionError where contract and definition do not fit */
export function bindWrites(
  { type, options }: WritesDefinition,
  entity: Entity | undefined,
  schema: GraphQLSchema,
): BoundWrites {
  if (entity === undefined || entity.fields.get('marking')?.kind !== 'marking') {
    throw new SubgraphDefinitionError(`defineWrites('${type}'): it is no record of this subgraph.`);
  }
  const states = options.advance?.states ?? null;
  const columnOf = (field: string) => {
    const model = entity.fields.get(field);
    return model !== undefined && 'column' in model ? model.column : snakeCase(field);
  };
  if (states !== null) checkStates(states, entity, schema);
  const parties = writersOf(options, states);
  for (const who of parties) checkParty(who, entity);
  return {
    entity,
    options,
    states,
    columnOf,
    inputs: inputsOf(options, entity, schema),
    writers: writersSql(parties, columnOf),
    toColumns: (values) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [columnOf(name), value])),
  };
}

function writersOf({ writers = [] }: WritesOptions, states: StateMachine | null): readonly Party[] {
  return [...writers, ...(states?.transitions ?? []).map(({ who }) => who)].flatMap((who) =>
    partiesOf(who),
  );
}

function checkParty(who: Party, entity: Entity): void {
  if (typeof who === 'string') return;
  if (entity.fields.get(who.partyField)?.kind === 'reference') return;
  throw new SubgraphDefinitionError(
    `${entity.type}: ${who.partyField} refers to no partner that could take a transition.`,
  );
}

function writersSql(parties: readonly Party[], columnOf: (field: string) => string): string {
  if (parties.includes('released') || parties.includes('others')) return 'true';
  const columns = parties.flatMap((who) =>
    typeof who === 'string' ? [] : [`"${columnOf(who.partyField)}"`],
  );
  const named = [...new Set(columns)].sort().map((column) => `${callerPartner} = ${column}`);
  return [isOwn, ...named].join(' or ');
}

function checkStates(states: StateMachine, entity: Entity, schema: GraphQLSchema): void {
  const { type, field, transitions, initial } = states;
  const model = entity.fields.get(field);
  const declared = model?.kind === 'column' ? schema.getType(model.scalar) : undefined;
  if (type !== entity.type || !isEnumType(declared)) {
    throw new SubgraphDefinitionError(`${entity.type}.${field} holds no states of ${type}.`);
  }
  const values = declared.getValues().map(({ name }) => name);
  const named = statesOf(states);
  const wrong = [
    ...named.filter((state) => !values.includes(state)).map((state) => `${state} is unknown`),
    ...values.filter((state) => !named.includes(state)).map((state) => `${state} is never reached`),
    ...(initial.length === 0 ? ['no state is the first'] : []),
  ];
  const fields = [
    ...transitions.flatMap(({ requires = [] }) => requires),
    ...(states.lapses ?? []).map(({ at }) => at),
  ];
  for (const name of new Set(fields)) {
    const found = entity.fields.get(name);
    if (found === undefined || !('column' in found)) wrong.push(`it has no field ${name}`);
  }
  for (const name of ['allowedTransitions', 'history']) {
    if (entity.fields.get(name)?.kind !== 'trail') wrong.push(`the contract needs ${name}`);
  }
  if (wrong.length === 0) return;
  throw new SubgraphDefinitionError(`The states of ${type}: ${wrong.join('; ')}.`);
}

type Args = Readonly<Record<string, string>>;

/** The fields of Mutation that the options name, with the arguments that each must take. */
function inputsOf(
  options: WritesOptions,
  entity: Entity,
  schema: GraphQLSchema,
): ReadonlyMap<string, InputModel> {
  const inputs = new Map<string, InputModel>();
  const key: Args = { idempotencyKey: 'ID!' };
  const seen: Args = { id: 'ID!', expectedRevision: 'Int!', ...key };
  const bind = (field: string, args: Args, input: string, extra?: readonly string[]) => {
    const found = mutationField(schema, field, args, entity.type);
    const type = found.args.find(({ name }) => name === input)?.type;
    inputs.set(field, inputModel(type as GraphQLInputType | undefined, entity, schema, extra));
  };
  const { create, advance, correct, changes = [], withdraw } = options;
  if (create !== undefined) {
    bind(create.field, { marking: 'MarkingInput', ...key }, 'input', create.extra);
    if (create.bulk !== undefined) {
      const args = { marking: 'MarkingInput', allOrNone: 'Boolean!', ...key };
      bind(create.bulk, args, 'inputs', create.extra);
    }
  }
  const to = advance === undefined ? '' : `${stateType(entity, advance.states)}!`;
  if (advance?.field !== undefined) {
    bind(advance.field, { ...seen, to, reason: 'String' }, 'with');
  }
  for (const [field, states] of Object.entries(advance?.fields ?? {})) {
    bind(field, { ...seen, to, reason: 'String' }, 'with');
    for (const state of states) requireState(advance?.states, field, state);
  }
  for (const [field, state] of Object.entries(advance?.steps ?? {})) {
    bind(field, { ...seen, reason: 'String' }, 'with');
    requireState(advance?.states, field, state);
  }
  if (correct !== undefined) bind(correct.field, { ...seen, reason: 'String!' }, 'input');
  for (const { field } of changes) bind(field, { ...seen, reason: 'String' }, 'input');
  if (withdraw !== undefined) bind(withdraw.field, { ...seen, reason: 'String!' }, 'input');
  return inputs;
}

function requireState(states: StateMachine | undefined, field: string, to: string): void {
  if (states === undefined || statesOf(states).includes(to)) return;
  throw new SubgraphDefinitionError(`Mutation.${field} leads to ${to}, which is no state.`);
}

function stateType(entity: Entity, { field }: StateMachine): string {
  const model = entity.fields.get(field);
  return model?.kind === 'column' ? model.scalar : '';
}

/** A field of Mutation with these arguments that answers with the record's payload. */
function mutationField(
  schema: GraphQLSchema,
  name: string,
  args: Args,
  type: string,
): GraphQLField<unknown, unknown> {
  const field = schema.getMutationType()?.getFields()[name];
  if (field === undefined) {
    throw new SubgraphDefinitionError(`Mutation.${name}: the contract has no such field.`);
  }
  const given = new Map(field.args.map((one) => [one.name, String(one.type)]));
  const missing = Object.entries(args).filter(([one, text]) => given.get(one) !== text);
  const payload = getNamedType(field.type);
  const suffix = 'allOrNone' in args ? 'Batch' : 'Payload';
  const shape = isObjectType(payload) ? Object.keys(payload.getFields()).join() : '';
  const expected = suffix === 'Batch' ? 'accepted,refused,rows' : recordField(type);
  if (missing.length === 0 && payload.name === `${type}${suffix}` && shape === expected) {
    return field;
  }
  throw new SubgraphDefinitionError(
    `Mutation.${name} must take ${missing.map(([one, text]) => `${one}: ${text}`).join(', ') || 'what it takes'} and give ${type}${suffix} { ${expected} }.`,
  );
}

/** `FlowCount` -> `flowCount`: the payload's field with the record. */
export function recordField(type: string): string {
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
}
