import { connect } from 'node:net';
import { messageReader } from '../stand-ins/message-reader.ts';
import { textOfWorld, worldName, worldText } from '../stand-ins/world.ts';
import type { LoadOrder, LoadResult } from './load.ts';

/** Milliseconds that an answer may take after the round's end. */
const patience = 10_000;

/** Sends what it is told to over IPC, answers with the figures. */
process.on('message', async (order: LoadOrder) => {
  process.send?.(await run(order));
});
process.on('disconnect', () => process.exit(0));

async function run(order: LoadOrder): Promise<LoadResult> {
  const template = worldText(order.body);
  let world = order.firstWorld;
  let started = 0;
  let failures = 0;
  const times: number[] = [];
  const begin = performance.now();
  const end = begin + order.seconds * 1000;
  const most = order.maxRequests ?? Number.POSITIVE_INFINITY;
  const fixed = requestBytes(order, textOfWorld(template, worldName(world)));

  const next = (): Buffer | undefined => {
    if (performance.now() >= end || started >= most) return undefined;
    started += 1;
    if (!order.eachDifferent) return fixed;
    const body = textOfWorld(template, worldName(world));
    world += 1;
    return requestBytes(order, body);
  };

  const connection = () =>
    new Promise<void>((resolve) => {
      const socket = connect({ port: order.port, host: '127.0.0.1', noDelay: true });
      let sent = 0;
      let done = false;
      const send = () => {
        const request = next();
        if (request === undefined) {
          done = true;
          socket.destroy();
          return;
        }
        sent = performance.now();
        socket.write(request);
      };
      const read = messageReader(({ head, body }) => {
        const length = body.reduce((sum, piece) => sum + piece.length, 0);
        const now = performance.now();
        if (!head.startsWith('HTTP/1.1 200') || length !== order.answerBytes) failures += 1;
        else times.push(now - sent);
        send();
      });
      socket.on('connect', send);
      socket.on('data', read);
      // A gateway that closes, or does not answer at all, fails the round; it does not hang it.
      const alarm = setTimeout(() => socket.destroy(), end - begin + patience);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        clearTimeout(alarm);
        if (!done) failures += 1;
        resolve();
      });
    });

  await Promise.all(Array.from({ length: order.connections }, connection));
  const seconds = (performance.now() - begin) / 1000;
  times.sort((a, b) => a - b);
  return {
    requests: times.length,
    failures,
    seconds,
    median: times[Math.floor(times.length * 0.5)] ?? 0,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
  };
}

function requestBytes({ path = '/graphql', headers = {} }: LoadOrder, body: Buffer): Buffer {
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head =
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n` +
    `accept: application/json\r\n${more.join('')}content-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}
