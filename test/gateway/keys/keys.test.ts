import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keyPaths } from '../../../gateway/keys/key-paths.ts';
import { openGatewayKey } from '../../../gateway/keys/open-gateway-key.ts';
import { openDevelopmentIssuers, openHubIssuer } from '../../../gateway/keys/own-issuers.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'keys-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
const kidOf = async () => {
  const key = await openGatewayKey(dataDir);
  return key.kind === 'key' ? key.kid : key.problem;
};

describe("the gateway's key", () => {
  it('is made once, also where several start at the same time', async () => {
    const kids = new Set(await Promise.all(Array.from({ length: 8 }, kidOf)));
    expect(kids.size).toBe(1);
    expect(kids).toContain(await kidOf());
  });

  it('is for its owner alone; its public half is for everybody', async () => {
    const kid = await kidOf();
    const { gateway, gatewayPublic } = keyPaths(dataDir);
    expect(await mode(gateway)).toBe('600');
    const { keys } = JSON.parse(await readFile(gatewayPublic, 'utf8'));
    expect(keys).toEqual([
      { kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid, alg: 'EdDSA', use: 'sig' },
    ]);
    await chmod(gateway, 0o640);
    expect(await openGatewayKey(dataDir)).toEqual({
      kind: 'unusable',
      problem: `Others can read ${gateway}: run chmod 600 on it.`,
    });
  });

  it('is not made anew over a file that is none', async () => {
    await kidOf();
    const { gateway } = keyPaths(dataDir);
    await writeFile(gateway, '{}');
    expect(await openGatewayKey(dataDir)).toMatchObject({ kind: 'unusable' });
    expect(await readFile(gateway, 'utf8')).toBe('{}');
  });
});

describe("the hub's own issuers", () => {
  it('have a key each: no two partners share one, and none is one of the hub or the gateway', async () => {
    const issuers = await openDevelopmentIssuers(dataDir, ['XAA', 'XAB']);
    const hub = await openHubIssuer(dataDir);
    if ('kind' in issuers || hub.kind === 'unusable') throw new Error('no keys');
    const kids = [...issuers.values(), hub].map(({ key }) => key.kid);
    expect(new Set([...kids, await kidOf()]).size).toBe(4);
    const { developmentPublic, hubIssuerPublic } = keyPaths(dataDir);
    for (const path of [developmentPublic, hubIssuerPublic]) {
      expect(await readFile(path, 'utf8')).not.toContain('"d"');
    }
  });

  it('keep the keys of partners that were there before', async () => {
    const first = await openDevelopmentIssuers(dataDir, ['XAA']);
    const second = await openDevelopmentIssuers(dataDir, ['XAB']);
    if ('kind' in first || 'kind' in second) throw new Error('no keys');
    expect([...second.keys()]).toEqual(['XAB', 'XAA']);
    expect(second.get('XAA')?.key.kid).toBe(first.get('XAA')?.key.kid);
  });
});
