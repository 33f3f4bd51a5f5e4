import type { Row } from '../database.ts';
import type { MarkingInput } from '../marking-input.ts';
import { type BoundWrites, recordField } from './bind-writes.ts';
import { checkReason } from './check-values.ts';
import { createRecords } from './create-records.ts';
import { defineMutation, type MutationDefinition } from './define-mutation.ts';
import type { InputModel } from './input-model.ts';
import { readInput, requireReferences } from './read-input.ts';
import type { RevisionKind } from './record-change.ts';
import { notFound, refusal, refusalOf } from './refusal.ts';
import { rolesOf, type Values } from './states.ts';
import type { WriteContext } from './write-context.ts';
import { valueRules } from './write-rules.ts';

/** Rows of one bulk mutation at most. */
export const maxBulkRows = 1_000;

interface CreateArguments {
  readonly input: Row;
  readonly marking?: MarkingInput | null;
}

interface BulkArguments {
  readonly inputs: readonly Row[];
  readonly marking?: MarkingInput | null;
  readonly allOrNone: boolean;
}

interface ChangeArguments {
  readonly id: string;
  readonly expectedRevision: number;
  readonly reason?: string | null;
  readonly input?: Row | null;
  readonly with?: Row | null;
  readonly to?: string;
}

/** The mutations that a type's writes name, in the standard form. */
export function standardWrites(bound: BoundWrites): readonly MutationDefinition[] {
  const { create, advance, correct, changes = [], withdraw } = bound.options;
  const steps = Object.entries(advance?.steps ?? {});
  return [
    ...(create === undefined ? [] : [createOne(bound, create.field, create.roles)]),
    ...(create?.bulk === undefined ? [] : [createMany(bound, create.bulk, create.roles)]),
    ...(advance?.field === undefined ? [] : [advanceOne(bound, advance.field, null)]),
    ...Object.entries(advance?.fields ?? {}).map(([field, to]) => advanceOne(bound, field, to)),
    ...steps.map(([field, to]) => advanceOne(bound, field, [to])),
    ...(correct === undefined ? [] : [changeOne(bound, correct.field, correct.roles, 'CORRECTED')]),
    ...changes.map(({ field, roles }) => changeOne(bound, field, roles, 'CHANGED')),
    ...(withdraw === undefined ? [] : [withdrawOne(bound, withdraw.field, withdraw.roles)]),
  ];
}

function createOne(
  bound: BoundWrites,
  field: string,
  roles: readonly string[],
): MutationDefinition {
  const { type } = bound.entity;
  return defineMutation(field, {
    roles,
    handle: async (write, { input, marking }: CreateArguments) => ({
      [recordField(type)]: await write.create(type, input, { marking: marking ?? null }),
    }),
  });
}

function createMany(
  bound: BoundWrites,
  field: string,
  roles: readonly string[],
): MutationDefinition {
  const name = recordField(bound.entity.type);
  return defineMutation(field, {
    roles,
    handle: async (
      _write,
      { inputs, marking, allOrNone }: BulkArguments,
      { bindings, transaction },
    ) => {
      if (inputs.length > maxBulkRows) {
        throw refusal(
          'TOO_MANY_ROWS',
          `\`inputs\` holds ${inputs.length} rows: at most ${maxBulkRows} are taken at once.`,
          { field: 'inputs' },
        );
      }
      const make = () =>
        createRecords({ ...bindings, bound }, transaction, inputs, marking ?? null);
      const made = allOrNone
        ? await transaction.undoable(make, (all) => all.every((one) => 'id' in one))
        : await make();
      const whole = !allOrNone || made.every((one) => 'id' in one);
      const rows = made.map((one, index) => {
        if ('refused' in one) return { index, [name]: null, error: refusalOf(one.refused) };
        if (whole) return { index, [name]: one.id, error: null };
        const error = refusalOf(
          refusal(
            'ROW_NOT_WRITTEN',
            'Another row was refused, and all or none were to be written.',
          ),
        );
        return { index, [name]: null, error };
      });
      const accepted = rows.filter(({ error }) => error === null).length;
      return { accepted, refused: rows.length - accepted, rows };
    },
  });
}

/** @param leads the states that the field leads to; null for all */
function advanceOne(
  bound: BoundWrites,
  field: string,
  leads: readonly string[] | null,
): MutationDefinition {
  const { entity, states } = bound;
  const ways = states?.transitions.filter(({ to }) => leads === null || leads.includes(to)) ?? [];
  return defineMutation(field, {
    roles: rolesOf({ initial: [], transitions: ways }),
    handle: async (write, args: ChangeArguments, { bindings, transaction }) => {
      const { id, expectedRevision, reason = null, with: given } = args;
      const record = await write.lock(entity.type, id, expectedRevision);
      const rules = valueRules(bindings, bound, await write.mode());
      const inputs = bound.inputs.get(field) ?? [];
      const { columns, references } = readInput(inputs, given ?? {}, rules);
      await requireReferences(references, bindings, transaction);
      const to = args.to ?? leads?.[0] ?? '';
      if (leads !== null && !leads.includes(to)) throw elsewhere(field, to, leads);
      await write.advance(record, to, { with: await observed(inputs, columns, write), reason });
      return { [recordField(entity.type)]: id };
    },
  });
}

function elsewhere(field: string, to: string, leads: readonly string[]) {
  return refusal(
    'TRANSITION_NOT_ALLOWED',
    `\`${field}\` does not lead to ${to}, but to ${leads.join(', ')}.`,
    { field: 'to', allowed: leads },
  );
}

function changeOne(
  bound: BoundWrites,
  field: string,
  roles: readonly string[],
  kind: RevisionKind,
): MutationDefinition {
  const { entity } = bound;
  return defineMutation(field, {
    roles,
    handle: async (write, args: ChangeArguments, { bindings, transaction }) => {
      const { id, expectedRevision, reason = null, input } = args;
      checkReason(reason, kind === 'CORRECTED');
      const record = await write.lock(entity.type, id, expectedRevision);
      if (record.row['owner_code'] !== write.caller.partner) throw notFound(id);
      const rules = valueRules(bindings, bound, await write.mode());
      const inputs = bound.inputs.get(field) ?? [];
      const { columns, references } = readInput(inputs, input ?? {}, rules);
      await requireReferences(references, bindings, transaction);
      if (await write.differs(record, columns)) {
        const values = kind === 'CHANGED' ? await observed(inputs, columns, write) : columns;
        await write.change(record, values, { kind, reason });
      }
      return { [recordField(entity.type)]: id };
    },
  });
}

/** What is new was observed now, where the input could say when and does not. A correction is not. */
async function observed(inputs: InputModel, columns: Values, write: WriteContext): Promise<Values> {
  const asked = inputs.some(({ name }) => name === 'observedAt');
  return asked && !('observed_at' in columns)
    ? { ...columns, observed_at: await write.at() }
    : columns;
}

function withdrawOne(
  bound: BoundWrites,
  field: string,
  roles: readonly string[],
): MutationDefinition {
  const { entity } = bound;
  return defineMutation(field, {
    roles,
    handle: async (write, { id, expectedRevision, reason = null }: ChangeArguments) => {
      checkReason(reason, true);
      const record = await write.lock(entity.type, id, expectedRevision);
      if (record.row['owner_code'] !== write.caller.partner) throw notFound(id);
      await write.change(record, { withdrawn_at: await write.at() }, { kind: 'WITHDRAWN', reason });
      return { [recordField(entity.type)]: id };
    },
  });
}
