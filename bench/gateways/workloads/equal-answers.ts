import { isDeepStrictEqual } from 'node:util';
import type { RunningContestant } from '../contestants/start-contestant.ts';
import { firstWorld, worldName } from '../stand-ins/world.ts';

/** Bytes of a gateway's answers to an operation, the same for every world. */
export type AnswerBytes = ReadonlyMap<RunningContestant, number>;

const checkedWorlds = 3;

/**
 * Asks every gateway the same: each must answer without errors and with the others' data.
 *
 * @param body of the request for world 0
 * @param world number of the first world to ask about
 * @throws Error naming the first difference: figures of unequal answers say nothing
 */
export async function checkEqualAnswers(
  gateways: readonly RunningContestant[],
  body: string,
  world: number,
): Promise<AnswerBytes> {
  const bytes = new Map<RunningContestant, number>();
  for (let number = world; number < world + checkedWorlds; number += 1) {
    const request = body.replaceAll(firstWorld, worldName(number));
    let first: unknown;
    for (const gateway of gateways) {
      const answer = await ask(gateway, request);
      const { data, errors } = JSON.parse(answer) as { data?: unknown; errors?: unknown };
      if (errors !== undefined || !answer.includes(worldName(number))) {
        throw new Error(`${gateway.name} answers ${answer.slice(0, 500)}`);
      }
      first ??= data;
      const path = difference(first, data);
      if (path !== undefined) {
        throw new Error(`${gateways[0]?.name} and ${gateway.name} differ at ${path}`);
      }
      const length = Buffer.byteLength(answer);
      if ((bytes.get(gateway) ?? length) !== length) {
        throw new Error(`${gateway.name} answers alike questions at different lengths`);
      }
      bytes.set(gateway, length);
    }
  }
  return bytes;
}

async function ask({ port, headers }: RunningContestant, body: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body,
  });
  return response.text();
}

function difference(one: unknown, other: unknown, path = 'data'): string | undefined {
  if (isDeepStrictEqual(one, other)) return undefined;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return `${path}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`;
  }
  const entries: Readonly<Record<string, unknown>> = { ...other };
  for (const [key, value] of Object.entries({ ...other, ...one })) {
    const inner = difference(value, entries[key], `${path}.${key}`);
    if (inner !== undefined) return inner;
  }
  return `${path}: fields that only one of them has`;
}
