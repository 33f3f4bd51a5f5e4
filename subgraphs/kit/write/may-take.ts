import type { Row } from '../database.ts';
import type { Visibility } from '../visibility.ts';
import { type Party, partiesOf, type StateMachine, type Transition, type Who } from './states.ts';

/** Columns by which it is decided who may take a transition. */
export interface PartyColumns {
  /** Field -> column. */
  readonly columnOf: (field: string) => string;
}

/** Whether the caller's partner is one that may take a transition of this record. */
export function isParty(who: Who, row: Row, caller: Visibility, columns: PartyColumns): boolean {
  return partiesOf(who).some((party) => isOne(party, row, caller, columns));
}

function isOne(who: Party, row: Row, caller: Visibility, columns: PartyColumns): boolean {
  if (who === 'released') return true;
  const owns = row['owner_code'] === caller.partner;
  if (who === 'owner') return owns;
  if (who === 'others') return !owns;
  const named = row[columns.columnOf(who.partyField)];
  const codes = Array.isArray(named) ? named : named == null ? [] : [named];
  return codes.length === 0 && who.orOwner === true ? owns : codes.includes(caller.partner);
}

/** Transitions out of the record's present state that the caller's partner may take, whatever its roles. */
export function transitionsOf(
  states: StateMachine,
  row: Row,
  caller: Visibility,
  columns: PartyColumns,
): readonly Transition[] {
  const present = row[columns.columnOf(states.field)];
  return states.transitions.filter(
    ({ from, who = 'owner', when }) =>
      from.some((state) => state === present) &&
      isParty(who, row, caller, columns) &&
      (when === undefined || when(row)),
  );
}

/** The states into which the caller can bring the record now. */
export function allowedStates(
  states: StateMachine,
  row: Row,
  caller: Visibility | null,
  columns: PartyColumns,
): readonly string[] {
  if (caller === null || row['withdrawn_at'] != null) return [];
  const open = transitionsOf(states, row, caller, columns).filter(
    ({ by }) => roleOf(by, caller) !== null,
  );
  return [...new Set(open.map(({ to }) => to))];
}

/** The first of these roles that the caller has; null where it has none. */
export function roleOf(roles: readonly string[], caller: Visibility): string | null {
  return roles.find((role) => caller.roles.includes(role)) ?? null;
}
