import { open } from 'node:fs/promises';
import { type FileProblem, fileProblem } from '../file-problem.ts';
import type { Limits } from '../limits.ts';
import type { Content } from './content.ts';
import { decodeText } from './decode-text.ts';
import { parseJson } from './parse-json.ts';
import { parseTable } from './parse-table.ts';

/** Content of the file at `path`, bounded by `limits`; or what is wrong with the file as a whole. */
export async function readContent(path: string, limits: Limits): Promise<Content | FileProblem> {
  const bytes = await readBytes(path, limits);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const text = decodeText(bytes);
  if (typeof text !== 'string') return text;
  return /^\s*[[{]/.test(text) ? parseJson(text) : parseTable(text, limits);
}

async function readBytes(path: string, limits: Limits): Promise<Uint8Array | FileProblem> {
  try {
    await using file = await open(path, 'r');
    const stat = await file.stat();
    if (!stat.isFile()) {
      return fileProblem(null, null, path, 'This is not a file.', 'Name one file to import.');
    }
    if (stat.size > limits.bytes) {
      return fileProblem(
        null,
        null,
        `${stat.size} bytes`,
        `The file is larger than ${limits.bytes} bytes.`,
        'Split it into several files and import them one after another.',
      );
    }
    return await file.readFile();
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return fileProblem(
      null,
      null,
      path,
      `The file cannot be read (${code}).`,
      'Check path and rights.',
    );
  }
}

/** The code of a system error, such as ENOENT. */
function errorCode(error: unknown): string | null {
  const code: unknown = typeof error === 'object' && error !== null && Reflect.get(error, 'code');
  return typeof code === 'string' ? code : null;
}
