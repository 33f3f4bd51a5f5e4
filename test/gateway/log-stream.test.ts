import { describe, expect, it } from '@jest/globals';
import { plainLines } from '../../gateway/http/log-stream.ts';

const shown = (entry: object): string => {
  let text = '';
  const stream = plainLines({
    write: (part) => {
      text += part;
    },
  });
  stream.write(`${JSON.stringify({ level: 30, time: 0, pid: 1, hostname: 'h', ...entry })}\n`);
  return text;
};

describe('log lines at a terminal', () => {
  it('have the time, the text and the fields, and nothing of the machine', () => {
    expect(shown({ msg: 'serving', subgraphs: 6, supergraph: 'abc' })).toBe(
      '00:00:00 serving subgraphs=6 supergraph=abc\n',
    );
  });

  it('mark what must not be missed', () => {
    expect(shown({ level: 40, msg: 'subgraph is down' })).toBe(
      '00:00:00 warning: subgraph is down\n',
    );
  });

  it('end with the stack of a defect', () => {
    expect(shown({ level: 50, msg: 'failed', err: { stack: 'Error: x\n    at y' } })).toBe(
      '00:00:00 error: failed\nError: x\n    at y\n',
    );
  });
});
