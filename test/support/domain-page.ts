import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { mermaid, type Subgraph } from '@entente/kit';
import { expect } from '@jest/globals';
import { type TestSubgraph, visibilityOf } from './subgraph.ts';

/** One example of a page in `docs/domains/`: an operation, who asks it, and the answer shown. */
interface Example {
  readonly source: string;
  readonly partner: string;
  readonly roles: readonly string[];
  readonly answer: Readonly<Record<string, unknown>>;
}

export interface DomainPage {
  readonly text: string;
  /** Type -> the picture that the page shows of its states. */
  readonly pictures: ReadonlyMap<string, string>;
  readonly examples: readonly Example[];
}

/** Reads `docs/domains/<name>.md`. A `graphql` block begins with `# PARTNER, role` and has a `json` block after it. */
export async function readDomainPage(name: string): Promise<DomainPage> {
  const text = await readFile(
    resolve(import.meta.dirname, `../../docs/domains/${name}.md`),
    'utf8',
  );
  const pictures = new Map(
    [...text.matchAll(/<!-- states: (\w+) -->\n(.*?)<!-- end -->/gs)].map(
      ([, type = '', picture = '']) => [type, picture] as const,
    ),
  );
  const blocks = [
    ...text.matchAll(/^```graphql\n# (\w+), (\w[\w ,-]*)\n(.*?)^```\n\s*```json\n(.*?)^```$/gms),
  ];
  const examples = blocks.map(([, partner = '', roles = '', source = '', answer = '{}']) => ({
    source,
    partner,
    roles: roles.split(', '),
    answer: JSON.parse(answer) as Readonly<Record<string, unknown>>,
  }));
  const all = [...text.matchAll(/^```graphql$/gm)].length;
  if (examples.length !== all) throw new Error(`${all - examples.length} examples have no answer.`);
  return { text, pictures, examples };
}

/**
 * Runs the examples of a page in their order and compares the answers. `<1>` stands for the end of an
 * id that the subgraph made: the same number is the same id. Fields that failed are left out of the
 * answer shown; its `errors` are those that came.
 */
export async function runExamples({ examples }: DomainPage, subgraph: TestSubgraph): Promise<void> {
  const made = new Map<string, string>();
  const known = (text: string) => text.replaceAll(/<\d+>/g, (mark) => made.get(mark) ?? mark);
  for (const { source, partner, roles, answer } of examples) {
    const asker = subgraph.as(visibilityOf(partner, { roles }));
    const { data, errors } = await asker.execute(known(source));
    const given = Object.entries((data ?? {}) as Readonly<Record<string, unknown>>);
    const told = {
      ...Object.fromEntries(given.filter(([, value]) => value !== null || errors.length === 0)),
      ...(errors.length === 0 ? {} : { errors: errors.map(({ code }) => ({ code })) }),
    };
    bind(JSON.stringify(answer), JSON.stringify(told), made);
    expect(told).toEqual(JSON.parse(known(JSON.stringify(answer))));
  }
}

/** Learns the ends of new ids from an answer: the first id of the same kind for each new mark. */
function bind(shown: string, told: string, made: Map<string, string>): void {
  for (const [, kind = '', mark = ''] of shown.matchAll(/([A-Z]{3}:[a-z-]+:)(<\d+>)/g)) {
    if (made.has(mark)) continue;
    const taken = new Set(made.values());
    const ends = [...told.matchAll(new RegExp(`${kind}([0-9A-HJKMNP-TV-Z]{26})`, 'g'))];
    const end = ends.map(([, one = '']) => one).find((one) => !taken.has(one));
    if (end !== undefined) made.set(mark, end);
  }
}

/** The pictures that a page must show, from the subgraph's own data. */
export function statePictures({ definition }: Subgraph): ReadonlyMap<string, string> {
  const machines = (definition.writing?.writes ?? []).flatMap(({ type, options }) =>
    options.advance === undefined ? [] : [[type, options.advance.states] as const],
  );
  return new Map(
    machines.map(([type, states]) => [type, `\n\`\`\`mermaid\n${mermaid(states)}\`\`\`\n\n`]),
  );
}
