import { getOperationAST, getVariableValues, parse } from 'graphql';
import type { Engine } from '../../gateway/execute/engine.ts';
import { askEngine, type EngineAnswer } from './ask-engine.ts';
import { cutToSelected } from './cut-to-selected.ts';
import { type Deliveries, readDeliveries, Unclear } from './deliveries.ts';
import { chooseFault } from './faults.ts';
import type { Operation } from './generate-operation.ts';
import type { Graph } from './graph.ts';
import { type ExpectedAnswer, expectAnswer, introspected } from './nulling-model.ts';
import type { OracleAnswer, Path } from './oracle.ts';
import { type Disagreement, noAnswer } from './run-healthy.ts';

export type FaultyOutcome =
  | { readonly kind: 'agrees'; readonly faults: readonly string[] }
  /** What was sent leaves more than one answer open. */
  | { readonly kind: 'unclear' }
  | { readonly kind: 'disagrees'; readonly disagreement: Disagreement };

/** Runs an operation while subgraphs fail, and compares with the model of federated nulling. */
export async function runFaulty(
  graph: Graph,
  engine: Engine,
  operation: Operation,
  seed: number,
  silence = false,
): Promise<FaultyOutcome> {
  const { world, oracle } = graph.faulty;
  const document = parse(operation.query);
  const truth = await oracle.answer(document, operation.variables, operation.operationName);
  if (standsTwice(truth)) return { kind: 'unclear' };
  const record = graph.served.begin(world, (fetch) => chooseFault(fetch, seed, silence));
  let answer: EngineAnswer;
  try {
    answer = await askEngine(engine, operation);
  } catch (error) {
    return disagrees(noAnswer(error));
  }
  if (answer.errors.some(({ code }) => code === 'OPERATION_NOT_PLANNED')) {
    return disagrees({ kind: 'errors', expected: 'a plan', got: answer.errors });
  }
  if (record.violations.length > 0) {
    return disagrees({ kind: 'violation', expected: [], got: record.violations });
  }
  const node = getOperationAST(document, operation.operationName);
  if (node == null) throw new Error('the operation is in the document');
  const { coerced } = getVariableValues(
    oracle.schema,
    node.variableDefinitions ?? [],
    operation.variables,
  );
  try {
    const { schema } = oracle;
    const asked = { schema, document, operation: node, variables: coerced ?? {} };
    const expect = (deliveries: Deliveries): ExpectedAnswer =>
      expectAnswer({ ...asked, world, deliveries });
    // First where things are, then what errors say of them.
    const layout = expect(readDeliveries(record, []));
    // Values for `@requires` that failed lead elsewhere than the true answer does.
    if (standsTwice(layout)) return { kind: 'unclear' };
    const cut = (path: Path): Path => cutToSelected(path, layout, asked);
    const expected = expect(readDeliveries(record, [layout, truth], cut));
    const data = withIntrospection(expected.data, truth.data);
    const faults = record.exchanges.flatMap(({ injected }) => injected?.fault ?? []);
    const context = record.exchanges.map(({ subgraph, query, variables, sent, injected }) => ({
      subgraph,
      query,
      variables,
      sent,
      fault: injected?.fault,
    }));
    if (JSON.stringify(answer.data) !== JSON.stringify(data)) {
      return disagrees({ kind: 'data', expected: { data, context }, got: answer });
    }
    const wanted = texts(expected.errors);
    const got = texts(answer.errors);
    return JSON.stringify(wanted) === JSON.stringify(got)
      ? { kind: 'agrees', faults }
      : disagrees({ kind: 'errors', expected: { errors: wanted, data, context }, got });
  } catch (error) {
    if (error instanceof Unclear) return { kind: 'unclear' };
    throw error;
  }
}

function disagrees(disagreement: Disagreement): FaultyOutcome {
  return { kind: 'disagrees', disagreement };
}

/** Errors as a set of (path, code). */
function texts(errors: readonly { readonly path: unknown; readonly code: string }[]): string[] {
  return [
    ...new Set(errors.map(({ path, code }) => `${JSON.stringify(path) ?? '-'} ${code}`)),
  ].sort();
}

/** Whether an object stands at places that are not those of one list. */
function standsTwice({ places }: Pick<OracleAnswer, 'places'>): boolean {
  return [...places.values()].some((paths) => {
    const shapes = paths.map((path) =>
      JSON.stringify(path.filter((step) => typeof step === 'string')),
    );
    return new Set(shapes).size > 1;
  });
}

function withIntrospection(expected: unknown, truth: unknown): unknown {
  if (typeof expected !== 'object' || expected === null) return expected;
  const data = new Map(Object.entries(Object(truth)));
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => [
      key,
      value === introspected ? data.get(key) : value,
    ]),
  );
}
