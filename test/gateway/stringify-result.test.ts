import { describe, expect, it } from '@jest/globals';
import { lazyData } from '../../gateway/respond/lazy-data.ts';
import { stringifyResult } from '../../gateway/respond/stringify-result.ts';

const text = '{"data":{"place":{"level":2}}}';

describe('an answer whose data is text already', () => {
  it('is that text, where there is nothing else', () => {
    expect(stringifyResult({ data: lazyData(text) })).toBe(text);
  });

  it('has its errors and extensions around it', () => {
    const errors = [{ message: 'No.' }];
    const extensions = { visibility: { partner: 'XAA' } };
    const data = { place: { level: 2 } };
    for (const more of [{ errors }, { extensions }, { errors, extensions }]) {
      const written: unknown = JSON.parse(stringifyResult({ data: lazyData(text), ...more }));
      expect(written).toEqual({ data, ...more });
    }
  });

  it('is what a plugin made of it', () => {
    const data = lazyData(text);
    expect(data['place']).toEqual({ level: 2 });
    data['place'] = null;
    expect(stringifyResult({ data })).toBe('{"data":{"place":null}}');
  });
});
