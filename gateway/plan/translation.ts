import type { PlanNode } from './plan.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';

/** A planner's plan in our terms, or the first of its nodes that they cannot express. */
export type Translation =
  | { readonly kind: 'translated'; readonly root: PlanNode | null }
  | { readonly kind: 'unplannable'; readonly reason: string };

/** What a translator carries along: it goes on after a refusal, and the result is dropped. */
export interface TranslationContext {
  readonly facts: SupergraphFacts;
  readonly refuse: (reason: string) => null;
}

/** Runs a translator; a node that it refuses makes the operation unplannable. */
export function translate(
  facts: SupergraphFacts,
  run: (context: TranslationContext) => PlanNode | null,
): Translation {
  let refused: string | null = null;
  const root = run({
    facts,
    refuse: (reason) => {
      refused ??= reason;
      return null;
    },
  });
  return refused === null ? { kind: 'translated', root } : { kind: 'unplannable', reason: refused };
}
