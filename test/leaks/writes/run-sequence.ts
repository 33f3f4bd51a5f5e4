import type { Row, Visibility } from '@entente/kit';
import { askTogether } from './ask-together.ts';
import { leaksIn, normalised, standing } from './compare.ts';
import { createDraw } from './create-draw.ts';
import { canariesIn } from './draw.ts';
import { drawMutation } from './draw-mutation.ts';
import { drawQuestion } from './draw-question.ts';
import { drawFocus } from './focus.ts';
import { noteHomes } from './note-homes.ts';
import { type Call, type Operation, type Sent, shown } from './operation.ts';
import { drawCaller } from './partners.ts';
import { type Records, recordIds, recordTypes } from './records.ts';
import type { Answered, Sides } from './sides.ts';
import { withoutWithheld } from './withheld.ts';

export interface SequenceResult {
  readonly failures: readonly string[];
  readonly steps: number;
  /** Steps with a mutation; those that went through; those in whose world something was withheld. */
  readonly writes: number;
  readonly accepted: number;
  readonly withheld: number;
  /** Field of Mutation -> how often it was `taken`, or refused with which code. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Operations in one sequence, one after the other; then so many times some at once. */
const sequenceLength = 50;
const timesTogether = 3;

/**
 * Runs one sequence: each operation on the whole world, and on a copy of what its caller may see. The
 * two answers, and what the two then leave, must be the same.
 */
export async function runSequence(seed: number, sides: Sides): Promise<SequenceResult> {
  const { domain, agreements, whole, twin } = sides;
  let records: Records = {};
  let caller: Visibility;
  const draw = createDraw(seed, { domain, records: () => records, caller: () => caller });
  caller = drawCaller(draw, agreements);
  const focus = drawFocus(domain, draw);
  await whole.records.replace({});
  await whole.records.add(domain.rows?.(draw) ?? {});
  const homes = new Map<string, string | null>();
  const failures: string[] = [];
  const fields = new Map<string, Map<string, number>>();
  const calls: Sent[] = [];
  let touched: readonly string[] = [];
  let [steps, writes, accepted, withheld] = [0, 0, 0, 0];
  records = await whole.records.read();
  for (const table of recordTypes(domain.subgraph).keys()) {
    for (const row of records[table] ?? []) {
      for (const text of canariesIn(row)) homes.set(text, String(row['id']));
    }
  }
  for (let step = 0; step < sequenceLength; step += 1) {
    caller = drawCaller(draw, agreements);
    const known = recordIds(domain.subgraph, records);
    let operation = draw.chance(calls.length < 8 ? 5 : 40)
      ? drawQuestion({ domain, draw, records, focus }, touched)
      : drawMutation({ domain, draw, records, focus });
    if (operation.calls.length > 0 && calls.length > 0 && draw.chance(15)) {
      [caller, operation] = repeated(draw.pick(calls), { caller, operation }, draw.int(4));
    }
    const visible = withoutWithheld(domain, records, caller);
    await twin.records.replace(visible);
    const run = { domain, known, began: Date.now() };
    const both = [whole, twin].map((side) => side.ask(caller, operation));
    const [answer, other] = (await Promise.all(both)) as [Answered, Answered];
    const isWrite = operation.calls.length > 0;
    const next = isWrite ? await whole.records.read() : records;
    const sent = JSON.stringify(operation);
    const looked = { domain, records: next, homes, caller, sent };
    const problems = [
      ...leaksIn(answer.body + answer.headers, looked).map((leak) => `tells ${leak}`),
      ...differing('answers', normalised(answer.body, run), normalised(other.body, run)),
      ...(/INTERNAL_SERVER_ERROR|Cannot query field/.test(answer.body) ? ['is broken'] : []),
      ...(isWrite
        ? differing(
            'leaves',
            standing(withoutWithheld(domain, next, caller), run),
            standing(withoutWithheld(domain, await twin.records.read(), caller), run),
          )
        : []),
    ];
    for (const problem of problems) {
      failures.push(`step ${step} ${problem}\n${shown({ caller, operation }, answer.body)}`);
    }
    steps += 1;
    if (recordIds(domain.subgraph, visible).size < known.size) withheld += 1;
    if (isWrite) {
      const outcome = outcomesOf(operation, answer.body);
      for (const [{ field }, code] of outcome) {
        writes += 1;
        if (code === 'taken') accepted += 1;
        const counts = fields.get(field) ?? new Map<string, number>();
        fields.set(field, counts.set(code, (counts.get(code) ?? 0) + 1));
      }
      calls.push({ caller, operation });
      noteHomes(homes, operation, answer.body);
      const written = [...recordIds(domain.subgraph, next)].filter((id) =>
        (sent + answer.body).includes(id),
      );
      if (written.length > 0) touched = written;
    }
    records = next;
    if (problems.length > 0) break;
  }
  // Last, since what comes of it depends on who is first: all before it is the same again.
  for (let time = 0; time < timesTogether && failures.length === 0; time += 1) {
    const sent = Array.from({ length: 2 + draw.int(3) }, (): Sent => {
      caller = drawCaller(draw, agreements);
      const drawing = { domain, draw, records, focus };
      return {
        caller,
        operation: draw.chance(25) ? drawQuestion(drawing, touched) : drawMutation(drawing),
      };
    });
    // The same once more, by whom it was or by another.
    if (draw.chance(40)) sent.push(draw.pick(sent));
    if (draw.chance(20)) {
      sent.push({ caller: drawCaller(draw, agreements), operation: draw.pick(sent).operation });
    }
    const asked = await askTogether(sent, { domain, whole, homes, records });
    failures.push(...asked.failures);
    steps += sent.length;
    records = asked.records;
  }
  return { failures, steps, writes, accepted, withheld, fields };
}

/** An earlier call once more: by whom it was; by another; as another's key; as its own key. */
function repeated(before: Sent, now: Sent, how: number): [Visibility, Operation] {
  if (how === 0) return [before.caller, before.operation];
  if (how === 1) return [now.caller, before.operation];
  const { idempotencyKey } = before.operation.variables;
  const { variables } = now.operation;
  if (idempotencyKey === undefined || !('idempotencyKey' in variables))
    return [before.caller, before.operation];
  const operation = { ...now.operation, variables: { ...variables, idempotencyKey } };
  return [how === 2 ? now.caller : before.caller, operation];
}

/** Of each mutation in an operation whether it was `taken`, or refused with which code. */
function outcomesOf({ calls }: Operation, body: string): readonly (readonly [Call, string])[] {
  const { errors = [] } = JSON.parse(body) as { readonly errors?: readonly Refused[] };
  return calls.map((call) => {
    const error = errors.find(({ path }) => path === undefined || path[0] === call.alias);
    return [call, error === undefined ? 'taken' : String(error.extensions?.['code'] ?? '')];
  });
}

interface Refused {
  readonly path?: readonly unknown[];
  readonly extensions?: Row;
}

function differing(what: string, one: string, other: string): readonly string[] {
  if (one === other) return [];
  const lines = one.split('\n');
  const others = new Set(other.split('\n'));
  const more = lines.filter((line) => !others.has(line));
  const less = [...others].filter((line) => !lines.includes(line));
  return [
    `${what} otherwise than without what is withheld:\n+ ${more.join('\n+ ')}\n- ${less.join('\n- ')}`,
  ];
}
