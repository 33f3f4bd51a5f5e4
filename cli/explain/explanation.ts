/** What rules on fields take out of an operation for somebody. */
export interface Explanation {
  readonly caller: {
    readonly partner: string;
    readonly groups: readonly string[];
    readonly roles: readonly string[];
    readonly clearances: readonly string[];
    readonly purpose: string;
  };
  readonly refused: readonly RefusedField[];
  /** Types whose objects read as null where others may stand beside them. */
  readonly hiddenTypes: readonly string[];
  /** What is left to be asked; null where nothing is. */
  readonly left: string | null;
}

export interface RefusedField {
  /** Response keys from the root. */
  readonly path: readonly string[];
  /** `Project.budget` */
  readonly field: string;
  readonly reasons: readonly Reason[];
}

export interface Reason {
  /** `@policy(policies: [["budgets"]])` */
  readonly rule: string;
  /** The field or type that the rule stands on. */
  readonly on: string;
  /** How the asked field comes to need it; null where it is the field itself. */
  readonly via: string | null;
  readonly places: readonly {
    readonly subgraph: string;
    readonly file: string;
    readonly line: number;
  }[];
  /** What Cedar says of the names in the rule. */
  readonly policies: readonly PolicyDecision[];
}

export interface PolicyDecision {
  readonly name: string;
  readonly permitted: boolean;
  /** The Cedar policies that decided or, of what is denied, could have permitted it. */
  readonly by: readonly { readonly id: string; readonly file: string }[];
}
