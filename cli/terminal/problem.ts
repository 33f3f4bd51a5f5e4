/** An expected failure of a command: what is wrong, in one line, and what the reader does next. */
export interface Problem {
  readonly kind: 'problem';
  readonly message: string;
  readonly advice: string;
}

export function problem(message: string, advice: string): Problem {
  return { kind: 'problem', message, advice };
}

/** True where a result is a problem instead of the value that was asked for. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'problem';
}
