import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** A part that all tests of a run share. */
export interface SharedFixture {
  /** What a test needs to reach it. */
  readonly answer: string;
  readonly stop: () => Promise<void>;
}

const variable = 'TEST_BROKER';

/**
 * Parts that are started when the first test asks for them, once for the whole run. Tests run in
 * processes of their own, so they ask over HTTP, on the loopback address and an unguessable path.
 *
 * @returns stops what was started, in reverse order
 */
export async function openBroker(
  fixtures: Readonly<Record<string, () => Promise<SharedFixture>>>,
): Promise<() => Promise<void>> {
  const secret = randomUUID();
  const started = new Map<string, Promise<SharedFixture>>();
  const server = createServer((request, response) => {
    const [, path, name = ''] = request.url?.split('/') ?? [];
    const start = fixtures[name];
    if (path !== secret || start === undefined) return void response.writeHead(404).end();
    const starting = started.get(name) ?? start();
    started.set(name, starting);
    starting.then(
      ({ answer }) => response.end(answer),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  process.env[variable] = `http://127.0.0.1:${port}/${secret}`;
  return async () => {
    for (const starting of [...started.values()].reverse()) {
      await starting.then(({ stop }) => stop()).catch(() => undefined);
    }
    server.close();
    server.closeAllConnections();
  };
}

/** Asks for a part by name; waits until it runs. */
export async function askBroker(name: string): Promise<string> {
  const broker = process.env[variable];
  if (broker === undefined) throw new Error(`No ${name} for the tests: run them with npm test.`);
  const response = await fetch(`${broker}/${name}`);
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}
