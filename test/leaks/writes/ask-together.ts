import { leaksIn } from './compare.ts';
import { noteHomes } from './note-homes.ts';
import { type Sent, shown } from './operation.ts';
import { type Records, recordIds } from './records.ts';
import type { Side } from './sides.ts';
import type { WrittenDomain } from './written-domain.ts';

interface Scene {
  readonly domain: WrittenDomain;
  readonly whole: Side;
  /** Filled with what is made. */
  readonly homes: Map<string, string | null>;
  /** Before. */
  readonly records: Records;
}

/**
 * Sends operations at the same time. Who is first decides what they answer, so that there is no twin to
 * compare with: no answer may hold what its caller could see neither before nor afterwards, and none
 * may break.
 */
export async function askTogether(
  sent: readonly Sent[],
  { domain, whole, homes, records }: Scene,
): Promise<{ readonly failures: readonly string[]; readonly records: Records }> {
  const answers = await Promise.all(
    sent.map(async (one) => ({ ...one, ...(await whole.ask(one.caller, one.operation)) })),
  );
  const next = await whole.records.read();
  for (const { operation, body } of answers) noteHomes(homes, operation, body);
  const known = recordIds(domain.subgraph, records);
  const failures = answers.flatMap(({ caller, operation, body, headers }) => {
    const looked = { domain, homes, caller, sent: JSON.stringify(operation) };
    const before = new Set(leaksIn(body + headers, { ...looked, records }));
    const leaks = leaksIn(body + headers, { ...looked, records: next }).filter(
      (leak) => before.has(leak) || !known.has(leak.replace(/^.* of /, '')),
    );
    const problems = [
      ...leaks.map((leak) => `tells ${leak}`),
      ...(/INTERNAL_SERVER_ERROR/.test(body) ? ['is broken'] : []),
    ];
    const end = shown({ caller, operation }, body);
    return problems.map((problem) => `among ${sent.length} at once, one ${problem}\n${end}`);
  });
  return { failures, records: next };
}
