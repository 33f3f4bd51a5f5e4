import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';

export const faults = Object.freeze([
  'none',
  'slow',
  'status 500',
  'broken JSON',
  'own error',
  'wrong value',
  'reset',
  'cut',
  'refused',
] as const);
export type Fault = (typeof faults)[number];

/** Text that a subgraph would not want clients to read. */
export const privateText = 'disk failure on 10.0.0.7';

/** Milliseconds between a subgraph's failure and the last answer of the gateway that shows it. */
const aftermath = 2_000;
/** Milliseconds that failures are remembered: longer than any request may last. */
const memory = 60_000;

interface Period {
  readonly from: number;
  to: number;
}

export interface FailingSubgraph {
  readonly url: string;
  /** From now on about half of the requests meet this; `refused` closes the port to all. */
  readonly set: (fault: Fault) => Promise<void>;
  /** Whether a fault of this subgraph may show in a request between these times. */
  readonly explains: (from: number, to: number) => boolean;
  /** Requests that are held for ever and that the gateway has not given up. */
  readonly held: () => number;
  /** Requests that met each fault; closings of the port for `refused`. */
  readonly counts: Readonly<Record<Fault, number>>;
  readonly close: () => Promise<void>;
}

/** Stands before a subgraph and fails in its place. */
export async function startFailingSubgraph(behind: string): Promise<FailingSubgraph> {
  const agent = new Agent({ connections: 16 });
  const counts = Object.fromEntries(faults.map((each) => [each, 0])) as Record<Fault, number>;
  let periods: Period[] = [];
  let fault: Fault = 'none';
  let held = 0;
  const begin = (): Period => {
    const now = performance.now();
    periods = periods.filter(({ to }) => to > now - memory);
    const period = { from: now, to: Number.POSITIVE_INFINITY };
    periods.push(period);
    return period;
  };

  const forward = async (body: string): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await request(behind, { method: 'POST', headers, body, dispatcher: agent });
    return answer.body.text();
  };
  const hold = (response: ServerResponse): void => {
    const period = begin();
    held += 1;
    response.once('close', () => {
      held -= 1;
      period.to = performance.now();
    });
  };
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await textOf(incoming);
    if (body.includes('hold(')) return hold(response);
    const met = fault !== 'refused' && Math.random() < 0.5 ? fault : 'none';
    counts[met] += 1;
    const period = met === 'none' || met === 'slow' ? undefined : begin();
    await respond(met, body, response);
    if (period !== undefined) period.to = performance.now();
  };
  const respond = async (met: Fault, body: string, response: ServerResponse): Promise<void> => {
    response.setHeader('content-type', 'application/json');
    switch (met) {
      case 'slow':
        await pause(50 + Math.random() * 700);
        break;
      case 'status 500':
        response.statusCode = 500;
        response.end('Internal Server Error');
        return;
      case 'broken JSON':
        response.end('{"data":{"_entities":[{"tonnes":1');
        return;
      case 'own error':
        response.end(JSON.stringify({ data: null, errors: [{ message: privateText }] }));
        return;
      case 'reset':
        response.socket?.resetAndDestroy();
        return;
      case 'cut':
        response.setHeader('content-length', 1_000);
        response.write('{"data":');
        response.socket?.destroySoon();
        return;
      default:
        break;
    }
    const text = await forward(body);
    response.end(met === 'wrong value' ? text.replace(/"tonnes":\d+/g, '"tonnes":"much"') : text);
  };

  const open = (port: number): Promise<Server> =>
    new Promise((resolve, reject) => {
      const opened = createServer((incoming, response) => {
        answer(incoming, response).catch(() => response.destroy());
      });
      opened.once('error', reject);
      opened.listen(port, '127.0.0.1', () => resolve(opened));
    });
  const shut = (opened: Server): Promise<void> =>
    new Promise((resolve) => {
      opened.close(() => resolve());
      opened.closeAllConnections();
    });

  let server: Server | undefined = await open(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  let refusing: Period | undefined;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    counts,
    held: () => held,
    explains: (from, to) =>
      periods.some((period) => period.from <= to && period.to + aftermath >= from),
    set: async (next) => {
      fault = next;
      if (next === 'refused' && server !== undefined) {
        counts.refused += 1;
        refusing = begin();
        await shut(server);
        server = undefined;
      } else if (next !== 'refused' && server === undefined) {
        server = await open(port);
        if (refusing !== undefined) refusing.to = performance.now();
      }
    },
    close: async () => {
      if (server !== undefined) await shut(server);
      await agent.close();
    },
  };
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
