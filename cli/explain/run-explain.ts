import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  getVariableValues,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  validate,
} from 'graphql';
import { groupsOf } from '../../gateway/authenticate/groups-of.ts';
import type { VisibilityClass } from '../../gateway/authenticate/principal.ts';
import type { Demand } from '../../gateway/authorize/demands.ts';
import { decideFieldPolicy } from '../../gateway/authorize/field-policy.ts';
import { readFieldRules } from '../../gateway/authorize/field-rules.ts';
import { filterOperation } from '../../gateway/authorize/filter-operation.ts';
import { loadPolicies, type Policies } from '../../gateway/authorize/policies.ts';
import { createArgumentReader } from '../../gateway/authorize/read-arguments.ts';
import { readPolicyFiles } from '../../gateway/authorize/read-policy-files.ts';
import { isGranted } from '../../gateway/authorize/rule.ts';
import { readConfiguration } from '../../lib/configuration.ts';
import { composeHub } from '../../schema/compose-hub.ts';
import { formatFinding } from '../../schema/finding.ts';
import { type Purpose, purposes } from '../../schema/hub-state.ts';
import { type Problem, problem } from '../terminal/problem.ts';
import type { Explanation, PolicyDecision, Reason } from './explanation.ts';
import { type Contract, locateRule } from './locate-rule.ts';

export interface ExplainFlags {
  readonly partner: string;
  readonly operation: string;
  readonly role: readonly string[];
  readonly clearance: readonly string[];
  readonly purpose: string;
  readonly variables: string;
}

/** Says what the gateway would take out of an operation for somebody; reads files alone. */
export async function runExplain(
  flags: ExplainFlags,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Explanation | Problem> {
  const configured = readConfiguration(environment);
  if (configured.kind === 'invalid') {
    return problem(configured.problems.join(' '), 'See docs/configuration.md.');
  }
  const hubPath = resolve(configured.configuration.HUB_FILE);
  const composed = composeHub(hubPath, readText);
  if (composed.kind === 'failed') {
    const advice = composed.findings.map(formatFinding).join('\n');
    return problem(`${hubPath} does not compose.`, advice);
  }
  const { supergraph, entries, content } = composed;
  const caller = readCaller(flags, content);
  if ('kind' in caller) return caller;
  const asked = readOperation(flags, supergraph.apiSchema);
  if (asked.kind === 'problem') return asked;

  const read = readFieldRules(supergraph);
  if (read.kind === 'failed') return problem(read.findings.map(formatFinding).join('\n'), '');
  const loaded = await loadPolicies(readPolicyFiles());
  if (loaded.kind === 'failed') {
    return problem(loaded.problems.join('\n'), 'Correct the policies in schema/policies.');
  }
  const { policies } = loaded;
  const decides = (name: string): boolean =>
    decideFieldPolicy(policies, name, { principal: caller }).permitted;
  const { rules } = read;
  const filtered = filterOperation(asked.definition, asked.fragments, asked.variables, {
    schema: supergraph.apiSchema,
    rules,
    arguments: createArgumentReader(new Set(rules.ofInput.keys())),
    isMet: ({ rule }) => isGranted(rule, { principal: caller }, decides),
  });
  if (filtered.kind === 'too-large') {
    return problem(
      'The operation has too many selections.',
      'The gateway does not plan it either.',
    );
  }
  const contracts = entries.map(({ name, schema }): Contract => {
    const path = resolve(dirname(hubPath), schema);
    return { subgraph: name, file: relative(process.cwd(), path), sdl: readText(path) ?? '' };
  });
  const explain = (demand: Demand): Reason => {
    const { rule, at, via } = demand;
    const [type = '', field] = at.split('.');
    const named = supergraph.apiSchema.getType(type);
    const types = [
      type,
      ...(isObjectType(named) ? named.getInterfaces().map(({ name }) => name) : []),
    ];
    const coordinates = types.map((one) => (field === undefined ? one : `${one}.${field}`));
    const names = rule.kind === 'policy' ? [...new Set((rule.anyOf ?? []).flat())] : [];
    return {
      rule: rule.text,
      on: at,
      via,
      places: locateRule(rule, coordinates, contracts),
      policies: names.map((name) => decisionOf(policies, name, caller)),
    };
  };
  const empty = filtered.planned.selectionSet.selections.length === 0;
  return {
    caller,
    refused: filtered.refusals.map(({ path, coordinate, unmet }) => ({
      path,
      field: coordinate,
      reasons: unmet.map(explain),
    })),
    hiddenTypes: [...filtered.hiddenTypes].sort(),
    left: empty ? null : print(filtered.planned),
  };
}

function decisionOf(
  policies: Policies,
  name: string,
  principal: VisibilityClass['principal'],
): PolicyDecision {
  const { permitted, policies: decided } = decideFieldPolicy(policies, name, { principal });
  const ids = decided.length > 0 ? decided : (policies.fieldPolicies.get(name) ?? []);
  const file = (id: string): string => `schema/policies/${policies.files.get(id) ?? ''}`;
  return { name, permitted, by: ids.map((id) => ({ id, file: file(id) })) };
}

function readCaller(
  { partner, role, clearance, purpose }: ExplainFlags,
  content: Parameters<typeof groupsOf>[1],
): VisibilityClass['principal'] | Problem {
  const known = partner === 'PUBLIC' || Object.hasOwn(content.partnerStatus, partner);
  if (!known) {
    return problem(`${partner} is no partner of this hub.`, 'Name one of hub.yaml, or PUBLIC.');
  }
  if (!isPurpose(purpose)) {
    return problem(`${purpose} is no purpose.`, `Choose one of ${purposes.join(', ')}.`);
  }
  const isPublic = partner === 'PUBLIC';
  return {
    partner,
    roles: isPublic ? [] : [...role].sort(),
    groups: isPublic ? ['PUBLIC'] : groupsOf(partner, content),
    clearances: isPublic ? [] : [...clearance].sort(),
    purpose: isPublic ? 'PUBLIC_INFO' : purpose,
  };
}

function isPurpose(text: string): text is Purpose {
  return (purposes as readonly string[]).includes(text);
}

interface AskedOperation {
  readonly kind: 'operation';
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

function readOperation(
  flags: ExplainFlags,
  schema: Parameters<typeof validate>[0],
): AskedOperation | Problem {
  const text = readText(resolve(flags.operation));
  if (text === undefined) return problem(`${flags.operation} cannot be read.`, 'Correct the path.');
  let document: DocumentNode;
  let given: unknown;
  try {
    document = parse(text);
    given = JSON.parse(flags.variables);
  } catch (error) {
    const what = error instanceof GraphQLError ? flags.operation : '--variables';
    return problem(`${what}: ${error instanceof Error ? error.message : ''}`, 'Correct it.');
  }
  const [wrong] = validate(schema, document);
  if (wrong !== undefined) return problem(`${flags.operation}: ${wrong.message}`, 'Correct it.');
  const definitions = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const [definition] = definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION || definitions.length > 1) {
    return problem(`${flags.operation} has not one operation.`, 'Keep one in the file.');
  }
  const values = getVariableValues(
    schema,
    definition.variableDefinitions ?? [],
    typeof given === 'object' && given !== null ? { ...given } : {},
  );
  if (values.coerced === undefined) {
    const [first] = values.errors;
    return problem(`--variables: ${first?.message ?? ''}`, 'Correct them.');
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  }
  return { kind: 'operation', definition, fragments, variables: values.coerced };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
