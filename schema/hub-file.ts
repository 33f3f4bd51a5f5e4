import { LineCounter, parseDocument } from 'yaml';
import type { Finding } from './finding.ts';

/** One subgraph of the hub, as `hub.yaml` names it. */
export interface HubEntry {
  readonly name: string;
  /** Code of the partner that answers for it; `HUB` for the hub's own. */
  readonly owner: string;
  readonly url: string;
  /** Schema file, relative to `hub.yaml`. */
  readonly schema: string;
  /** The program that `npm start` runs for it, relative to `hub.yaml`; others run elsewhere. */
  readonly start?: string;
  /** Line of the entry in `hub.yaml`. */
  readonly line: number;
}

export type HubFile =
  | { readonly kind: 'hub'; readonly entries: readonly HubEntry[] }
  | { readonly kind: 'invalid'; readonly findings: readonly Finding[] };

const required = ['name', 'owner', 'url', 'schema'] as const;
const known: readonly string[] = [...required, 'start'];

/** Reads the text of a `hub.yaml`: `subgraphs`, a list of entries. Pure. */
export function parseHubFile(text: string): HubFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [syntaxError] = document.errors;
  if (syntaxError !== undefined) {
    const line = syntaxError.linePos?.[0].line ?? 1;
    return { kind: 'invalid', findings: [finding(line, syntaxError.message.split('\n')[0] ?? '')] };
  }
  const content: unknown = document.toJS();
  const list = isRecord(content) ? content['subgraphs'] : undefined;
  if (!Array.isArray(list)) {
    return { kind: 'invalid', findings: [finding(1, 'There is no list named `subgraphs`.')] };
  }
  const entries: HubEntry[] = [];
  const findings: Finding[] = [];
  for (const [index, value] of list.entries()) {
    const line = lineOf(document.getIn(['subgraphs', index], true), lines);
    const problem = problemOf(value);
    if (problem === undefined) entries.push({ ...(value as Omit<HubEntry, 'line'>), line });
    else findings.push(finding(line, problem));
  }
  return findings.length > 0 ? { kind: 'invalid', findings } : { kind: 'hub', entries };
}

function problemOf(value: unknown): string | undefined {
  if (!isRecord(value)) return 'An entry is not a mapping.';
  for (const key of required) {
    const text = value[key];
    if (typeof text !== 'string' || text === '') return `An entry has no \`${key}\`.`;
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) return `\`${unknown}\` is not a property of an entry.`;
  if ('start' in value && typeof value['start'] !== 'string') return '`start` is not a path.';
  const url = URL.parse(String(value['url']));
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    return `\`url: ${String(value['url'])}\` is not an http or https address.`;
  }
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lineOf(node: unknown, lines: LineCounter): number {
  const range = isRecord(node) ? node['range'] : undefined;
  const start: unknown = Array.isArray(range) ? range[0] : undefined;
  return typeof start === 'number' ? lines.linePos(start).line : 1;
}

function finding(line: number, message: string): Finding {
  return {
    subgraph: 'hub.yaml',
    line,
    code: 'INVALID_HUB_FILE',
    message,
    advice: 'Write each entry with name, owner, url and schema, and start where the hub runs it.',
    severity: 'error',
  };
}
