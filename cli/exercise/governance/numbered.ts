import type { Row } from '@entente/kit';
import type { Random } from '../random.ts';
import type { RecordKind } from '../sizes.ts';
import type { World } from '../world.ts';

/** Rows of all records of a kind; each has chances of its own, so that none moves the others. */
export function* numbered(
  world: World,
  kind: RecordKind,
  row: (n: number, record: { readonly id: string; readonly owner: string }, random: Random) => Row,
): Generator<Row> {
  for (let n = 0; n < world.count(kind); n++) {
    yield row(n, world.record(kind, n), world.random(`${kind} ${n}`));
  }
}

/** Id and owner of a statement that a partner makes about another's record. */
export function statement(kind: string, owner: string, n: number) {
  return { owner, id: `${owner}:${kind}:${String(n).padStart(6, '0')}` };
}

/** A partner other than the given one. */
export function otherPartner(world: World, owner: string, random: Random): string {
  return random.pick(world.partners.filter((code) => code !== owner));
}
