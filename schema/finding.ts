/** A place in a subgraph's own schema file; lines and columns count from 1. */
export interface SchemaLocation {
  readonly subgraph: string;
  readonly line: number;
  readonly column?: number;
}

/** What composition or lint has to say about a schema, and what its author can do about it. */
export interface Finding extends SchemaLocation {
  /** Composition code (as Apollo names it) or lint rule, UPPER_SNAKE. */
  readonly code: string;
  readonly message: string;
  /** One sentence: the next step. */
  readonly advice: string;
  readonly severity: 'error' | 'warning' | 'hint';
  /** Further places that take part, one per other subgraph. */
  readonly related?: readonly SchemaLocation[];
}

/** One line for a terminal or a log: `subgraph:line: error CODE: message Advice: ...`. */
export function formatFinding(finding: Finding): string {
  const related = (finding.related ?? []).map(({ subgraph, line }) => `${subgraph}:${line}`);
  const also = related.length === 0 ? '' : ` (see also ${related.join(', ')})`;
  const message = finding.message.replaceAll(/\s*\n\s*/g, ' ').trim();
  const place = `${finding.subgraph}:${finding.line}`;
  return `${place}: ${finding.severity} ${finding.code}: ${message}${also} Advice: ${finding.advice}`;
}

export function isError(finding: Finding): boolean {
  return finding.severity === 'error';
}
