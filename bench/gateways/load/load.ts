import { once } from 'node:events';
import { resolve } from 'node:path';
import { startPinned } from '../processes/pinned-process.ts';

/** What the load generator is to do. */
export interface LoadOrder {
  readonly port: number;
  /** `/graphql` if it is left out. */
  readonly path?: string;
  /** Body of the request for world 0. */
  readonly body: string;
  /** Besides those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Number of the world that the first request asks about. */
  readonly firstWorld: number;
  /** Each request asks about a world of its own; otherwise all about the first. */
  readonly eachDifferent: boolean;
  /** Connections, each with one request at a time. */
  readonly connections: number;
  readonly seconds: number;
  /** Ends earlier after as many. */
  readonly maxRequests?: number;
  /** Bytes that every answer must have. */
  readonly answerBytes: number;
}

export interface LoadResult {
  /** Right answers; each connection's last one comes right after the order's seconds. */
  readonly requests: number;
  /** Answers with another status or another length, and connections that broke. */
  readonly failures: number;
  /** Until the last answer. */
  readonly seconds: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
}

/** The load generator, in a process of its own. */
export interface Load {
  readonly send: (order: LoadOrder) => Promise<LoadResult>;
  readonly stop: () => Promise<void>;
}

export function startLoad(core: string): Load {
  const running = startPinned([resolve(import.meta.dirname, 'main.ts')], core);
  return {
    send: async (order) => {
      const answered = once(running.child, 'message');
      running.child.send(order);
      const [result] = await answered;
      return result as LoadResult;
    },
    stop: running.stop,
  };
}
