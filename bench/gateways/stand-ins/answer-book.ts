import { execute, type GraphQLSchema, parse } from 'graphql';
import { resolveGenerated, resolveGeneratedType } from './generated-data.ts';
import { firstWorld, textOfWorld, type WorldText, worldIn, worldText } from './world.ts';

/** Answers of one subgraph: each worked out once by graphql-js, then copied. */
export type AnswerBook = (body: string) => Buffer;

/** @returns takes the body of a GraphQL request, gives the body of its response */
export function answerBook(schema: GraphQLSchema): AnswerBook {
  const known = new Map<string, WorldText>();
  return (body) => {
    const world = worldIn(body) ?? firstWorld;
    const question = world === firstWorld ? body : body.replaceAll(world, firstWorld);
    let answer = known.get(question);
    if (answer === undefined) {
      answer = worldText(workOut(schema, question));
      known.set(question, answer);
    }
    return textOfWorld(answer, world);
  };
}

function workOut(schema: GraphQLSchema, body: string): string {
  const { query, variables, operationName } = JSON.parse(body) as {
    readonly query: string;
    readonly variables?: Readonly<Record<string, unknown>> | null;
    readonly operationName?: string | null;
  };
  const result = execute({
    schema,
    document: parse(query),
    variableValues: variables ?? {},
    operationName: operationName ?? null,
    fieldResolver: resolveGenerated,
    typeResolver: resolveGeneratedType,
  });
  if (result instanceof Promise) throw new Error('Generated data is never late.');
  if (result.errors !== undefined) {
    process.stderr.write(`A gateway asked what cannot be answered: ${result.errors}\n${query}\n`);
  }
  return JSON.stringify(result);
}
