import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openStateKeeper } from '../../../gateway/hub-state/keep-state.ts';
import { openKey, type SigningKey } from '../../../gateway/keys/open-key.ts';
import { sign } from '../../../schema/hub-state/signed-state.ts';
import { stateOf } from '../../support/issuers.ts';

let folder: string;
let key: SigningKey;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state-'));
  const opened = await openKey(join(folder, 'key.json'));
  if (opened.kind === 'unusable') throw new Error(opened.problem);
  key = opened;
  file = join(folder, 'data', 'hub-state.jws');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const { version: _version, policyVersion: _policy, ...content } = stateOf([]);
const signed = (version: number, changes = {}) =>
  sign({ ...stateOf([]), version, ...changes }, key.privateKey, key.kid);

describe('the state that a gateway serves under', () => {
  it('counts on over restarts', async () => {
    const first = await (await openStateKeeper({ key, file })).next(content);
    expect(first).toMatchObject({ kind: 'accepted', state: { version: 1, policyVersion: 1 } });
    const groups = { HEALTH: ['XAA'] };
    const second = await (await openStateKeeper({ key, file })).next({ ...content, groups });
    expect(second).toMatchObject({ state: { version: 2, policyVersion: 2 } });
    const third = await (await openStateKeeper({ key, file })).next({ ...content, groups });
    expect(third).toMatchObject({ state: { version: 2, policyVersion: 2 } });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is never older than one that was verified before, over restarts too', async () => {
    const keeper = await openStateKeeper({ key, file });
    expect(await keeper.accept(await signed(7))).toMatchObject({ kind: 'accepted' });
    expect(await keeper.accept(await signed(7))).toMatchObject({ kind: 'accepted' });
    for (const one of [keeper, await openStateKeeper({ key, file })]) {
      expect(await one.accept(await signed(6))).toMatchObject({
        kind: 'refused',
        reason: expect.stringContaining('version 6 is older than 7'),
      });
      const other = await signed(7, { groups: { HEALTH: [] } });
      expect(await one.accept(other)).toMatchObject({ kind: 'refused' });
    }
    expect(await keeper.accept(await signed(8))).toMatchObject({ kind: 'accepted' });
  });

  it("is none that somebody else signed, and a kept one without the hub's signature is none", async () => {
    const stranger = await openKey(join(folder, 'stranger.json'));
    if (stranger.kind === 'unusable') throw new Error(stranger.problem);
    const keeper = await openStateKeeper({ key, file });
    const forged = await sign(stateOf([]), stranger.privateKey, stranger.kid);
    expect(await keeper.accept(forged)).toMatchObject({ kind: 'refused' });
    await keeper.accept(await signed(5));
    const kept = await readFile(file, 'utf8');
    await writeFile(file, kept.replace('.', '.A'));
    const again = await (await openStateKeeper({ key, file })).next(content);
    expect(again).toMatchObject({ state: { version: 1 } });
  });
});
