import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { keyPaths } from './key-paths.ts';
import { type OpenedKey, openKey } from './open-key.ts';

/** The key by which subgraphs know the gateway; its public half is put beside it for them. */
export async function openGatewayKey(dataDir: string): Promise<OpenedKey> {
  const { gateway, gatewayPublic } = keyPaths(dataDir);
  const key = await openKey(gateway);
  if (key.kind === 'key') {
    await writePublic(gatewayPublic, `${JSON.stringify({ keys: [key.publicJwk] }, null, 2)}\n`);
  }
  return key;
}

/** Puts a file in place in one step: who reads it sees the old one or the new one. */
export async function writePublic(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o644 });
  await rename(draft, path);
}
