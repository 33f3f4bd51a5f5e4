import { isProblem } from '../terminal/problem.ts';
import { runToken } from '../token/run-token.ts';
import { type Actor, DayProblem, type Send } from './day.ts';

/** Sends operations over HTTP, each with a token of the exercise for who asks. */
export function sender(
  endpoint: string,
  environment: Readonly<Record<string, string | undefined>>,
): Send {
  const tokens = new Map<string, Promise<string>>();
  const mint = async ({ partner, role }: Actor) => {
    const minted = await runToken(
      {
        ...{ partner, role: [role], purpose: ['COORDINATION'], clearance: [] },
        ...{ subject: `exercise-day-${role}`, lifetime: '1h' },
      },
      environment,
    );
    if (isProblem(minted)) throw new DayProblem(`${minted.message} ${minted.advice}`);
    return minted.token;
  };
  return async (who, query, variables) => {
    const key = `${who.partner} ${who.role}`;
    const token = tokens.get(key) ?? mint(who);
    tokens.set(key, token);
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token}` },
      body: JSON.stringify({ query, variables }),
    };
    const response = await fetch(endpoint, request).catch(() => null);
    if (response === null) {
      throw new DayProblem(`Nobody answers at ${endpoint}: run npm start first.`);
    }
    return JSON.parse(await response.text()) as Awaited<ReturnType<Send>>;
  };
}
