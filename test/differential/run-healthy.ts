import { parse } from 'graphql';
import type { Engine } from '../../gateway/execute/engine.ts';
import { askEngine, type EngineAnswer, NoAnswer } from './ask-engine.ts';
import type { Operation } from './generate-operation.ts';
import type { Graph } from './graph.ts';

export interface Disagreement {
  readonly kind: 'data' | 'errors' | 'violation' | 'exception' | 'hang';
  readonly expected: unknown;
  readonly got: unknown;
}

/** Runs an operation where all subgraphs are well; undefined where the engine agrees. */
export async function runHealthy(
  graph: Graph,
  engine: Engine,
  operation: Operation,
): Promise<Disagreement | undefined> {
  const { world, oracle } = graph.healthy;
  const expected = await oracle.answer(
    parse(operation.query),
    operation.variables,
    operation.operationName,
  );
  const record = graph.served.begin(world);
  let answer: EngineAnswer;
  try {
    answer = await askEngine(engine, operation);
  } catch (error) {
    return noAnswer(error);
  }
  if (record.violations.length > 0) {
    return { kind: 'violation', expected: [], got: record.violations };
  }
  if (answer.errors.length > 0) {
    return { kind: 'errors', expected: [], got: answer.errors };
  }
  // The order of keys counts.
  return JSON.stringify(answer.data) === JSON.stringify(expected.data)
    ? undefined
    : { kind: 'data', expected: expected.data, got: answer.data };
}

/** Whatever a client sends, an engine answers. */
export function noAnswer(error: unknown): Disagreement {
  const kind = error instanceof NoAnswer ? 'hang' : 'exception';
  return { kind, expected: 'an answer', got: error instanceof Error ? error.stack : error };
}
