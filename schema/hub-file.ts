import { type Document, LineCounter, parseDocument } from 'yaml';
import type { Finding } from './finding.ts';
import { readAgreements } from './hub-file/agreements.ts';
import { readGroups } from './hub-file/groups.ts';
import { readPartners } from './hub-file/partners.ts';
import { isRecord, type Section } from './hub-file/section.ts';
import { readTrust, type TrustEntry } from './hub-file/trust.ts';
import type { HubState } from './hub-state.ts';

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

/** Who may see what, as `hub.yaml` says it. */
export interface HubPolicy extends Pick<HubState, 'groups' | 'agreements' | 'partnerStatus'> {
  readonly trust: readonly TrustEntry[];
}

export type HubFile =
  | { readonly kind: 'hub'; readonly entries: readonly HubEntry[]; readonly policy: HubPolicy }
  | { readonly kind: 'invalid'; readonly findings: readonly Finding[] };

const required = ['name', 'owner', 'url', 'schema'] as const;
const known: readonly string[] = [...required, 'start'];
const sections: readonly string[] = ['subgraphs', 'partners', 'groups', 'agreements', 'trust'];

const entryAdvice =
  'Write each entry with name, owner, url and schema, and start where the hub runs it.';
const sectionAdvice = 'docs/configuration.md shows how each section is written.';

/** Reads the text of a `hub.yaml`: `subgraphs`, and who may see what. Pure. */
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
  if (!isRecord(content) || !Array.isArray(list)) {
    return { kind: 'invalid', findings: [finding(1, 'There is no list named `subgraphs`.')] };
  }
  const findings: Finding[] = [];
  const lineAt = (path: readonly (string | number)[]): number =>
    lineOf(document, path, lines) ?? lineOf(document, path.slice(0, 1), lines) ?? 1;
  const entries: HubEntry[] = [];
  for (const [index, value] of list.entries()) {
    const line = lineAt(['subgraphs', index]);
    const problem = problemOf(value);
    if (problem === undefined) entries.push({ ...(value as Omit<HubEntry, 'line'>), line });
    else findings.push(finding(line, problem));
  }
  const section = (name: string): Section => ({
    content: content[name] ?? undefined,
    wrong: (path, message) =>
      void findings.push(finding(lineAt([name, ...path]), message, sectionAdvice)),
  });
  for (const name of Object.keys(content)) {
    if (!sections.includes(name)) {
      const message = `\`${name}\` is none of the sections ${sections.join(', ')}.`;
      findings.push(finding(lineAt([name]), message, sectionAdvice));
    }
  }
  const partnerStatus = readPartners(section('partners'));
  const groups = readGroups(section('groups'), partnerStatus);
  const agreements = readAgreements(section('agreements'), { partnerStatus, groups });
  const trust = readTrust(section('trust'), (index) => lineAt(['trust', index]), partnerStatus);
  return findings.length > 0
    ? { kind: 'invalid', findings }
    : { kind: 'hub', entries, policy: { partnerStatus, groups, agreements, trust } };
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

/** The line on which the value at `path` begins; undefined where there is none. */
function lineOf(
  document: Document,
  path: readonly (string | number)[],
  lines: LineCounter,
): number | undefined {
  const node: unknown = document.getIn(path, true);
  const range = isRecord(node) ? node['range'] : undefined;
  const start: unknown = Array.isArray(range) ? range[0] : undefined;
  return typeof start === 'number' ? lines.linePos(start).line : undefined;
}

function finding(line: number, message: string, advice = entryAdvice): Finding {
  return {
    subgraph: 'hub.yaml',
    line,
    code: 'INVALID_HUB_FILE',
    message,
    advice,
    severity: 'error',
  };
}
