import type { Visibility } from '@entente/kit';
import type { FormattedExecutionResult } from 'graphql';
import type { Asker } from '../../../support/subgraph.ts';
import { visibilityOf } from '../../../support/subgraph.ts';

/** A shipment as the tests read it. */
export interface Shipment {
  readonly id: string;
  readonly revision: number;
  readonly state: string;
  readonly note: string | null;
  readonly tonnes: number | null;
  readonly changedAt: string;
  readonly withdrawnAt: string | null;
  readonly allowedTransitions: readonly string[];
  readonly [field: string]: unknown;
}

export const fields = `id revision state stateChangedAt note tonnes boxes tags items { label quantity unit }
  place { pcode } persons outcome deliveredAt changedAt observedAt asOf withdrawnAt exercise
  allowedTransitions owner { code }
  marking { policyId originator releasableTo sensitivity tlp }
  history { from to at byPartner byRole reason revision }
  revisions { revision kind at byPartner reason changes { field before after } }`;

export const reporter = (partner: string) => visibilityOf(partner, { roles: ['reporter'] });
export const verifier = (partner: string) => visibilityOf(partner, { roles: ['verifier'] });

/** Seen by every partner. */
export const shared = {
  policyId: 'EXERCISE-1',
  classification: 'UNCLASSIFIED',
  sensitivity: 'LOW',
  tlp: 'GREEN',
  releasableTo: ['PARTNERS'],
  purposes: ['COORDINATION'],
} as const;

const keys = { made: 0 };
/** A key that no other call has. */
export function newKey(): string {
  keys.made += 1;
  return `key-${keys.made}`;
}

/** Sends one mutation with these arguments, each as a variable of the type that is given for it. */
export async function send(
  subgraph: { readonly as: (visibility: Visibility) => Asker },
  who: Visibility,
  field: string,
  args: Readonly<Record<string, unknown>>,
  selection = `{ shipment { ${fields} } }`,
): Promise<FormattedExecutionResult> {
  const given = { idempotencyKey: newKey(), ...args };
  const variables = Object.keys(given).map((name) => `$${name}: ${typeOf(field, name)}`);
  const passed = Object.keys(given).map((name) => `${name}: $${name}`);
  return subgraph
    .as(who)
    .answer(
      `mutation(${variables.join(', ')}) { answer: ${field}(${passed.join(', ')}) ${selection} }`,
      given,
    );
}

/** The shipment that a mutation answers with; throws where it was refused. */
export async function done(...args: Parameters<typeof send>): Promise<Shipment> {
  const { data, errors } = await send(...args);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return (data as { answer: { shipment: Shipment } }).answer.shipment;
}

/** Why a mutation was refused: the extensions of its one error. */
export async function refused(
  ...args: Parameters<typeof send>
): Promise<Readonly<Record<string, unknown>>> {
  const { errors = [] } = await send(...args);
  if (errors.length !== 1) throw new Error(`Not refused: ${JSON.stringify(errors)}`);
  return { message: errors[0]?.message, ...errors[0]?.extensions };
}

const inputs: Readonly<Record<string, string>> = {
  submitShipment: 'ShipmentInput!',
  addRemark: 'RemarkInput!',
};

function typeOf(field: string, name: string): string {
  switch (name) {
    case 'input':
      return inputs[field] ?? 'ShipmentCorrection!';
    case 'inputs':
      return '[ShipmentInput!]!';
    case 'marking':
      return 'MarkingInput';
    case 'to':
      return field.startsWith('advance') ? 'ShipmentState!' : '[ID!]!';
    case 'with':
      return 'ShipmentProgress';
    case 'ids':
      return '[ID!]!';
    case 'expectedRevision':
      return 'Int!';
    case 'allOrNone':
      return 'Boolean!';
    case 'reason':
      return /^(correct|withdraw)/.test(field) ? 'String!' : 'String';
    default:
      return 'ID!';
  }
}
