import type { FetchGuard, Place } from '../../plan/plan.ts';
import type { LocatedError } from '../located-error.ts';
import type { SubgraphResult } from '../subgraph-client.ts';
import { compileWalk, isNode, type Node } from '../walk.ts';
import type { Judge } from './judge.ts';
import { movePath } from './moved-errors.ts';
import { compileSift } from './sift.ts';
import type { Sifting, SiftRule } from './sifting.ts';
import { markingIn, setTag, tagOf } from './tag.ts';

/** The guard around one fetch. */
export interface StepGuard {
  /** Takes out of an answer what is not released: before anything of it is merged. */
  readonly take: (result: SubgraphResult, judge: Judge) => SubgraphResult;
  /** Types of records for which an `_entities` field (by its alias) is their owner's word. */
  readonly vouches: (alias: string) => ReadonlySet<string> | null;
  /** Drops the references that the fetch was to settle, and did not. Runs after it in any case. */
  readonly settle: ((data: Node, errors: LocatedError[], judge: Judge) => void) | null;
}

const delivering: Pick<SiftRule, 'wanted' | 'admit'> = {
  wanted: () => true,
  admit: (node, record, id, { judge, subgraph }) => {
    const { type, owner, delivered } = record;
    const named = id === undefined ? undefined : node[id];
    const tag = delivered
      ? judge.judge(named, type, markingIn(node), subgraph)
      : judge.refer(named, type, owner);
    if (tag === null) return false;
    setTag(node, tag);
    return true;
  },
};

export function compileStepGuard(subgraph: string, guard: FetchGuard): StepGuard {
  const own = compileSift(guard.answer, { ...delivering, strict: false });
  const foreign = compileSift(guard.answer, { ...delivering, strict: true });
  const settles = guard.settles.map(({ paths, place, owner }) => ({
    walks: paths.map(compileWalk),
    sift: compileSift(place, settling(owner)),
  }));
  return {
    take: (result, judge) => {
      const { data, errors } = result;
      const sift = judge.isForeign(subgraph) ? foreign : own;
      if (sift === null || !isNode(data)) return result;
      const sifting: Sifting = { judge, subgraph, nulled: null, moved: null };
      sift(data, sifting);
      if (errors === undefined || sifting.nulled === null) return result;
      const left = errors.flatMap((error) => {
        if (error.path === undefined) return [error];
        const path = movePath(error.path, data, sifting, false);
        return path === null ? [] : [{ ...error, path }];
      });
      // Every error was about what is not there any more: for the client there was none.
      return left.length === 0 ? { data } : { data, errors: left };
    },
    vouches: (alias) => ownRecords(guard.answer, alias),
    settle:
      settles.length === 0
        ? null
        : (data, errors, judge) => {
            const sifting: Sifting = { judge, subgraph, nulled: null, moved: null };
            for (const { walks, sift } of settles) {
              if (sift === null) continue;
              for (const walk of walks) walk(data, (node) => void sift(node, sifting));
            }
            if (sifting.nulled !== null) moveErrors(data, errors, sifting);
          },
  };
}

/** What its owner did not vouch for, and what was put in its place since, goes. */
function settling(owner: string): SiftRule {
  return {
    strict: false,
    wanted: (record) => !record.delivered && record.owner === owner,
    admit: (node, _record, id) => {
      const tag = tagOf(node);
      return tag?.released === true && (id === undefined || node[id] === tag.id);
    },
  };
}

function ownRecords(answer: Place, alias: string): ReadonlySet<string> | null {
  const own = [...answer.shapes.values()].flatMap(({ fields }) =>
    fields.flatMap(({ key, place }) =>
      key === alias && place !== null
        ? [...place.shapes.values()].flatMap(({ record }) => record?.type ?? [])
        : [],
    ),
  );
  return own.length === 0 ? null : new Set(own);
}

/**
 * An owner's answer about a record becomes part of it only if it is about this one.
 *
 * @param own types of records of which the answer is their owner's
 */
export function admitEntity(node: Node, entity: Node, own: ReadonlySet<string>): boolean {
  const vouched = tagOf(entity);
  const present = tagOf(node);
  if (present === undefined || !own.has(present.type)) return vouched === undefined;
  if (vouched === undefined) return false;
  if (vouched.id !== present.id || vouched.type !== present.type) return false;
  if (!present.released) setTag(node, vouched);
  return true;
}

function moveErrors(data: Node, errors: LocatedError[], sifting: Sifting): void {
  const moved = errors.splice(0).flatMap(({ error, covers }): LocatedError[] => {
    const path = error.path === undefined ? undefined : movePath(error.path, data, sifting, true);
    if (path === null) return [];
    const left = covers.flatMap((cover) => {
      const place = movePath(cover, data, sifting, true);
      return place === null ? [] : [place];
    });
    return [{ error: path === undefined ? error : { ...error, path }, covers: left }];
  });
  errors.push(...moved);
}
