import type { Row, Transition, Visibility } from '@entente/kit';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { type Machine, partiesOf, type Sent, type Step } from './state-machine-model.ts';

/** One command of a run; which record it is for is always the run's one. */
export interface Command {
  /** Chooses a way that is open now, and one who may take it; null: anything, by anyone. */
  readonly open: number | null;
  readonly caller: number;
  readonly to: number;
  readonly stale: boolean;
  readonly withValues: boolean;
  readonly reason: boolean;
  /** It is sent once; twice at once; again after it was answered; or with a rival at once. */
  readonly how: 'once' | 'twins' | 'again' | 'reused' | 'rival';
}

const command: fc.Arbitrary<Command> = fc.record({
  open: fc.oneof(
    { weight: 3, arbitrary: fc.nat(1_000) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  caller: fc.nat(1_000),
  to: fc.nat(1_000),
  stale: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  withValues: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  reason: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  how: fc.constantFrom('once', 'once', 'once', 'twins', 'again', 'reused', 'rival'),
});

/** A state to begin in and what is done from there. */
export const runs = fc.record({
  first: fc.nat(1_000),
  commands: fc.array(command, { minLength: 1, maxLength: 8, size: 'max' }),
});
export type Run = typeof runs extends fc.Arbitrary<infer R> ? R : never;

/** What the model knows of the record. */
interface Model {
  state: string;
  revision: number;
  readonly history: Step[];
}

interface Sending {
  readonly who: Visibility;
  readonly to: string;
  readonly expectedRevision: number;
  readonly withValues: boolean;
  readonly reason: string | null;
}

const keys = { made: 0 };

/**
 * Drives one record through its machine and compares each answer, and in the end its whole history, with
 * a model that knows nothing but the machine's data.
 */
export async function drive(machine: Machine, { first, commands }: Run): Promise<void> {
  const state = machine.stored[first % machine.stored.length] ?? '';
  const id = await machine.begin(state);
  const model: Model = { state, revision: 1, history: [] };
  for (const one of commands) await take(machine, id, model, one);
  const owner = machine.callers[0];
  const seen = owner && (await machine.seen(id, owner));
  expect(seen).toMatchObject({
    state: model.state,
    revision: model.revision,
    history: model.history,
  });
  // Complete, and of each change once: the record was not made through the kit, so it begins at 2.
  expect(seen?.revisions.map(({ revision }) => revision)).toEqual(
    model.history.map(({ revision }) => revision),
  );
}

/**
 * Takes one way, as one who may take it.
 *
 * @returns whether it was done
 */
export async function takeWay(machine: Machine, from: string, to: string): Promise<boolean> {
  // Some records name nobody, and who may take it differs.
  for (let tried = 0; tried < 60; tried += 1) {
    const id = await machine.begin(from);
    const row = await machine.read(id);
    const ways = machine.states.transitions.filter((way) => way.to === to);
    for (const who of machine.callers) {
      if (!ways.some((way) => isOpen(machine, way, from, row, who) && hasRole(way, who))) continue;
      keys.made += 1;
      const key = `way-${keys.made}`;
      const values = { withValues: true, reason: 'for the test', expectedRevision: 1 };
      if ((await machine.send({ id, from, to, who, key, ...values })).code === null) return true;
    }
  }
  return false;
}

async function take(machine: Machine, id: string, model: Model, one: Command): Promise<void> {
  const row = await machine.read(id);
  const { who, to } = choose(machine, row, model, one);
  const seen = await machine.seen(id, who);
  if (seen !== null) {
    expect([seen.state, seen.revision]).toEqual([model.state, model.revision]);
    const allowed = machine.states.transitions.filter(
      (way) => isOpen(machine, way, model.state, row, who) && hasRole(way, who),
    );
    expect([...seen.allowedTransitions].sort()).toEqual(
      [...new Set(allowed.map((way) => way.to))].sort(),
    );
  }
  const sending: Sending = {
    who,
    to,
    expectedRevision: one.stale ? model.revision + 1 : model.revision,
    withValues: one.withValues,
    reason: one.reason ? 'for the test' : null,
  };
  keys.made += 1;
  const key = `drive-${keys.made}`;
  const call = { id, from: model.state, ...sending, key };
  const expected = expectation(machine, model, row, sending, seen !== null);
  switch (one.how) {
    case 'once':
      return settle(machine, model, sending, expected, await machine.send(call));
    case 'twins': {
      const [a, b] = await Promise.all([machine.send(call), machine.send(call)]);
      expect(b).toEqual(a);
      return settle(machine, model, sending, expected, a);
    }
    case 'again': {
      const sent = await machine.send(call);
      settle(machine, model, sending, expected, sent);
      // A refusal is judged anew; what was done is done once.
      if (sent.code === null) expect(await machine.send(call)).toEqual(sent);
      return;
    }
    case 'reused': {
      const sent = await machine.send(call);
      settle(machine, model, sending, expected, sent);
      if (sent.code !== null) return;
      const other = await machine.send({ ...call, expectedRevision: call.expectedRevision + 1 });
      expect(other.code).toBe('IDEMPOTENCY_KEY_REUSED');
      return;
    }
    case 'rival': {
      const rival = choose(machine, row, model, {
        ...one,
        caller: one.to,
        to: one.caller,
        open: null,
      });
      const other: Sending = { ...sending, ...rival };
      const rivalSees = (await machine.seen(id, rival.who)) !== null;
      const otherExpected = expectation(machine, model, row, other, rivalSees);
      const [a, b] = await Promise.all([
        machine.send(call),
        machine.send({ ...call, ...other, key: `${key}-rival` }),
      ]);
      // Both have seen the same revision: one of them at most is done, the other learns of it.
      expect([a, b].filter(({ code }) => code === null).length).toBeLessThan(2);
      const late = [...otherExpected, 'REVISION_CONFLICT', 'RECORD_NOT_FOUND'];
      if (a.code === null) {
        settle(machine, model, sending, expected, a);
        expect(late).toContain(b.code);
      } else if (b.code === null) {
        settle(machine, model, other, otherExpected, b);
        expect([...expected, 'REVISION_CONFLICT', 'RECORD_NOT_FOUND']).toContain(a.code);
      } else {
        expect(expected).toContain(a.code);
        expect(otherExpected).toContain(b.code);
      }
    }
  }
}

/** Who does what: a way that is open, taken by one who may; or anyone, anything. */
function choose(
  machine: Machine,
  row: Row,
  model: Model,
  one: Command,
): Pick<Sending, 'who' | 'to'> {
  const { callers, steps } = machine;
  const ways = steps.flatMap(({ from, transition }) =>
    from !== model.state
      ? []
      : callers
          .filter(
            (who) => isOpen(machine, transition, model.state, row, who) && hasRole(transition, who),
          )
          .map((who) => ({ who, to: transition.to })),
  );
  // First a way, then who takes it: a way that many may take is not taken more often.
  const targets = [...new Set(ways.map(({ to }) => to))];
  const target = one.open === null ? undefined : targets[one.open % Math.max(targets.length, 1)];
  const able = ways.filter(({ to }) => to === target);
  const chosen = able[one.caller % Math.max(able.length, 1)];
  if (chosen !== undefined) return chosen;
  const who = callers[one.caller % callers.length];
  const to = steps[one.to % steps.length]?.transition.to;
  if (who === undefined || to === undefined) throw new TypeError('A machine without steps.');
  return { who, to };
}

function isOpen(
  machine: Machine,
  way: Transition,
  state: string,
  row: Row,
  who: Visibility,
): boolean {
  return (
    way.from.includes(state) &&
    partiesOf(way.who).some((party) => machine.isParty(party, row, who)) &&
    (way.when === undefined || way.when(row))
  );
}

function hasRole({ by }: Transition, who: Visibility): boolean {
  return by.some((role) => who.roles.includes(role));
}

/** The codes with which a call may be answered; null: it is done. */
function expectation(
  machine: Machine,
  model: Model,
  row: Row,
  { who, to, expectedRevision, withValues, reason }: Sending,
  sees: boolean,
): readonly (string | null)[] {
  const { transitions } = machine.states;
  if (!machine.rolesFor(to).some((role) => who.roles.includes(role))) return ['ROLE_REQUIRED'];
  const writes =
    row['owner_code'] === who.partner ||
    machine.writers.some((party) => party !== 'owner' && machine.isParty(party, row, who));
  if (!sees || !writes) return ['RECORD_NOT_FOUND'];
  if (expectedRevision !== model.revision) return ['REVISION_CONFLICT'];
  const open = transitions.filter(
    (one) => one.to === to && isOpen(machine, one, model.state, row, who),
  );
  if (open.length === 0) return ['TRANSITION_NOT_ALLOWED'];
  const way = open.find((one) => hasRole(one, who));
  if (way === undefined) return ['ROLE_REQUIRED'];
  // What the subgraph checks itself may still refuse it.
  const others = ['FIELD_REQUIRED', 'BAD_USER_INPUT', 'REFERENCE_UNKNOWN'];
  if (way.reason === 'required' && reason === null) return others;
  const lacking = (way.requires ?? []).some((field) => row[machine.columnOf(field)] == null);
  if (lacking && !withValues) return others;
  return machine.checked || lacking ? [null, ...others] : [null];
}

/** Compares an answer with what was expected, and lets the model follow. */
function settle(
  machine: Machine,
  model: Model,
  { who, to }: Sending,
  expected: readonly (string | null)[],
  { code, currentRevision }: Sent,
): void {
  expect(expected).toContain(code);
  if (code === 'REVISION_CONFLICT') expect(currentRevision).toBe(model.revision);
  if (code !== null) return;
  const ways = machine.states.transitions.filter(
    (one) => one.to === to && one.from.includes(model.state),
  );
  const roles = ways.flatMap(({ by }) => by.filter((role) => who.roles.includes(role)));
  machine.taken.add(`${model.state} -> ${to}`);
  model.revision += 1;
  model.history.push({
    from: model.state,
    to,
    byPartner: who.partner,
    byRole: expect.stringMatching(new RegExp(`^(${roles.join('|')})$`)) as unknown as string,
    revision: model.revision,
  });
  model.state = to;
}
