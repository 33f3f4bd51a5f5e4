import {
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isInputType,
  type OperationDefinitionNode,
  print,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { VisibilityClass } from '../authenticate/principal.ts';
import type { Demand } from './demands.ts';
import type { FieldRules } from './field-rules.ts';
import { type FilteredOperation, filterOperation } from './filter-operation.ts';
import { createArgumentReader, type Variables } from './read-arguments.ts';
import { isGranted } from './rule.ts';

export type Authorization =
  /** Nothing is taken out. */
  | { readonly kind: 'whole' }
  /** The very same value for the same outcome: what is derived from it may be kept with it. */
  | FilteredOperation
  | { readonly kind: 'too-large' };

export interface AuthorizationRequest {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** As they were coerced; those that were not given are not there. */
  readonly variables: Variables;
  /** Undefined: nobody is known, nothing is granted. */
  readonly visibility: VisibilityClass | undefined;
}

/** Decides what of an operation a caller may read; made for one supergraph. */
export interface Authorizer {
  readonly authorize: (request: AuthorizationRequest) => Authorization;
}

export interface AuthorizerOptions {
  readonly schema: GraphQLSchema;
  readonly rules: FieldRules;
  /** Whether a class meets a `@policy` by its name. */
  readonly decides: (policy: string, visibility: VisibilityClass) => boolean;
}

/** What a class meets of the rules of this supergraph. */
interface Granted {
  readonly key: string;
  readonly isMet: (demand: Demand) => boolean;
}

/** What is known of an operation, whoever asks. */
interface Facts {
  /** Variables on whose values it depends which fields are filtered or ordered by. */
  readonly reading: readonly string[];
  readonly outcomes: Map<string, Authorization>;
}

/** Classes whose rights are kept at most; the least recently used go first. */
const maxClasses = 1_000;

/** Outcomes that one operation keeps; others are worked out at each request. */
const maxOutcomes = 64;

const whole: Authorization = Object.freeze({ kind: 'whole' });

export function createAuthorizer({ schema, rules, decides }: AuthorizerOptions): Authorizer {
  const reader = createArgumentReader(new Set(rules.ofInput.keys()));
  const classes = new LRUCache<string, Granted>({ max: maxClasses });
  const operations = new WeakMap<OperationDefinitionNode, Facts>();
  const nothing = grantedOf([]);

  const rightsOf = (visibility: VisibilityClass | undefined): Granted => {
    if (visibility === undefined) return nothing;
    const known = classes.get(visibility.key);
    if (known !== undefined) return known;
    const met = rules.rules.filter((rule) =>
      isGranted(rule, visibility, (policy) => decides(policy, visibility)),
    );
    const granted = grantedOf(met.map(({ text }) => text));
    classes.set(visibility.key, granted);
    return granted;
  };

  const factsOf = ({ definition, fragments }: AuthorizationRequest): Facts => {
    const known = operations.get(definition);
    if (known !== undefined) return known;
    const reading = new Set<string>();
    const types = new TypeInfo(schema);
    for (const part of [definition, ...fragments.values()]) {
      visit(
        part,
        visitWithTypeInfo(types, {
          VariableDefinition: () => false,
          Variable: ({ name }) => {
            const argument = types.getArgument();
            if (argument && reader.matters(argument.type)) reading.add(name.value);
          },
        }),
      );
    }
    const facts = { reading: [...reading].sort(), outcomes: new Map() };
    operations.set(definition, facts);
    return facts;
  };

  /** Equal for variables that filter and order by the same of the fields that may not be read. */
  const keyOf = ({ reading }: Facts, request: AuthorizationRequest, { key, isMet }: Granted) => {
    if (reading.length === 0) return key;
    const { definition, variables } = request;
    const parts = reading.map((name) => {
      if (!Object.hasOwn(variables, name)) return null;
      const node = definition.variableDefinitions?.find((one) => one.variable.name.value === name);
      const type = node && typeFromAST(schema, node.type);
      const used = new Set<string>();
      if (isInputType(type)) {
        reader.readValue(type, variables[name], (coordinate) => {
          if (!(rules.ofInput.get(coordinate) ?? []).every(isMet)) used.add(coordinate);
        });
      }
      return [...used].sort();
    });
    return `${key} ${JSON.stringify(parts)}`;
  };

  const authorize = (request: AuthorizationRequest): Authorization => {
    const granted = rightsOf(request.visibility);
    const facts = factsOf(request);
    const key = keyOf(facts, request, granted);
    const known = facts.outcomes.get(key);
    if (known !== undefined) return known;
    const { definition, fragments, variables } = request;
    const { isMet } = granted;
    const filtering = { schema, rules, arguments: reader, isMet };
    const outcome = interned(filterOperation(definition, fragments, variables, filtering), facts);
    if (facts.outcomes.size < maxOutcomes) facts.outcomes.set(key, outcome);
    return outcome;
  };
  return { authorize };
}

/** Classes with other rights but the same fields left share what is derived from the outcome. */
function interned(result: ReturnType<typeof filterOperation>, { outcomes }: Facts): Authorization {
  if (result.kind === 'too-large') return result;
  if (result.withheld.size === 0 && result.hiddenTypes.size === 0) return whole;
  for (const known of outcomes.values()) {
    if (known.kind === 'filtered' && signature(known) === signature(result)) return known;
  }
  return result;
}

const signatures = new WeakMap<FilteredOperation, string>();

function signature(operation: FilteredOperation): string {
  const known = signatures.get(operation);
  if (known !== undefined) return known;
  const { planned, refusals, hiddenTypes } = operation;
  const removed = refusals.map(({ path, coordinate }) => [...path, coordinate]);
  // An operation without selections is no GraphQL, but is written all the same.
  const text = JSON.stringify([print(planned), removed, [...hiddenTypes].sort()]);
  signatures.set(operation, text);
  return text;
}

function grantedOf(texts: readonly string[]): Granted {
  const met = new Set(texts);
  return { key: JSON.stringify([...met].sort()), isMet: ({ rule }) => met.has(rule.text) };
}
