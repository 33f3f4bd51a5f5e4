import type { Row, Transition, Visibility } from '@entente/kit';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { type Machine, partiesOf, type Sent, type Step, variants } from './state-machine-model.ts';

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
  variant: fc.nat(variants - 1),
  commands: fc.array(command, { minLength: 1, maxLength: 8, size: 'max' }),
});
export type Run = typeof runs extends fc.Arbitrary<infer R> ? R : never;

/** What the model knows of the record. */
interface Model {
  readonly id: string;
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
const newKey = () => {
  keys.made += 1;
  return `drive-${keys.made}`;
};

/**
 * Drives one record through its machine and compares each answer, and in the end its whole history, with
 * a model that knows nothing but the machine's data.
 */
export async function drive(machine: Machine, run: Run): Promise<void> {
  const state = machine.begins[run.first % machine.begins.length] ?? '';
  const model = await begin(machine, state, run.variant);
  for (const one of run.commands) await take(machine, model, one);
  await compareTrail(machine, model);
}

/**
 * Takes each way of the machine once, as one who may, with all that it wants. A state to which a
 * statement alone leads is refused as a mere advance, and reached by the statement.
 */
export async function takeEachWay(machine: Machine): Promise<void> {
  for (const { from, transition } of machine.steps) await takeWay(machine, from, transition);
}

async function takeWay(machine: Machine, from: string, transition: Transition): Promise<void> {
  const { to } = transition;
  // Some records name nobody, and who may take it differs.
  for (let variant = 0; variant < variants; variant += 1) {
    const model = await begin(machine, from, variant);
    const row = await machine.read(model.id);
    const who = machine.callers.find(
      (one) => wayOf(machine, model, row, one, to) === transition && one.roles.length === 1,
    );
    if (who === undefined) continue;
    const sending = { who, to, expectedRevision: 1, withValues: true, reason: 'for the test' };
    const expected = expectation(machine, model, row, sending, true);
    const call = { id: model.id, from, ...sending, key: newKey() };
    settle(machine, model, row, sending, expected, await machine.send(call));
    if (machine.isStated(to)) {
      const { code } = await machine.makeStatement(model.id, to, who, newKey());
      expect({ from, to, code }).toEqual({ from, to, code: null });
      follow(machine, model, row, { ...sending, reason: null });
    }
    expect([from, model.state, model.revision]).toEqual([from, to, 2]);
    return compareTrail(machine, model);
  }
  throw new Error(`Nobody can take ${from} -> ${to}.`);
}

async function begin(machine: Machine, state: string, variant: number): Promise<Model> {
  const id = await machine.begin(state, variant);
  return { id, state, revision: 1, history: [] };
}

/** Complete, and each change told once: the record was not made through the kit, so it begins at 2. */
async function compareTrail(machine: Machine, { id, history, ...model }: Model): Promise<void> {
  const [owner] = machine.callers;
  if (owner === undefined) throw new TypeError('A machine without callers.');
  expect(await machine.seen(id, owner)).toMatchObject(model);
  expect(await machine.told(id, owner)).toEqual({
    history,
    revisions: history.map(({ revision, byPartner }) => ({ revision, byPartner, kind: 'STATE' })),
  });
}

async function take(machine: Machine, model: Model, one: Command): Promise<void> {
  const { id } = model;
  const row = await machine.read(id);
  const { who, to } = choose(machine, row, model, one);
  const sees = await compareSeen(machine, model, row, who);
  const sending: Sending = {
    who,
    to,
    expectedRevision: one.stale ? model.revision + 1 : model.revision,
    withValues: one.withValues,
    reason: one.reason ? 'for the test' : null,
  };
  const key = newKey();
  const call = { id, from: model.state, ...sending, key };
  const expected = expectation(machine, model, row, sending, sees);
  switch (one.how) {
    case 'once':
      return settle(machine, model, row, sending, expected, await machine.send(call));
    case 'twins': {
      const [a, b] = await Promise.all([machine.send(call), machine.send(call)]);
      expect(b).toEqual(a);
      return settle(machine, model, row, sending, expected, a);
    }
    case 'again': {
      const sent = await machine.send(call);
      settle(machine, model, row, sending, expected, sent);
      // A refusal is judged anew; what was done is done once.
      if (sent.code === null) expect(await machine.send(call)).toEqual(sent);
      return;
    }
    case 'reused': {
      const sent = await machine.send(call);
      settle(machine, model, row, sending, expected, sent);
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
        open: one.open,
      });
      const other: Sending = { ...sending, ...rival };
      const rivalSees = await compareSeen(machine, model, row, rival.who);
      const otherExpected = expectation(machine, model, row, other, rivalSees);
      const [a, b] = await Promise.all([
        machine.send(call),
        machine.send({ ...call, ...other, key: `${key}-rival` }),
      ]);
      // Both have seen the same revision: one of them at most is done, the other learns of it.
      expect([a, b].filter(({ code }) => code === null).length).toBeLessThan(2);
      if (a.code === null) {
        settle(machine, model, row, sending, expected, a);
        expect([...otherExpected, ...late]).toContain(b.code);
      } else if (b.code === null) {
        settle(machine, model, row, other, otherExpected, b);
        expect([...expected, ...late]).toContain(a.code);
      } else {
        settle(machine, model, row, sending, expected, a);
        settle(machine, model, row, other, otherExpected, b);
      }
    }
  }
}

/** What a rival may learn that came too late: what it was about has changed, or is withheld now. */
const late = ['REVISION_CONFLICT', 'RECORD_NOT_FOUND'] as const;

/** Compares what a caller sees; whether it sees anything. */
async function compareSeen(
  machine: Machine,
  model: Model,
  row: Row,
  who: Visibility,
): Promise<boolean> {
  const seen = await machine.seen(model.id, who);
  if (seen === null) return false;
  const allowed = machine.states.transitions.filter(
    (way) => isOpen(machine, way, model.state, row, who) && hasRole(way, who),
  );
  expect({ ...seen, allowedTransitions: [...seen.allowedTransitions].sort() }).toEqual({
    state: model.state,
    revision: model.revision,
    allowedTransitions: [...new Set(allowed.map((way) => way.to))].sort(),
  });
  return true;
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

/** The way that a caller takes to a state: the first that it may. */
function wayOf(
  machine: Machine,
  { state }: Model,
  row: Row,
  who: Visibility,
  to: string,
): Transition | undefined {
  return machine.states.transitions.find(
    (one) => one.to === to && isOpen(machine, one, state, row, who) && hasRole(one, who),
  );
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
  const way = wayOf(machine, model, row, who, to);
  if (way === undefined) {
    const open = transitions.some(
      (one) => one.to === to && isOpen(machine, one, model.state, row, who),
    );
    return [open ? 'ROLE_REQUIRED' : 'TRANSITION_NOT_ALLOWED'];
  }
  if (way.reason === 'required' && reason === null) return ['FIELD_REQUIRED'];
  if (machine.isStated(to)) return ['FIELD_REQUIRED', 'BAD_USER_INPUT'];
  if (withValues) return [null];
  const lacking = (way.requires ?? []).some((field) => row[machine.columnOf(field)] == null);
  if (lacking) return ['FIELD_REQUIRED'];
  // Without them, it is for the subgraph to say whether what the record holds will do.
  return machine.wantsValues(model.state, to) ? [null, 'BAD_USER_INPUT'] : [null];
}

/** Compares an answer with what was expected, and lets the model follow. */
function settle(
  machine: Machine,
  model: Model,
  row: Row,
  sending: Sending,
  expected: readonly (string | null)[],
  { code, currentRevision, record }: Sent,
): void {
  const call = `${model.state} -> ${sending.to}`;
  expect({
    call,
    code: expected.includes(code) ? code : `not ${code}, but one of ${expected.map(String)}`,
  }).toEqual({ call, code });
  if (code === 'REVISION_CONFLICT') expect(currentRevision).toBe(model.revision);
  if (code !== null) return;
  follow(machine, model, row, sending);
  const { state, revision } = model;
  expect(Object.values(record ?? {})).toEqual([{ state, revision }]);
}

function follow(machine: Machine, model: Model, row: Row, { who, to, reason }: Sending): void {
  const way = wayOf(machine, model, row, who, to);
  const byRole = way?.by.find((role) => who.roles.includes(role));
  if (byRole === undefined) throw new Error(`${who.partner} took no way to ${to}.`);
  model.revision += 1;
  model.history.push({
    from: model.state,
    to,
    byPartner: who.partner,
    byRole,
    reason,
    revision: model.revision,
  });
  model.state = to;
}
