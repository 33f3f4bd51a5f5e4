import { sql } from 'kysely';
import type { Row } from '../database.ts';
import { checkValue, type ValueRules } from './check-values.ts';
import type { InputModel } from './input-model.ts';
import { refusal } from './refusal.ts';
import type { Values } from './states.ts';
import type { WriteTransaction } from './transaction.ts';
import type { WriteRules } from './write-rules.ts';

/** A record that an input refers to, in this subgraph's own tables. */
export interface OwnReference {
  readonly field: string;
  readonly type: string;
  readonly key: unknown;
}

/** An input as columns, with what must still be looked up. */
export interface ReadInput {
  readonly columns: Values;
  readonly references: readonly OwnReference[];
}

/**
 * Reads an input and holds its values to the rules.
 *
 * @throws GraphQLError that names the first field that is wrong
 */
export function readInput(
  model: InputModel,
  input: Row,
  rules: ValueRules & Pick<WriteRules, 'entities'>,
): ReadInput {
  const columns: Record<string, unknown> = {};
  const references: OwnReference[] = [];
  for (const field of model) {
    const value = input[field.name];
    if (value === undefined) continue;
    if (value === null && field.required) {
      throw refusal('FIELD_REQUIRED', `\`${field.name}\` must have a value.`, {
        field: field.name,
      });
    }
    checkValue(field, value, field.name, rules);
    columns[field.column] = value;
    const { reference } = field;
    if (reference === null || value === null || !rules.entities.has(reference)) continue;
    for (const key of Array.isArray(value) ? value : [value]) {
      references.push({ field: field.name, type: reference, key });
    }
  }
  return { columns, references };
}

/** The references that lead to nothing the caller may see. */
export async function missingReferences(
  references: readonly OwnReference[],
  { entities }: Pick<WriteRules, 'entities'>,
  { db }: Pick<WriteTransaction, 'db'>,
): Promise<ReadonlySet<OwnReference>> {
  const missing = new Set<OwnReference>();
  for (const type of new Set(references.map((one) => one.type))) {
    const entity = entities.get(type);
    if (entity === undefined) continue;
    const of = references.filter((one) => one.type === type);
    const key = sql.ref(`t.${entity.key.column}`);
    const keys = [...new Set(of.map((one) => one.key))];
    const { rows } = await sql<{ key: unknown }>`
      select ${key} as key from ${sql.table(entity.table)} as t
      where ${key} = any(${keys}::${sql.raw(entity.key.sqlType)}[])`.execute(db);
    const found = new Set(rows.map((row) => row.key));
    for (const one of of) if (!found.has(one.key)) missing.add(one);
  }
  return missing;
}

/** The same answer for what is not there and for what is withheld. */
export function unknownReference({ field, type, key }: OwnReference) {
  return refusal('REFERENCE_UNKNOWN', `\`${field}\`: ${String(key)} is no ${type}.`, { field });
}

/** @throws GraphQLError REFERENCE_UNKNOWN */
export async function requireReferences(
  references: readonly OwnReference[],
  rules: WriteRules,
  transaction: WriteTransaction,
): Promise<void> {
  const [missing] = await missingReferences(references, rules, transaction);
  if (missing !== undefined) throw unknownReference(missing);
}

/** How far ahead of us an observation may be: clocks differ. Milliseconds. */
const clockSkew = 5 * 60_000;

/** @throws GraphQLError where a record would have been observed in the future, or end before that */
export function checkTimes(row: Row, now: number): void {
  const observed = Date.parse(String(row['observed_at']));
  if (observed > now + clockSkew) {
    throw refusal('BAD_USER_INPUT', '`observedAt` lies in the future.', { field: 'observedAt' });
  }
  const until = row['valid_until'];
  if (until != null && Date.parse(String(until)) < observed) {
    throw refusal('BAD_USER_INPUT', '`validUntil` lies before `observedAt`.', {
      field: 'validUntil',
    });
  }
}
