import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type HubContent, nextHubState } from '../../schema/hub-state/next-hub-state.ts';
import { sign, verify } from '../../schema/hub-state/signed-state.ts';
import type { HubState } from '../../schema/hub-state.ts';
import type { SigningKey } from '../keys/open-key.ts';

export type AcceptedState =
  | { readonly kind: 'accepted'; readonly state: HubState }
  /** `reason` is for operators. */
  | { readonly kind: 'refused'; readonly reason: string };

/** Knows the highest state that was verified here, over restarts. */
export interface StateKeeper {
  /** The state that follows from what the hub says now; accepted already. */
  readonly next: (content: HubContent) => Promise<AcceptedState>;
  /** Takes a signed state unless it is older than one that was taken before. */
  readonly accept: (signed: string) => Promise<AcceptedState>;
}

export interface KeepOptions {
  /** Signs the hub's states. */
  readonly key: SigningKey;
  /** Absolute path of the file that keeps the signed state. */
  readonly file: string;
}

export async function openStateKeeper({ key, file }: KeepOptions): Promise<StateKeeper> {
  let highest = await readKept(file, key);

  const accept = async (signed: string): Promise<AcceptedState> => {
    const verified = await verify(signed, key.publicJwk);
    if (verified.kind === 'refused') return verified;
    const { state } = verified;
    if (highest !== undefined && state.version < highest.state.version) {
      const reason = `version ${state.version} is older than ${highest.state.version}, which was verified here`;
      return { kind: 'refused', reason };
    }
    if (state.version === highest?.state.version && signed !== highest.signed) {
      return { kind: 'refused', reason: `there is another version ${state.version}` };
    }
    if (signed !== highest?.signed) await writeKept(file, signed);
    highest = { state, signed };
    return { kind: 'accepted', state };
  };
  return {
    accept,
    next: async (content) => {
      const state = nextHubState(content, highest?.state);
      // EdDSA signs alike each time: what did not change is the same text again.
      return accept(await sign(state, key.privateKey, key.kid));
    },
  };
}

interface Kept {
  readonly state: HubState;
  readonly signed: string;
}

/** Without the hub's signature (another key, a damaged file) nothing is known of before. */
async function readKept(file: string, key: SigningKey): Promise<Kept | undefined> {
  const signed = await readFile(file, 'utf8').catch(() => undefined);
  if (signed === undefined) return undefined;
  const verified = await verify(signed, key.publicJwk);
  return verified.kind === 'verified' ? { state: verified.state, signed } : undefined;
}

async function writeKept(file: string, signed: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, signed, { mode: 0o600 });
  await rename(draft, file);
}
