import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface FolderEntry {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
  /** `HUB` where it is left out. */
  readonly owner?: string;
}

/** Further sections of `hub.yaml`, as JSON values. */
export type HubFolderPolicy = Readonly<Record<string, unknown>>;

export interface HubFolder {
  /** Path of `hub.yaml`. */
  readonly path: string;
  /** Writes schema files under new names, then puts the new `hub.yaml` in place in one step. */
  readonly write: (entries: readonly FolderEntry[], policy?: HubFolderPolicy) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** A folder with a `hub.yaml` and its schema files, changed the way an operator should. */
export async function createHubFolder(
  entries: readonly FolderEntry[],
  policy: HubFolderPolicy = {},
): Promise<HubFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-'));
  const path = join(folder, 'hub.yaml');
  let version = 0;
  const write = async (
    next: readonly FolderEntry[],
    sections: HubFolderPolicy = policy,
  ): Promise<void> => {
    version += 1;
    const lines = ['subgraphs:'];
    for (const { name, url, sdl, owner = 'HUB' } of next) {
      const schema = `${name}-${version}.graphql`;
      await writeFile(join(folder, schema), sdl);
      lines.push(`  - {name: ${name}, owner: ${owner}, url: "${url}", schema: ${schema}}`);
    }
    for (const [name, value] of Object.entries(sections)) {
      lines.push(`${name}: ${JSON.stringify(value)}`);
    }
    await writeFile(`${path}.next`, `${lines.join('\n')}\n`);
    await rename(`${path}.next`, path);
  };
  await write(entries);
  return { path, write, remove: () => rm(folder, { recursive: true, force: true }) };
}
