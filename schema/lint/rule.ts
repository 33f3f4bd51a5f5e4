import type { ASTNode } from 'graphql';
import type { ContractModel } from './model.ts';

/** One breach of a rule: where, and what is wrong there. */
export interface Breach {
  readonly node: ASTNode;
  readonly message: string;
}

export interface LintRule {
  /** UPPER_SNAKE; never reused for another rule. */
  readonly code: string;
  /** One sentence for the contract's author. */
  readonly advice: string;
  readonly check: (model: ContractModel) => readonly Breach[];
}
