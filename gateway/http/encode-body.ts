/** Encodes the body of an answer. */
export type EncodeBody = (text: string) => Buffer;

/**
 * Bodies in UTF-8. Requests that share an answer end one after the other with the same string: it is
 * encoded once for all of them.
 */
export function createBodyEncoder(): EncodeBody {
  let last: { readonly text: string; readonly body: Buffer } | undefined;
  return (text) => {
    if (last?.text === text) return last.body;
    // ASCII can be copied as it stands.
    const body = Buffer.from(text, Buffer.byteLength(text) === text.length ? 'latin1' : 'utf8');
    last = { text, body };
    return body;
  };
}
