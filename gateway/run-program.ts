import type { FastifyBaseLogger } from 'fastify';
import {
  type DocumentNode,
  type ExecutionResult,
  execute as executeLocally,
  type GraphQLError,
  type GraphQLSchema,
  isInterfaceType,
} from 'graphql';
import type { Access } from './authenticate/signed-in-context.ts';
import type { FetchStep, Step } from './execute/program.ts';
import { createRecordings, type Received, replay } from './execute/recordings.ts';
import { type Run, runStep } from './execute/run.ts';
import { createSharing } from './execute/sharing.ts';
import type { Caller, IncomingRequest, RawAnswer } from './execute/subgraph-client.ts';
import { cacheSamples } from './metrics/cache-stats.ts';
import type { Sample } from './metrics/metrics.ts';
import type { RequestJudge } from './record-guard.ts';
import { answerErrors } from './respond/answer-errors.ts';
import type { CutPath } from './respond/cut-path.ts';
import type { WrittenAnswer } from './respond/lazy-data.ts';
import type { Project } from './respond/projection.ts';
import { shownTo } from './respond/show-visibility.ts';

/** An operation ready to run, for one set of its conditions' values. */
export interface Program {
  /** Unlike that of any other program of the engine. */
  readonly id: number;
  readonly operation: 'query' | 'mutation' | 'subscription';
  /** Null where nothing has to be fetched. */
  readonly step: Step | null;
  /** Introspection of the root, answered here. */
  readonly introspection: DocumentNode | null;
  readonly project: Project;
  readonly cutPath: CutPath;
  /** True where a subgraph has to see each request: nothing is shared or reused. */
  readonly alone: boolean;
}

export interface ProgramRequest {
  /** As the client gave them. */
  readonly given: Readonly<Record<string, unknown>>;
  /** `"name":value` of each, ready for request bodies. */
  readonly variables: Run['variables'];
  readonly operationName: string | null;
  readonly requestId: string;
  readonly signal: AbortSignal | undefined;
  /** For data sources. */
  readonly incoming?: IncomingRequest;
  /** Who asks; null with `--open`. Work is shared among those who may see the same, no further. */
  readonly access: Access | null;
  /** Who decides about records under markings; null where there are none, and with `--open`. */
  readonly judge: (() => RequestJudge) | null;
}

/** The answer, and its errors. Those who share it share the text. */
export interface Outcome {
  /** Null where the data is. */
  readonly answer: WrittenAnswer | null;
  readonly errors: readonly GraphQLError[];
}

export interface RunnerOptions {
  readonly schema: GraphQLSchema;
  readonly log: FastifyBaseLogger;
  /** Identical queries in flight are run once, identical fetches sent once. */
  readonly dedupe: boolean;
}

/** Bytes of recordings that an engine keeps. */
const maxRecordings = 64 * 1024 * 1024;

/** Runs programs; what several requests want at the same time is done once. */
export function createRunner({ schema, log, dedupe }: RunnerOptions) {
  const recordings = createRecordings(maxRecordings);
  const interfaces = new Set(
    Object.values(schema.getTypeMap()).flatMap((type) =>
      isInterfaceType(type) ? [type.name] : [],
    ),
  );
  const operations = createSharing<Outcome>();
  const fetches = createSharing<RawAnswer>();

  const run = (program: Program, request: ProgramRequest): Promise<Outcome> => {
    const { access } = request;
    const key = `${program.id} ${classOf(access)} ${[...request.variables.values()].join()}`;
    if (!mayShare(program, access)) return answer(program, request, key);
    return operations.join(key, request.signal, (signal) =>
      answer(program, { ...request, signal }, key),
    );
  };
  const samples = (): readonly Sample[] => [
    ...cacheSamples(recordings.stats()),
    ...Object.entries({ operations, fetches }).map(([work, { size }]): Sample => {
      return { name: 'entente_shared_in_flight', labels: { work }, value: size() };
    }),
  ];
  return { run, samples };

  async function answer(program: Program, request: ProgramRequest, key: string): Promise<Outcome> {
    const { step } = program;
    const { access } = request;
    const extensions = access === null ? undefined : shownTo(access.visibility);
    const sendNow = sender(program, request);
    const repeatable =
      program.operation === 'query' &&
      program.introspection === null &&
      !program.alone &&
      access?.mayReuse !== false;
    const recording = repeatable ? recordings.get(key) : undefined;
    let received: Received | null = null;
    if (recording !== undefined && step !== null && Date.now() < recording.until) {
      received = await replay(step, recording, sendNow);
      if (received === null) return { answer: { text: recording.text, extensions }, errors: [] };
    }
    const requests: string[] = [];
    const answers: Buffer[] = [];
    let whole = repeatable && (recording !== undefined || recordings.isRepeated(key));
    const judge = request.judge?.() ?? null;
    const run: Run = {
      data: {},
      errors: [],
      variables: request.variables,
      requestId: request.requestId,
      interfaces,
      judge,
      send: async (fetch, body) => {
        const { number } = fetch;
        // What a replay has asked already is not asked again.
        const asked = recording?.requests[number] === body ? received?.get(number) : undefined;
        const given = asked ?? (await sendNow(fetch, body));
        if (!whole) return given;
        if (given.kind !== 'answered' || requests[number] !== undefined) whole = false;
        else {
          requests[number] = body;
          answers[number] = given.body;
        }
        return given;
      },
    };
    if (step !== null) await runStep(step, run);
    judge?.report(request.requestId);
    if (program.introspection !== null) await introspect(program.introspection, request, run);
    const { data, issues } = program.project(run.data);
    const text = data === null ? null : JSON.stringify({ data, extensions });
    const written = text === null ? null : { text, extensions };
    if (run.errors.length === 0 && issues.length === 0) {
      if (whole && text !== null)
        recordings.set(key, { requests, answers, text, until: judge?.until() ?? Infinity });
      return { answer: written, errors: [] };
    }
    const errors = answerErrors(run.errors, issues, (path) => program.cutPath(path, run.data));
    report(errors, request);
    return { answer: written, errors };
  }

  /** One line a request, whatever the number of values. */
  function report(errors: readonly GraphQLError[], { requestId, signal }: ProgramRequest): void {
    const invalid = errors.filter(({ extensions }) => {
      return extensions['code'] === 'INVALID_SUBGRAPH_VALUE';
    });
    const [first] = invalid;
    // Of a client that left, fetches were given up: what they did not bring is no subgraph's fault.
    if (first === undefined || signal?.aborted) return;
    const { path } = first;
    log.error({ requestId, path, values: invalid.length }, 'values of subgraphs do not fit');
  }

  function mayShare({ operation, alone }: Program, access: Access | null): boolean {
    return dedupe && operation === 'query' && !alone && access?.mayReuse !== false;
  }

  function sender(program: Program, { requestId, signal, access, incoming }: ProgramRequest) {
    const caller = callerOf(program, access);
    return ({ client, subgraph }: FetchStep, body: string): Promise<RawAnswer> => {
      if (!mayShare(program, access)) {
        return client.send(body, requestId, signal, caller, incoming);
      }
      return fetches.join(`${subgraph} ${classOf(access)} ${body}`, signal, (shared) =>
        client.send(body, requestId, shared, caller),
      );
    };
  }

  async function introspect(
    document: DocumentNode,
    { given, operationName }: ProgramRequest,
    run: Run,
  ): Promise<void> {
    const result: ExecutionResult = await executeLocally({
      schema,
      document,
      variableValues: given,
      operationName,
    });
    Object.assign(run.data, result.data);
  }
}

/** What stands in every key of shared work for those who may see the same. */
function classOf(access: Access | null): string {
  return access === null ? '' : access.visibility.key;
}

/** A provider learns of the person from a mutation alone. */
function callerOf({ operation }: Program, access: Access | null): Caller | null {
  if (access === null) return null;
  const subject = operation === 'mutation' ? access.principal.subject : null;
  return { visibility: access.visibility, subject };
}
