import { type Gateway, type GatewayOptions, startGateway } from '../../gateway/gateway.ts';

export interface GraphqlAnswer {
  readonly status: number;
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

export interface TestGateway extends Gateway {
  /** Address without a path. */
  readonly origin: string;
  /** Every log line so far, JSON. */
  readonly log: readonly string[];
  readonly query: (query: string, variables?: object) => Promise<GraphqlAnswer>;
}

/** A gateway in this process on a free port. */
export async function startTestGateway(
  options: Pick<GatewayOptions, 'source'> & Partial<GatewayOptions>,
): Promise<TestGateway> {
  const log: string[] = [];
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    engine: 'hub',
    access: null,
    development: true,
    corsOrigins: [],
    logStream: { write: (line) => void log.push(line) },
    ...options,
  });
  if (gateway.kind === 'failed') throw new Error(gateway.problem);
  return {
    ...gateway,
    origin: new URL(gateway.endpoint).origin,
    log,
    query: async (query, variables) => {
      const response = await fetch(gateway.endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const body = (await response.json()) as Omit<GraphqlAnswer, 'status'>;
      return { status: response.status, ...body };
    },
  };
}

/** Waits until `condition` holds; the test's own time limit is what ends a wait in vain. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}
