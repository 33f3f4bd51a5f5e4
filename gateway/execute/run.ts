import { invariant } from '../../lib/invariant.ts';
import type { Judge } from './guard/judge.ts';
import { admitEntity } from './guard/step-guard.ts';
import type { LocatedError } from './located-error.ts';
import { copyOf, mergeInto } from './merge.ts';
import { partitionByContext } from './partition-by-context.ts';
import type { EntityStep, FetchStep, Step } from './program.ts';
import type { ClientError, RawAnswer, SubgraphResult } from './subgraph-client.ts';
import { isNode, type Node, type Path, walkWithPaths } from './walk.ts';

/** What the steps of one request work on. */
export interface Run {
  /** The answer as it grows: everything that fetches brought, selected or not. */
  readonly data: Node;
  readonly errors: LocatedError[];
  /** `"name":value` of each variable that the client gave, ready for a request body. */
  readonly variables: ReadonlyMap<string, string>;
  readonly requestId: string;
  /** Names of the supergraph's interfaces. */
  readonly interfaces: ReadonlySet<string>;
  /** Decides about records under markings; null with `--open`. */
  readonly judge: Judge | null;
  /** Sends a fetch's request body. */
  readonly send: (step: FetchStep, body: string) => Promise<RawAnswer>;
}

/** Runs the steps of a plan; settles when all are done, whatever the subgraphs did. */
export async function runStep(step: Step, run: Run): Promise<void> {
  switch (step.kind) {
    case 'sequence':
      for (const one of step.steps) await runStep(one, run);
      return;
    case 'parallel':
      await Promise.all(step.steps.map((one) => runStep(one, run)));
      return;
    case 'fetch':
      await (step.groups.length === 0 ? fetchRoot(step, run) : fetchEntities(step, run));
      if (step.guard?.settle && run.judge !== null)
        step.guard.settle(run.data, run.errors, run.judge);
      return;
    default:
      return step satisfies never;
  }
}

async function fetchRoot(step: FetchStep, run: Run): Promise<void> {
  const body = `${step.head}${variablesOf(step, run)}}}`;
  const result = await send(step, body, run);
  if (isNode(result.data)) {
    const { data } = result;
    step.rewrite?.data(data);
    if (step.at === null) mergeInto(run.data, data, run.interfaces);
    else
      walkWithPaths(run.data, step.at, (node) =>
        mergeInto(node, copyOf(data) as Node, run.interfaces),
      );
  }
  if (result.errors === undefined) return;
  const covers = step.rootKeys.map((key) => [key]);
  for (const error of result.errors) {
    if (error.path === undefined) {
      run.errors.push({ error: placed(error, covers), covers });
      continue;
    }
    const path = step.rewrite?.path(error.path) ?? error.path;
    run.errors.push({ error: { ...error, path }, covers: [path] });
  }
}

/** Representations of one group: each once, with the objects that it stands for. */
interface Collected {
  readonly group: EntityStep;
  readonly texts: readonly string[];
  /** Of each target path: its objects, and for each the number of its representation. */
  readonly targets: readonly {
    readonly nodes: readonly Node[];
    readonly indexes: readonly number[];
  }[];
}

async function fetchEntities(step: FetchStep, run: Run): Promise<void> {
  if (step.groups.some(({ contexts }) => contexts.length > 0)) {
    await Promise.all(
      partitionByContext(step.groups, run.data).map(({ variables, groups }) =>
        fetchCollected(
          step,
          groups.map((group) => collect(group, run)),
          variables,
          run,
        ),
      ),
    );
    return;
  }
  await fetchCollected(
    step,
    step.groups.map((group) => collect(group, run)),
    '',
    run,
  );
}

/** @param context the variables that `@fromContext` sets, as pieces of the body */
async function fetchCollected(
  step: FetchStep,
  collected: readonly Collected[],
  context: string,
  run: Run,
): Promise<void> {
  if (collected.every(({ texts }) => texts.length === 0)) return;
  let variables = variablesOf(step, run);
  if (context !== '') variables = `${variables}${variables === '' ? '' : ','}${context}`;
  for (const { group, texts } of collected) {
    variables = `${variables}${variables === '' ? '' : ','}${group.label}[${texts.join()}]`;
  }
  const result = await send(step, `${step.head}${variables}}}`, run);
  // Places are found before anything is merged: merging may put lists in place of each other.
  const errors = result.errors ?? [];
  const located = errors.length === 0 ? [] : locateErrors(errors, collected, run);
  if (isNode(result.data)) {
    for (const one of collected) merge(one, result.data, run.interfaces);
  }
  run.errors.push(...located);
}

function collect(group: EntityStep, run: Run): Collected {
  const { texts, numberOf } = group.number();
  const targets = group.targets.map(({ walk }) => {
    const nodes: Node[] = [];
    const indexes: number[] = [];
    walk(run.data, (node) => {
      const number = numberOf(node);
      if (number === -1) return;
      nodes.push(node);
      indexes.push(number);
    });
    return { nodes, indexes };
  });
  return { group, texts, targets };
}

function merge(
  { group, texts, targets }: Collected,
  data: Node,
  interfaces: ReadonlySet<string>,
): void {
  const entities = data[group.alias];
  if (!Array.isArray(entities) || entities.length !== texts.length) return;
  if (group.rewrite !== null) for (const entity of entities) group.rewrite.data(entity);
  for (const [number, { nodes, indexes }] of targets.entries()) {
    for (const [i, node] of nodes.entries()) {
      const entity: unknown = entities[indexes[i] ?? -1];
      if (!isNode(entity)) continue;
      if (group.vouches !== null && !admitEntity(node, entity, group.vouches)) continue;
      // Objects of one path may share what they got: later fetches treat them alike. Those of
      // another path may be asked for other fields under the same names.
      mergeInto(node, (number === 0 ? entity : copyOf(entity)) as Node, interfaces);
    }
  }
}

/** Rewrites paths through `_entities` to the places in the client's answer. */
function locateErrors(
  errors: readonly ClientError[],
  collected: readonly Collected[],
  run: Run,
): readonly LocatedError[] {
  const places = collected.map(({ group }) => placesOf(group, run));
  const covers = places.flatMap((byNumber) => [...byNumber.values()].flat()).map(toFirstList);
  const failed = covers.slice(0, 1);
  return errors.flatMap((error): readonly LocatedError[] => {
    const [alias, number, ...rest] = error.path ?? [];
    const at = collected.findIndex(({ group }) => group.alias === alias);
    const targets = typeof number === 'number' ? (places[at]?.get(number) ?? []) : [];
    if (targets.length === 0) return [{ error: placed(error, failed), covers }];
    const below = collected[at]?.group.rewrite?.path(rest) ?? rest;
    return targets.map((target) => {
      const path = [...target, ...below];
      return { error: { ...error, path }, covers: [path] };
    });
  });
}

/** Number of a representation -> places of its objects. */
function placesOf(group: EntityStep, run: Run): ReadonlyMap<number, readonly Path[]> {
  const { numberOf } = group.number();
  const places = new Map<number, Path[]>();
  for (const { path } of group.targets) {
    walkWithPaths(run.data, path, (node, place) => {
      const number = numberOf(node);
      if (number !== -1) places.set(number, [...(places.get(number) ?? []), place]);
    });
  }
  return places;
}

function toFirstList(path: Path): Path {
  const list = path.findIndex((step) => typeof step === 'number');
  return list === -1 ? path : path.slice(0, list);
}

/** An error without a place of its own stands at the one place that it is about, if there is one. */
function placed({ path: _path, ...error }: ClientError, places: readonly Path[]): ClientError {
  const [only] = places;
  if (only === undefined || places.length > 1 || only.length === 0) return error;
  return { ...error, path: only };
}

async function send(step: FetchStep, body: string, run: Run): Promise<SubgraphResult> {
  const answer = await run.send(step, body);
  if (answer.kind !== 'answered') return { errors: [step.client.unavailable] };
  const result = step.client.read(answer.body, run.requestId);
  return step.guard === null || run.judge === null ? result : step.guard.take(result, run.judge);
}

function variablesOf({ variables }: FetchStep, run: Run): string {
  let text = '';
  for (const name of variables) {
    const given = run.variables.get(name);
    if (given !== undefined) text = `${text}${text === '' ? '' : ','}${given}`;
  }
  return text;
}

/** The client's variables as pieces of a request body. */
export function writeVariables(
  values: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const text = JSON.stringify(value);
    invariant(text !== undefined, 'variables come from JSON');
    texts.set(name, `${JSON.stringify(name)}:${text}`);
  }
  return texts;
}
