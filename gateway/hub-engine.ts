import {
  type DocumentNode,
  GraphQLError,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { type ErrorCode, errors } from '../lib/errors.ts';
import type { Access } from './authenticate/signed-in-context.ts';
import type { Authorization } from './authorize/authorizer.ts';
import type { FilteredOperation } from './authorize/filter-operation.ts';
import { loadAuthorizer } from './authorize/load-authorizer.ts';
import type { Variables } from './authorize/read-arguments.ts';
import { readPolicyFiles } from './authorize/read-policy-files.ts';
import { refusalErrors } from './authorize/refusal-errors.ts';
import type { Engine, EngineLoader, Executor } from './execute/engine.ts';
import { type Operation, readOperation } from './execute/operation.ts';
import { compilePlan } from './execute/program.ts';
import { writeVariables } from './execute/run.ts';
import type { SubgraphClient } from './execute/subgraph-client.ts';
import type { Sample } from './metrics/metrics.ts';
import { createTally } from './metrics/tally.ts';
import { activeLabels } from './plan/active-labels.ts';
import { choosePlanner } from './plan/choose-planner.ts';
import { loadRecordGuard, type RecordGuard } from './record-guard.ts';
import { compileCutPath } from './respond/cut-path.ts';
import { lazyData } from './respond/lazy-data.ts';
import { type ClientKeys, compileProjection, type Withheld } from './respond/projection.ts';
import { createRunner, type Program } from './run-program.ts';

interface Prepared {
  readonly operation: Operation;
  /** Null where the whole operation is planned. */
  readonly withheld: Withheld | null;
  /** By values of the conditions and active labels. */
  readonly programs: Map<string, Promise<Program | GraphQLError>>;
  /** Counts a program that is kept, or is no more. */
  readonly count: (change: number) => void;
}

const noKeys: ClientKeys = new Map();

/** Programs that one operation keeps; conditions beyond that are compiled at each request. */
const maxPrograms = 64;

/**
 * The hub's own engine: plans with the planner that suits the supergraph, runs the plan compiled
 * into loops and writes the answer as text. All that depends on the operation alone is kept with
 * its document, and all of it with the supergraph.
 */
export const loadHubEngine: EngineLoader = async (supergraph, options) => {
  const { connect, log, planner, dedupe = true, policies = readPolicyFiles } = options;
  const { apiSchema } = supergraph;
  const rules = await loadAuthorizer(supergraph, { policies, log });
  if (rules.kind === 'failed') return rules;
  const { authorizer } = rules;
  const loaded = loadRecordGuard(supergraph, { log });
  if (loaded.kind === 'failed') return loaded;
  const { guard } = loaded;
  const chosen = await choosePlanner(supergraph, apiSchema, {
    log,
    ...(planner === undefined ? {} : { planner }),
  });
  if (chosen.kind === 'failed') return chosen;
  const clients = new Map(supergraph.subgraphs.map((one) => [one.name, connect(one)]));
  const operations = new WeakMap<OperationDefinitionNode, Prepared>();
  const filtered = new WeakMap<FilteredOperation, Prepared>();
  const runner = createRunner({ schema: apiSchema, log, dedupe });
  const keptPrograms = createTally();
  let programs = 0;
  let plannerCalls = 0;
  /** Refusals because a planner broke down or was busy: not to be kept. */
  const passing = new WeakSet<GraphQLError>();

  const prepare = (document: DocumentNode, definition: OperationDefinitionNode): Prepared => {
    const known = operations.get(definition);
    if (known !== undefined) return known;
    const prepared = keep(readOperation(document, definition, apiSchema), null);
    operations.set(definition, prepared);
    return prepared;
  };

  const keep = (operation: Operation, withheld: Withheld | null): Prepared => {
    const kept = new Map();
    return { operation, withheld, programs: kept, count: keptPrograms.of(kept) };
  };

  /** An outcome of authorization has programs of its own, shared by all who have the same one. */
  const prepareFiltered = ({ operation }: Prepared, outcome: FilteredOperation): Prepared => {
    const known = filtered.get(outcome);
    if (known !== undefined) return known;
    const { client, planned, withheld: fields, hiddenTypes: types } = outcome;
    const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [planned] };
    const read = readOperation(document, planned, apiSchema);
    const { conditions } = operation;
    const prepared = keep(
      { ...read, definition: client, fragments: new Map(), conditions },
      { fields, types },
    );
    filtered.set(outcome, prepared);
    return prepared;
  };

  const compile = async (
    { operation, withheld }: Pick<Prepared, 'operation' | 'withheld'>,
    conditions: ReadonlyMap<string, boolean>,
    labels: ReadonlySet<string>,
    guarding: RecordGuard | null,
  ): Promise<Program | GraphQLError> => {
    const { definition, fragments, planned } = operation;
    const root = apiSchema.getRootType(definition.operation);
    if (root == null) return refusal('BAD_USER_INPUT', 'The schema has no such operation.');
    const selecting = { schema: apiSchema, fragments, conditions };
    const program = {
      id: ++programs,
      operation: definition.operation,
      introspection: operation.introspection,
    };
    if (planned === null) {
      const project = compileProjection(definition, root, selecting, null, withheld);
      const cutPath = compileCutPath(definition, root, selecting, noKeys);
      return { ...program, step: null, project, cutPath, alone: false };
    }
    plannerCalls += 1;
    const result = await chosen.planner.plan({
      query: planned,
      operationName: definition.name?.value ?? null,
      labels,
      conditions,
    });
    if (result.kind !== 'planned') {
      const reason = result.kind === 'unplannable' ? result.reason : result.kind;
      const why = result.kind === 'unplannable' ? result.passing : undefined;
      log.error({ reason, query: planned }, 'an operation cannot be planned');
      const code = why === 'busy' ? 'PLANNER_BUSY' : 'OPERATION_NOT_PLANNED';
      const refused = refusal(code, errors[code].message);
      if (why !== undefined) passing.add(refused);
      return refused;
    }
    const plan = guarding?.guardPlan(result.plan) ?? result.plan;
    let alone = false;
    const clientOf = (name: string): SubgraphClient => {
      const client = clients.get(name);
      if (client === undefined) throw new RangeError(`The plan names no subgraph ${name}.`);
      alone ||= client.alone === true;
      return client;
    };
    const step = compilePlan(plan, conditions, clientOf, guarding?.types);
    const { renamed } = result.plan;
    const clientKeys = renamed?.clientKeys ?? noKeys;
    const project = compileProjection(definition, root, selecting, renamed, withheld);
    const cutPath = compileCutPath(renamed?.operation ?? definition, root, selecting, clientKeys);
    return { ...program, step, project, cutPath, alone };
  };

  const programOf = (
    { programs, count, ...prepared }: Prepared,
    conditions: ReadonlyMap<string, boolean>,
    guarding: RecordGuard | null,
  ): Promise<Program | GraphQLError> => {
    const labels = activeLabels(chosen.planner.labels);
    const key = `${[...conditions.values()].join()} ${[...labels].join()} ${guarding !== null}`;
    const known = programs.get(key);
    if (known !== undefined) return known;
    const program = compile(prepared, conditions, labels, guarding);
    if (programs.size < maxPrograms) {
      programs.set(key, program);
      count(1);
      const forget = (): unknown => programs.delete(key) && count(-1);
      // What failed in an unforeseen way is tried again.
      program.then((made) => made instanceof GraphQLError && passing.has(made) && forget(), forget);
    }
    return program;
  };

  const execute: Executor = async (incoming) => {
    const { document, operation: definition, request, context } = incoming;
    const prepared = prepare(document, definition);
    const { operation } = prepared;
    const { refused: unfit } = operation;
    if (unfit !== null) return { errors: [refusal(unfit.code, unfit.message)] };
    const given = request.variables ?? {};
    const conditions = new Map<string, boolean>();
    let variables: Variables = {};
    if (definition.variableDefinitions !== undefined && definition.variableDefinitions.length > 0) {
      const { coerced, errors: wrong } = getVariableValues(
        apiSchema,
        definition.variableDefinitions,
        given,
      );
      if (wrong !== undefined) {
        return { errors: wrong.map((error) => refusal('BAD_USER_INPUT', error.message)) };
      }
      for (const name of operation.conditions) conditions.set(name, coerced[name] === true);
      variables = coerced;
    }
    const access = context['access'] as Access | null | undefined;
    // Null is `--open`; where nobody is known at all nothing is granted.
    const outcome: Authorization =
      authorizer === null || access === null
        ? { kind: 'whole' }
        : authorizer.authorize({
            definition,
            fragments: operation.fragments,
            variables,
            visibility: access?.visibility,
          });
    if (outcome.kind === 'too-large') {
      return { errors: [refusal('OPERATION_TOO_LARGE', errors.OPERATION_TOO_LARGE.message)] };
    }
    const allowed = outcome.kind === 'whole' ? prepared : prepareFiltered(prepared, outcome);
    const refused = outcome.kind === 'whole' ? [] : refusalErrors(outcome, conditions);
    const guarding = access === null ? null : guard;
    const program = await programOf(allowed, conditions, guarding);
    if (program instanceof GraphQLError) return { errors: [program] };
    const { answer, errors: failed } = await runner.run(program, {
      given,
      variables: writeVariables(given),
      operationName: definition.name?.value ?? null,
      requestId: String(context['requestId']),
      incoming,
      signal: context['signal'] instanceof AbortSignal ? context['signal'] : undefined,
      access: context['access'] as Access | null,
      judge: guarding === null ? null : () => guarding.judgeFor(access ?? undefined),
    });
    const data = answer === null ? null : lazyData(answer);
    const found = refused.length === 0 ? failed : [...refused, ...failed];
    return found.length === 0 ? { data } : { data, errors: found };
  };

  const samples = (): readonly Sample[] => [
    { name: 'entente_planner_calls_total', labels: {}, value: plannerCalls },
    {
      name: 'entente_cache_entries',
      labels: { cache: 'programs' },
      value: keptPrograms.total(),
    },
    ...runner.samples(),
    ...(guard?.samples() ?? []),
  ];
  const engine: Engine = { supergraph, apiSchema, execute, samples };
  return { kind: 'engine', engine };
};

function refusal(code: ErrorCode, message: string): GraphQLError {
  const { status } = errors[code];
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}
