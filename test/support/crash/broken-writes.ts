import type { Row } from '@entente/kit';
import type { Ledger } from './ledger.ts';
import { type Operation, readStored, reasonOf } from './operations.ts';
import type { Stored, StoredRecord } from './stored.ts';

/** Kind of the revision that a change leaves. */
const revisionKind = { advance: 'STATE', correct: 'CORRECTED', withdraw: 'WITHDRAWN' } as const;

/**
 * What is half there, twice there, or was told to a writer and is not there. Each write is read from
 * all the tables that it leaves something in, and they must say the same.
 *
 * @returns a sentence for each; none where all is whole
 */
export function brokenWrites(stored: Stored, ledger: Ledger): readonly string[] {
  return [
    ...stored.orphans.map((id) => `${id}: something is told of it, and it is not there`),
    ...[...stored.records].flatMap(([id, record]) =>
      [...brokenTrail(record), ...brokenValues(record)].map((text) => `${id}: ${text}`),
    ),
    ...brokenOrder(stored),
    ...brokenKeys(stored, ledger),
    ...ledger.problems,
  ];
}

/** Revisions, events and changes of state: one of each revision, and the same. */
function brokenTrail({ row, revisions, events, states, stateColumn }: StoredRecord): string[] {
  const problems: string[] = [];
  const numbers = revisions.map(({ revision }) => revision);
  const expected = Array.from({ length: Number(row['revision']) }, (_, n) => n + 1);
  if (numbers.join() !== expected.join()) {
    problems.push(`it is at revision ${row['revision']}, and the revisions are ${numbers}`);
  }
  const told = (list: readonly Row[]) =>
    list.map((one) => `${one['revision']} ${one['kind']} ${one['at']}`).join();
  if (told(revisions) !== told(events)) {
    problems.push(`revisions: ${told(revisions)}; events: ${told(events)}`);
  }
  const [made] = revisions;
  const created = revisions.filter(({ kind }) => kind === 'CREATED');
  if (created.length !== 1 || created[0] !== made) problems.push('it was not made once, first');
  if (revisions.at(-1)?.['at'] !== row['changed_at']) problems.push('changedAt is of no revision');
  if ((row['withdrawn_at'] !== null) !== (revisions.at(-1)?.['kind'] === 'WITHDRAWN')) {
    problems.push('it is withdrawn without a revision that says so, or changed after it');
  }
  for (const { marking } of events) {
    if ((marking as Row)['originator'] !== row['owner_code']) problems.push('an event unmarked');
  }
  if (stateColumn === null) return problems;
  const moves = revisions.filter(({ kind }) => kind === 'CREATED' || kind === 'STATE');
  const changes = (list: readonly Row[]) =>
    list.map((one) => `${one['revision']} ${one['at']}`).join();
  if (changes(moves) !== changes(states)) {
    problems.push(`moved: ${changes(moves)}; changes of state: ${changes(states)}`);
  }
  const way = states.flatMap(({ from_state, to_state }) => [from_state, to_state]);
  const linked = [null, ...states.flatMap(({ to_state }) => [to_state, to_state])].slice(0, -1);
  if (way.join() !== linked.join()) problems.push(`its states do not follow: ${way}`);
  if (way.at(-1) !== row[stateColumn]) problems.push(`it is ${row[stateColumn]}, after ${way}`);
  return problems;
}

/** Each revision begins with the values with which the one before ended, and the row has the last. */
function brokenValues({ entity, row, revisions }: StoredRecord): string[] {
  const values = new Map<string, string>();
  const problems: string[] = [];
  for (const { changes, revision } of revisions) {
    for (const { field, before, after } of changes as readonly Row[]) {
      const known = values.get(String(field));
      if (known !== undefined && known !== JSON.stringify(before)) {
        problems.push(`${field} was ${known} and ${JSON.stringify(before)} at ${revision}`);
      }
      values.set(String(field), JSON.stringify(after));
    }
  }
  for (const [name, value] of values) {
    const model = entity.fields.get(name);
    if (model === undefined || !('column' in model)) continue;
    const now = JSON.stringify(row[model.column] ?? null);
    if (now !== value) problems.push(`${name} is ${now}, and was changed to ${value}`);
  }
  return problems;
}

/** Instants grow with the numbers, and the clock is behind none. */
function brokenOrder({ events, clock }: Stored): string[] {
  const instants = events.map(({ at }) => String(at));
  return instants.some((at, n) => at < (instants[n - 1] ?? '') || at > clock)
    ? ['the outbox is not in the order of its instants']
    : [];
}

/** Keys and writes: each write of one key, each key of one write, and no answer without either. */
function brokenKeys(stored: Stored, { entries }: Ledger): string[] {
  const problems: string[] = [];
  const made = new Set<unknown>();
  const changed = new Map<unknown, Row>();
  for (const { revisions } of stored.records.values()) {
    for (const one of revisions) {
      if (one['reason'] === null) continue;
      if (changed.has(one['reason'])) problems.push(`${one['reason']}: done twice`);
      changed.set(one['reason'], one);
    }
  }
  const kept = new Map(stored.keys.map((row) => [String(row['key']), row]));
  for (const [key, { partner, answer }] of kept) {
    const entry = entries.get(key);
    if (entry === undefined || entry.operation.partner !== partner || answer === null) {
      problems.push(`${key}: a key of nobody's, or without an answer`);
      continue;
    }
    const ids = readStored(entry.operation, answer as Row);
    if (entry.state === 'refused') problems.push(`${key}: refused, and its key was kept`);
    if (entry.state === 'done' && ids.join() !== entry.ids.join()) {
      problems.push(`${key}: answered ${entry.ids}, and kept ${ids}`);
    }
    for (const problem of brokenWrite(entry.operation, ids, stored, changed)) {
      problems.push(`${key}: ${problem}`);
    }
    if (entry.operation.kind !== 'create' && entry.operation.kind !== 'bulk') {
      changed.delete(reasonOf(entry.operation));
      continue;
    }
    for (const id of ids) {
      if (id !== null && made.has(id)) problems.push(`${key}: ${id} was made twice`);
      made.add(id);
    }
  }
  for (const [key, { state }] of entries) {
    if (state === 'done' && !kept.has(key)) problems.push(`${key}: done, and its key is not kept`);
  }
  for (const reason of changed.keys()) problems.push(`${reason}: a change without its key`);
  for (const id of stored.records.keys()) {
    if (!made.has(id)) problems.push(`${id}: made without a key`);
  }
  return problems;
}

/** What a kept key stands for, against the records. */
function brokenWrite(
  operation: Operation,
  ids: readonly unknown[],
  { records }: Stored,
  changed: ReadonlyMap<unknown, Row>,
): string[] {
  const { kind, variables } = operation;
  switch (kind) {
    case 'create':
    case 'bulk': {
      const inputs = (kind === 'bulk' ? variables['inputs'] : [variables['input']]) as Row[];
      const none = variables['allOrNone'] === true && operation.wrong.length > 0;
      return inputs.flatMap((input, index) => {
        const record = records.get(String(ids[index]));
        const wanted = !none && !operation.wrong.includes(index);
        if (!wanted) return ids[index] === null ? [] : [`row ${index} should not be there`];
        if (record === undefined) return [`row ${index} is not there`];
        return differing(record, input).map((text) => `row ${index}: ${text}`);
      });
    }
    default: {
      const one = changed.get(reasonOf(operation));
      if (one === undefined) return ['its change is not there'];
      const found = [ids.join(), one['record_id'], one['revision'], one['kind']].join(' ');
      const { id, expectedRevision } = variables;
      const wanted = [id, id, Number(expectedRevision) + 1, revisionKind[kind]].join(' ');
      return found === wanted ? [] : [`it should have left ${wanted}, and left ${found}`];
    }
  }
}

/** Values of an input that the record did not begin with. */
function differing({ entity, row, revisions }: StoredRecord, input: Row): string[] {
  const changes = revisions.flatMap(({ changes: list }) => list as readonly Row[]);
  return Object.entries(input).flatMap(([name, value]) => {
    const model = entity.fields.get(name);
    if (model === undefined || !('column' in model) || typeof value === 'object') return [];
    const first = changes.find(({ field }) => field === name);
    const began = first === undefined ? row[model.column] : first['before'];
    return began === value ? [] : [`${name} began as ${began}, and was given as ${value}`];
  });
}
