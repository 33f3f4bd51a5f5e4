/** One HTTP/1.1 message as it came; `body` is in the pieces in which it arrived. */
export interface HttpMessage {
  /** Start line and headers. */
  readonly head: string;
  readonly body: readonly Buffer[];
}

/**
 * Takes a connection's bytes, gives its messages: by Content-Length or chunked (RFC 9112, 6 and 7.1).
 * Load generator and stand-ins must cost less than the gateway between them, so neither uses
 * `node:http`.
 */
export function messageReader(onMessage: (message: HttpMessage) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  /** Undefined before the start line. */
  let head: string | undefined;
  let body: Buffer[] = [];
  /** Bytes still to come of the body or of a chunk; undefined before a chunk's size. */
  let wanted: number | undefined;
  let chunked = false;

  const finish = () => {
    const message = { head: head ?? '', body };
    head = undefined;
    body = [];
    onMessage(message);
  };

  return (chunk) => {
    let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    rest = Buffer.alloc(0);
    for (;;) {
      if (head === undefined) {
        const end = data.indexOf('\r\n\r\n');
        if (end === -1) break;
        const fields = data.toString('latin1', 0, end + 2);
        head = fields;
        data = data.subarray(end + 4);
        chunked = /\r\ntransfer-encoding:\s*chunked/i.test(fields);
        wanted = chunked
          ? undefined
          : Number(/\r\ncontent-length:\s*(\d+)/i.exec(fields)?.[1] ?? '0');
      }
      if (wanted === undefined) {
        const end = data.indexOf('\r\n');
        if (end === -1) break;
        const size = Number.parseInt(data.toString('latin1', 0, end), 16);
        // After the last chunk comes an empty line; nobody here sends trailers.
        if (size === 0 && data.length < end + 4) break;
        data = data.subarray(size === 0 ? end + 4 : end + 2);
        if (size === 0) {
          finish();
          continue;
        }
        wanted = size;
      }
      const taken = data.length <= wanted ? data : data.subarray(0, wanted);
      if (taken.length > 0) body.push(taken);
      wanted -= taken.length;
      data = data.subarray(taken.length);
      if (wanted > 0) return;
      if (!chunked) {
        finish();
      } else {
        if (data.length < 2) {
          wanted = 0;
          break;
        }
        data = data.subarray(2);
        wanted = undefined;
      }
    }
    rest = data;
  };
}
