import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { messageReader } from '../../../bench/gateways/stand-ins/message-reader.ts';

const withLength = (body: string) =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const chunked = (...chunks: readonly string[]) =>
  `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks
    .map((chunk) => `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`)
    .join('')}0\r\n\r\n`;

const bodiesOf = (pieces: readonly Buffer[]): readonly string[] => {
  const bodies: string[] = [];
  const read = messageReader(({ body }) => bodies.push(Buffer.concat(body).toString()));
  for (const piece of pieces) read(piece);
  return bodies;
};

describe('messageReader', () => {
  it('finds the same messages however the bytes are cut', () => {
    const body = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    const message = fc.oneof(
      body.map((text) => ({ text: withLength(text), body: text })),
      fc
        .array(body, { maxLength: 3 })
        .map((texts) => ({ text: chunked(...texts), body: texts.join('') })),
    );
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat({ max: 30 })),
        (messages, sizes) => {
          const bytes = Buffer.from(messages.map(({ text }) => text).join(''));
          const pieces: Buffer[] = [];
          let at = 0;
          for (const size of sizes) {
            pieces.push(bytes.subarray(at, at + size));
            at += size;
          }
          pieces.push(bytes.subarray(at));
          expect(bodiesOf(pieces)).toEqual(messages.map(({ body: expected }) => expected));
        },
      ),
    );
  });

  it('takes a message without a body', () => {
    expect(bodiesOf([Buffer.from('GET / HTTP/1.1\r\nhost: a\r\n\r\n')])).toEqual(['']);
  });
});
