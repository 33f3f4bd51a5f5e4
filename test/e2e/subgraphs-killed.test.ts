import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { lastDay } from '../../cli/exercise/load-small.ts';
import { type Stack, startStack } from '../support/stack.ts';

interface Answer {
  readonly data: { readonly place: Readonly<Record<string, unknown>> | null } | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

/** What each subgraph gives of one place. */
const parts: Readonly<Record<string, string>> = {
  reference: 'name { en }',
  'aid-logistics': 'consignments(first: 1) { totalCount }',
  'ceasefire-monitoring': 'incidents(first: 1) { totalCount }',
  infrastructure: 'facilities(first: 1) { totalCount }',
  governance: 'milestones(first: 1) { totalCount }',
  'field-hospitals': 'fieldHospitals(first: 1) { totalCount }',
};
const fieldOf = (subgraph: string) => parts[subgraph]?.split(/\W/)[0] ?? '';
const names = Object.keys(parts);
const query = `{ place(pcode: "XT0102") { ${Object.values(parts).join(' ')} } }`;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ exercise: { seed: 1, size: 'small', until: lastDay() } });
}, 60_000);
afterAll(() => stack.stop());

async function ask(): Promise<Answer> {
  const response = await fetch(stack.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

/** The process that runs a subgraph of this stack: a child of the process that started it. */
function processOf(subgraph: string): number | undefined {
  const program =
    subgraph === 'field-hospitals' ? 'examples/partner-subgraph' : `subgraphs/${subgraph}`;
  const listing = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
  for (const line of listing.split('\n')) {
    const [pid, parent, state, ...rest] = line.trim().split(/\s+/);
    const running = parent === String(stack.process.pid) && !state?.startsWith('Z');
    if (running && rest.join(' ').includes(`${program}/main.ts`)) return Number(pid);
  }
  return undefined;
}

it.each(names)(
  'answers the rest while %s is down, and all of it when it is back',
  async (subgraph) => {
    const whole = await ask();
    expect(whole.errors).toBeUndefined();
    expect(Object.values(whole.data?.place ?? {}).every((part) => part !== null)).toBe(true);

    const before = processOf(subgraph);
    expect(before).toBeDefined();
    process.kill(before ?? 0, 'SIGKILL');

    // Other queries run all the time; each is whole, or lacks this part alone and says so.
    const rest = Object.entries(whole.data?.place ?? {}).filter(
      ([name]) => name !== fieldOf(subgraph),
    );
    let missed = 0;
    for (let answered = false; !answered; ) {
      const answers = await Promise.all(Array.from({ length: 10 }, ask));
      for (const { data, errors } of answers) {
        if (errors === undefined) {
          expect(data).toEqual(whole.data);
          answered = processOf(subgraph) !== before;
          continue;
        }
        missed += 1;
        expect(
          errors.map(({ extensions }) => [extensions['code'], extensions['subgraph']]),
        ).toEqual(errors.map(() => ['SUBGRAPH_UNAVAILABLE', subgraph]));
        expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONN|localhost/);
        // Without the reference subgraph the place itself is a stub that the others cannot confirm.
        if (subgraph === 'reference') expect(data?.place).toBeNull();
        else {
          expect(data?.place?.[fieldOf(subgraph)]).toBeNull();
          for (const [name, value] of rest) expect(data?.place?.[name]).toEqual(value);
        }
      }
      await sleep(20);
    }
    expect(missed).toBeGreaterThan(0);
    expect(stack.output()).toMatch(new RegExp(`${subgraph} ended: .*Next try in`));
  },
  60_000,
);
