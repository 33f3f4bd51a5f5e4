import { describe, expect, it } from '@jest/globals';
import { lazyData } from '../../gateway/respond/lazy-data.ts';
import { stringifyResult } from '../../gateway/respond/stringify-result.ts';

const data = { place: { level: 2 } };
const extensions = { visibility: { partner: 'XAA' } };
const plain = { text: JSON.stringify({ data }), extensions: undefined };
const shown = { text: JSON.stringify({ data, extensions }), extensions };

describe('an answer whose data is text already', () => {
  it('is that text, where nothing was added', () => {
    expect(stringifyResult({ data: lazyData(plain) })).toBe(plain.text);
    expect(stringifyResult({ data: lazyData(shown), extensions })).toBe(shown.text);
  });

  it('has its errors and other extensions around it', () => {
    const errors = [{ message: 'No.' }];
    const others = { ...extensions, trace: 'a1' };
    for (const answer of [plain, shown]) {
      for (const more of [
        { errors },
        { extensions },
        { errors, extensions },
        { extensions: others },
        { errors, extensions: others },
      ]) {
        const written: unknown = JSON.parse(stringifyResult({ data: lazyData(answer), ...more }));
        expect(written).toEqual({ data, ...more });
      }
    }
  });

  it('is what a plugin made of it', () => {
    const lazy = lazyData(plain);
    expect(lazy['place']).toEqual({ level: 2 });
    lazy['place'] = null;
    expect(stringifyResult({ data: lazy })).toBe('{"data":{"place":null}}');
    const changed = lazyData(shown);
    delete changed['place'];
    expect(JSON.parse(stringifyResult({ data: changed, extensions }))).toEqual({
      data: {},
      extensions,
    });
  });
});
