import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import type { VisibilityClass } from '../../../gateway/authenticate/principal.ts';
import { openKey, type SigningKey } from '../../../gateway/keys/open-key.ts';
import { createAssertions } from '../../../gateway/providers/assertions.ts';
import { instant } from '../../support/issuers.ts';

let key: SigningKey;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assertions-'));
  const opened = await openKey(join(folder, 'key.json'));
  await rm(folder, { recursive: true });
  if (opened.kind === 'unusable') throw new Error(opened.problem);
  key = opened;
});

const visibility = (name: string): VisibilityClass => ({
  principal: {
    partner: 'XAA',
    roles: ['reader'],
    groups: ['PUBLIC'],
    clearances: [],
    purpose: 'REPORTING',
  },
  agreements: [{ id: 'EXERCISE-1', types: null }],
  policyVersion: 3,
  key: name,
});
/** A class is one object, as sign-in makes it. */
const classes = new Map<string, VisibilityClass>();
const caller = (name: string, subject: string | null = null) => {
  const known = classes.get(name) ?? visibility(name);
  classes.set(name, known);
  return { visibility: known, subject };
};

describe('an assertion', () => {
  it('says who asks what for, to one provider, for a minute', async () => {
    const text = await createAssertions(key, () => instant)(caller('a'), 'infrastructure');
    expect(decodeProtectedHeader(text)).toEqual({
      alg: 'EdDSA',
      kid: key.kid,
      typ: 'entente-assertion+jwt',
    });
    const { payload } = await jwtVerify(text, key.publicJwk, { currentDate: new Date(instant) });
    expect(payload).toEqual({
      iss: 'entente',
      aud: 'infrastructure',
      iat: instant / 1000,
      exp: instant / 1000 + 60,
      visibility: { ...visibility('a').principal, policyVersion: 3 },
      agreements: [{ id: 'EXERCISE-1', types: null }],
    });
  });

  it('is signed once for a class and a provider, and anew before it ends', async () => {
    let time = instant;
    const assert = createAssertions(key, () => time);
    const first = assert(caller('a'), 'governance');
    expect(assert(caller('a'), 'governance')).toBe(first);
    expect(assert(caller('b'), 'governance')).not.toBe(first);
    expect(await assert(caller('a'), 'reference')).not.toBe(await first);
    time += 39_000;
    expect(assert(caller('a'), 'governance')).toBe(first);
    time += 1_000;
    expect(await assert(caller('a'), 'governance')).not.toBe(await first);
  });

  it('is kept for 10,000 classes at most', async () => {
    const assert = createAssertions(key, () => instant);
    const first = assert(caller('class 0'), 'governance');
    const others = Array.from({ length: 10_000 }, (_, n) =>
      assert(caller(`class ${n + 1}`), 'governance'),
    );
    expect(assert(caller('class 10000'), 'governance')).toBe(others.at(-1));
    expect(assert(caller('class 0'), 'governance')).not.toBe(first);
    await Promise.all(others);
  });

  it('names the person for a mutation, and is not kept then', async () => {
    const assert = createAssertions(key, () => instant);
    const first = assert(caller('a', 'ada'), 'governance');
    const { payload } = await jwtVerify(await first, key.publicJwk, {
      currentDate: new Date(instant),
    });
    expect(payload.sub).toBe('ada');
    expect(assert(caller('a', 'ada'), 'governance')).not.toBe(first);
  });
});
