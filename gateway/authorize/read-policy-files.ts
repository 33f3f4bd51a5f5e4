import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyFile } from './policies.ts';

/** The hub's own Cedar policies and their schema. */
export const policyFolder: string = join(import.meta.dirname, '../../schema/policies');

export function readPolicyFiles(folder: string = policyFolder): readonly PolicyFile[] {
  return readdirSync(folder)
    .filter((name) => /\.cedar(schema)?$/.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}
