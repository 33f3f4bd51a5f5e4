import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Problem, problem } from '../terminal/problem.ts';

type Parts = AsyncGenerator<string, Problem | undefined>;

/** Writes to a new file beside `path` that takes its name when it is whole. */
export async function writeFileWhole(path: string, parts: Parts): Promise<Problem | undefined> {
  const there = await stat(path).catch(() => null);
  if (there?.isFile() === false) {
    return problem(`${path} is there and is no file.`, 'Name a file, or leave out --out.');
  }
  const draft = `${path}.${randomUUID()}.part`;
  try {
    const found = await writeParts(createWriteStream(draft, { flags: 'wx', mode: 0o600 }), parts);
    if (found === undefined) await rename(draft, path);
    return found;
  } catch (error) {
    const code = systemError(error);
    if (code === null) throw error;
    return problem(`${path} cannot be written (${code}).`, 'Check path, rights and space.');
  } finally {
    await rm(draft, { force: true });
  }
}

/** Writes to standard output; a reader that has seen enough, such as `head`, is no failure. */
export async function writeOutput(parts: Parts): Promise<Problem | undefined> {
  try {
    return await writeParts(process.stdout, parts, { end: false });
  } catch (error) {
    if (systemError(error) !== 'EPIPE') throw error;
    return undefined;
  }
}

async function writeParts(
  stream: NodeJS.WritableStream,
  parts: Parts,
  options = { end: true },
): Promise<Problem | undefined> {
  let found: Problem | undefined;
  const texts = async function* () {
    found = yield* parts;
  };
  await pipeline(Readable.from(texts()), stream, options);
  return found;
}

function systemError(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('syscall' in error)) return null;
  return 'code' in error ? String(error.code) : 'unknown';
}
