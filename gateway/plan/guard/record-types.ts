import { type DocumentNode, print } from 'graphql';
import { type ReleaseTerms, releaseField } from '../../../lib/release-text.ts';
import type { Finding } from '../../../schema/finding.ts';
import { type JoinedType, type JoinGraph, readJoinGraph } from '../join-graph.ts';

/** Object types whose objects are records under a marking, and all that the guard needs to know. */
export interface RecordTypes {
  readonly graph: JoinGraph;
  /** Type -> the subgraph that resolves its marking, and with that the only one that vouches for it. */
  readonly owners: ReadonlyMap<string, string>;
  /** Owners that give the marking of each of their records as one text (`releaseField`). */
  readonly texts: ReadonlySet<string>;
}

export type RecordTypesResult =
  | { readonly kind: 'records'; readonly records: RecordTypes }
  /** Records that could not be guarded: such a graph is not served. */
  | { readonly kind: 'failed'; readonly findings: readonly Finding[] };

/** The interface of records (`schema/hub.graphql`). */
const markedInterface = 'Marked';

/** What of a marking decides whether its record is released, where it comes field by field. */
export const termFields = Object.freeze([
  'policyId',
  'originator',
  'releasableTo',
  'excluded',
  'purposes',
  'reviewAt',
] as const satisfies readonly (keyof ReleaseTerms)[]);

/** Reads which types of a supergraph are records, and whether each can be guarded. */
export function readRecordTypes(document: DocumentNode): RecordTypesResult {
  const graph = readJoinGraph(document);
  const owners = new Map<string, string>();
  const texts = new Map<string, boolean>();
  const findings: Finding[] = [];
  for (const type of graph.types.values()) {
    if (type.kind !== 'object' || !type.interfaces.includes(markedInterface)) continue;
    const read = readRecordType(type, graph);
    if (typeof read === 'string') {
      findings.push(finding(type, read));
      continue;
    }
    owners.set(type.name, read.owner);
    // One form for each owner: records of several types may stand in one place.
    texts.set(read.owner, read.hasText && texts.get(read.owner) !== false);
  }
  for (const type of graph.types.values()) {
    const problem = owners.size === 0 ? null : problemAround(type, owners);
    if (problem !== null) findings.push(finding(type, problem));
  }
  return findings.length > 0
    ? { kind: 'failed', findings }
    : { kind: 'records', records: { graph, owners, texts: namesOf(texts) } };
}

function readRecordType(
  { fields, joins, kind }: JoinedType,
  graph: JoinGraph,
): { readonly owner: string; readonly hasText: boolean } | string {
  const marking = fields.get('marking');
  const id = fields.get('id');
  if (kind !== 'object' || marking === undefined || id === undefined) {
    return 'has no id and marking';
  }
  // Fields of one name under several types of a union are one field only if their types are one.
  if (print(marking.type) !== 'Marking') return 'has a marking that is no `marking: Marking`';
  if (print(id.type) !== 'ID!') return 'has an id that is no `id: ID!`';
  const resolving = [...marking.joins].filter(([, { external }]) => !external);
  const [first, ...more] = resolving;
  if (first === undefined || more.length > 0) return 'has a marking that is not one subgraph alone';
  const [owner, { label }] = first;
  if (label !== null) return 'has a marking under @override';
  const shape = graph.types.get('Marking');
  const lacks = (name: string): boolean => {
    const join = shape?.fields.get(name)?.joins.get(owner);
    return join === undefined || join.external;
  };
  const lacking = termFields.find(lacks);
  if (lacking !== undefined) return `has a marking without ${lacking}`;
  for (const [subgraph, { keyFields }] of joins) {
    const fits = keyFields.size === 1 && keyFields.has('id');
    if (!fits) return `has another key than \`id\` in ${subgraph}: nobody could ask its owner`;
  }
  if ((joins.get(owner)?.keys ?? []).length === 0) return `is not resolved by its owner ${owner}`;
  const text = fields.get(releaseField)?.joins.get(owner);
  return { owner, hasText: text !== undefined && !text.external && text.label === null };
}

function namesOf(flags: ReadonlyMap<string, boolean>): ReadonlySet<string> {
  return new Set([...flags].flatMap(([name, flag]) => (flag ? [name] : [])));
}

/** Ways around the owner: a marking that another subgraph provides, an interface that hides types. */
function problemAround(type: JoinedType, owners: ReadonlyMap<string, string>): string | null {
  for (const { name, joins } of type.fields.values()) {
    for (const { provides, contextual } of joins.values()) {
      // The value could be that of a record which the subgraph may not see.
      if (contextual) return `has a field ${name} that takes a value from a context`;
      if (provides !== null && /\bmarking\b/.test(print(provides))) {
        return `has a field ${name} that provides a marking`;
      }
    }
  }
  const hides = [...type.joins.values()].some(({ interfaceObject }) => interfaceObject);
  return hides && type.possible.some((name) => owners.has(name))
    ? 'is an interface of records and an @interfaceObject'
    : null;
}

function finding({ name }: JoinedType, problem: string): Finding {
  return {
    subgraph: 'supergraph',
    line: 1,
    code: 'RECORD_NOT_GUARDED',
    message: `The type ${name} ${problem}.`,
    advice:
      'Give a record `@key(fields: "id")` everywhere, and a marking that its owner alone resolves.',
    severity: 'error',
  };
}
