import { parse } from 'graphql';
import type { Finding } from '../../schema/finding.ts';
import { linkedFeatures } from '../../schema/linked-directives.ts';
import type { Supergraph } from '../../schema/supergraph.ts';
import { type Demand, distinct, type OwnDemands, readOwnDemands } from './demands.ts';
import { neededFields } from './needed-fields.ts';
import { fieldsRead } from './reading-inputs.ts';
import { type Rule, ruleReader } from './rule.ts';
import { readModel, type SupergraphModel } from './supergraph-model.ts';

/** The rules on fields of one supergraph: what reading each of them asks for. */
export interface FieldRules {
  /** All that is asked for anywhere, each once. */
  readonly rules: readonly Rule[];
  /** Of an object type. */
  readonly ofType: (type: string) => readonly Demand[];
  /** Of a field of an object type, with all that it is computed from. */
  readonly ofField: (type: string, field: string) => readonly Demand[];
  /** Of filters and orders, by `ProjectFilter.budget` or `ProjectOrder.BUDGET_ASC`. */
  readonly ofInput: ReadonlyMap<string, readonly Demand[]>;
}

export type FieldRulesResult =
  | { readonly kind: 'rules'; readonly rules: FieldRules }
  | { readonly kind: 'failed'; readonly findings: readonly Finding[] };

/** Specifications for security that are enforced here, or by the API schema. */
const knownSecurity: ReadonlySet<string> = new Set(
  ['inaccessible', 'authenticated', 'requiresScopes', 'policy', 'context'].map(
    (name) => `https://specs.apollo.dev/${name}`,
  ),
);

/** Reads the rules of a supergraph; one with security that is not known here is refused. */
export function readFieldRules({ sdl }: Pick<Supergraph, 'sdl'>): FieldRulesResult {
  const document = parse(sdl);
  const features = linkedFeatures(document);
  const unknown = features.filter(
    ({ purpose, identity }) => purpose === 'SECURITY' && !knownSecurity.has(identity),
  );
  if (unknown.length > 0) {
    return { kind: 'failed', findings: unknown.map(({ identity }) => refused(identity)) };
  }
  const model = readModel(document);
  const own = readOwnDemands(model, ruleReader(features));
  const directive = (specification: string, name: string): string =>
    features.find(({ identity }) => identity === specification)?.directive(name) ?? name;
  const context = directive('https://specs.apollo.dev/context', 'context');
  const ofField = withNeeded(own, neededFields(model, context));
  const reads = fieldsRead(model, directive('https://entente.example/hub', 'reads'));
  const ofInput = new Map<string, readonly Demand[]>();
  for (const [coordinate, fields] of reads) {
    const asked = fields.flatMap(({ type, field }) =>
      ofField(type, field).map((demand) => ({
        ...demand,
        via: demand.via ?? `${coordinate} reads ${type}.${field}`,
      })),
    );
    if (asked.length > 0) ofInput.set(coordinate, distinct(asked));
  }
  const rules = allRules(model, own);
  return { kind: 'rules', rules: Object.freeze({ rules, ofType: own.ofType, ofField, ofInput }) };
}

/** Adds what a field is computed from, over any number of steps. */
function withNeeded(
  own: OwnDemands,
  needed: ReturnType<typeof neededFields>,
): FieldRules['ofField'] {
  const known = new Map<string, readonly Demand[]>();
  return (type, field) => {
    const coordinate = `${type}.${field}`;
    const done = known.get(coordinate);
    if (done !== undefined) return done;
    const demands = [...own.ofField(type, field)];
    const seen = new Set([coordinate]);
    const queue = [...needed(type, field)];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const at = `${next.type}.${next.field}`;
      if (seen.has(at)) continue;
      seen.add(at);
      const via = `${coordinate} needs ${at} (${next.directive})`;
      for (const demand of own.ofField(next.type, next.field)) demands.push({ ...demand, via });
      queue.push(...needed(next.type, next.field));
    }
    const all = distinct(demands);
    known.set(coordinate, all);
    return all;
  };
}

function allRules(model: SupergraphModel, own: OwnDemands): readonly Rule[] {
  const rules = new Map<string, Rule>();
  for (const { name, fields } of model.values()) {
    const demands = [
      ...own.ofType(name),
      ...[...fields.keys()].flatMap((field) => own.ofField(name, field)),
    ];
    for (const { rule } of demands) rules.set(rule.text, rule);
  }
  return [...rules.values()];
}

function refused(identity: string): Finding {
  return {
    subgraph: 'supergraph',
    line: 1,
    code: 'UNKNOWN_SECURITY_FEATURE',
    message: `The supergraph uses ${identity} for security, which this gateway does not enforce.`,
    advice: 'Remove the feature, or do not serve the graph with this gateway.',
    severity: 'error',
  };
}
