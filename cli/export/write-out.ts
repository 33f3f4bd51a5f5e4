import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { isProblem, type Problem, problem } from '../terminal/problem.ts';

type Parts = AsyncGenerator<string, Problem | undefined>;

/** Writes to a new file beside `path` that takes its name when it is whole. */
export async function writeFileWhole(path: string, parts: Parts): Promise<Problem | undefined> {
  const draft = `${path}.${randomUUID()}.part`;
  const stream = createWriteStream(draft, { flags: 'wx', mode: 0o600 });
  try {
    await once(stream, 'open');
    const found = await writeParts(stream, parts);
    stream.end();
    await finished(stream);
    if (found === undefined) await rename(draft, path);
    return found;
  } catch (error) {
    if (typeof error !== 'object' || error === null || !('syscall' in error)) throw error;
    const code = 'code' in error ? String(error.code) : 'unknown';
    return problem(`${path} cannot be written (${code}).`, 'Check path, rights and space.');
  } finally {
    await rm(draft, { force: true });
  }
}

/** Writes to an open stream, no faster than it takes. */
export async function writeParts(
  stream: NodeJS.WritableStream,
  parts: Parts,
): Promise<Problem | undefined> {
  for (;;) {
    const { value, done } = await parts.next();
    if (done) return isProblem(value) ? value : undefined;
    if (!stream.write(value)) await once(stream, 'drain');
  }
}
