import { describe, expect, it } from '@jest/globals';
import { createBodyEncoder } from '../../gateway/http/encode-body.ts';

describe('the body of an answer', () => {
  it.each(['{"data":{"a":"plain"}}', '{"data":{"a":"né"}}', '{"data":{"a":"ميناء 😀"}}'])(
    'is UTF-8: %s',
    (text) => {
      expect(createBodyEncoder()(text).equals(new TextEncoder().encode(text))).toBe(true);
    },
  );

  it('is encoded once for all who share it, and anew for another one', () => {
    const encode = createBodyEncoder();
    const shared = encode('{"data":{"a":1}}');
    expect(encode('{"data":{"a":1}}')).toBe(shared);
    expect(encode('{"data":{"a":2}}').toString()).toBe('{"data":{"a":2}}');
  });
});
