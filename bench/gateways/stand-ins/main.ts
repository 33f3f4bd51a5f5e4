import { createServer, type Socket } from 'node:net';
import { benchSubgraphs } from '../graph/bench-graph.ts';
import { type AnswerBook, answerBook } from './answer-book.ts';
import { type HttpMessage, messageReader } from './message-reader.ts';
import type { BusyPeriod, StandInOrder, StandInReport } from './stand-ins.ts';
import { subgraphSchema } from './subgraph-schema.ts';

/** Stands in for subgraphs: each answers at `/<name>`. Orders come and figures go over IPC. */
const books = new Map<string, AnswerBook>();
for (const { name, sdl } of benchSubgraphs()) {
  let book: AnswerBook | undefined;
  books.set(name, (body) => {
    book ??= answerBook(subgraphSchema(sdl));
    return book(body);
  });
}

/** Milliseconds that an answer is kept back. */
let delay = 0;
let calls = 0;
let asking = 0;
let busySince = 0;
/** Times during which at least one request waited here. */
let periods: BusyPeriod[] = [];

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on(
    'data',
    messageReader((message) => take(message, socket)),
  );
});

process.on('message', (order: StandInOrder) => {
  delay = order.delay;
  const report: StandInReport = { kind: 'figures', calls, periods };
  calls = 0;
  periods = [];
  process.send?.(report);
});
process.on('disconnect', () => process.exit(0));

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No port.');
  const report: StandInReport = { kind: 'listening', port: address.port };
  process.send?.(report);
});

/** Milliseconds of the machine's monotonic clock, the same for all processes. */
function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function take(message: HttpMessage, socket: Socket): void {
  calls += 1;
  asking += 1;
  if (asking === 1) busySince = now();
  if (delay === 0) answer(message, socket);
  else setTimeout(() => answer(message, socket), delay);
}

function answer({ head, body }: HttpMessage, socket: Socket): void {
  const name = /^POST \/([a-z-]+)/.exec(head)?.[1] ?? '';
  const text = body.map((piece) => piece.toString('latin1')).join('');
  const reply = books.get(name)?.(text) ?? Buffer.from('{"errors":[{"message":"Not here."}]}');
  asking -= 1;
  if (asking === 0 && delay > 0) periods.push([busySince, now()]);
  if (socket.destroyed) return;
  socket.cork();
  socket.write(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${reply.length}\r\n\r\n`,
    'latin1',
  );
  socket.write(reply);
  socket.uncork();
}
