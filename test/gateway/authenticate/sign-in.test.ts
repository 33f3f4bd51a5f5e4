import { beforeAll, describe, expect, it } from '@jest/globals';
import { createKeySource } from '../../../gateway/authenticate/key-source.ts';
import { createSignIn } from '../../../gateway/authenticate/sign-in.ts';
import type { HubState } from '../../../schema/hub-state.ts';
import {
  audience,
  createIssuer,
  instant,
  stateOf,
  type TestIssuer,
} from '../../support/issuers.ts';

let time = instant;
const now = () => time;
let version = 1;
let xaa: TestIssuer;
let xab: TestIssuer;

beforeAll(async () => {
  xaa = await createIssuer('XAA', { now });
  xab = await createIssuer('XAB', { now });
});

const open = (changes: Partial<HubState> = {}) => {
  time = instant;
  version = 1;
  const state = stateOf([xaa, xab], changes);
  const signIn = createSignIn({
    state,
    keys: createKeySource(now),
    audience,
    policyVersion: () => version,
    now,
  });
  return async (token: string | undefined, purpose?: string) => {
    const authorization = token === undefined ? undefined : `Bearer ${token}`;
    return signIn({ authorization, purpose });
  };
};
const granted = async (result: ReturnType<ReturnType<typeof open>>) => {
  const found = await result;
  if (found.kind === 'refused') throw new Error(found.message);
  return found;
};

describe('the purpose of a request', () => {
  it('is what the header says, within what the token allows', async () => {
    const signIn = open();
    const token = await xaa.token({ purposes: ['COORDINATION', 'REPORTING'] });
    const { principal } = await granted(signIn(token, 'REPORTING'));
    expect(principal).toMatchObject({ partner: 'XAA', subject: 'ada', purpose: 'REPORTING' });
    expect(await signIn(token, 'PLANNING')).toEqual({
      kind: 'refused',
      code: 'PURPOSE_NOT_ALLOWED',
      message: expect.stringContaining('COORDINATION, REPORTING'),
    });
  });

  it('is what the token says where the header says nothing', async () => {
    const signIn = open();
    const token = await xaa.token({ purposes: ['REPORTING'], purpose: 'PLANNING' });
    expect((await granted(signIn(token))).principal.purpose).toBe('PLANNING');
    expect((await granted(signIn(token, 'REPORTING'))).principal.purpose).toBe('REPORTING');
  });

  it.each([undefined, '', 'GOSSIP', 'REPORTING, COORDINATION'])(
    'is asked for, with the choices, where it is %j',
    async (purpose) => {
      expect(await open()(await xaa.token(), purpose)).toEqual({
        kind: 'refused',
        code: 'PURPOSE_REQUIRED',
        message: expect.stringContaining('COORDINATION, REPORTING'),
      });
    },
  );

  it('of nobody in particular is public information', async () => {
    const signIn = open();
    const { principal } = await granted(signIn(undefined));
    expect(principal).toEqual({
      partner: 'PUBLIC',
      subject: null,
      roles: [],
      groups: ['PUBLIC'],
      clearances: [],
      purpose: 'PUBLIC_INFO',
    });
    expect(await signIn(undefined, 'COORDINATION')).toMatchObject({ code: 'PURPOSE_NOT_ALLOWED' });
  });
});

describe('an authorization header', () => {
  it.each(['Basic YTpi', 'Bearer', 'Bearer a b', 'Bearer a, Bearer b', 'token', ''])(
    'that is %j is refused and never stands for nobody',
    async (authorization) => {
      const state = stateOf([xaa]);
      const keys = createKeySource(now);
      const signIn = createSignIn({ state, keys, audience, policyVersion: () => 1, now });
      expect(await signIn({ authorization, purpose: undefined })).toMatchObject({
        code: 'UNAUTHENTICATED',
      });
    },
  );
});

describe('a verified token', () => {
  it('is good until it ends, and not a moment longer', async () => {
    const signIn = open();
    const token = await xaa.token();
    await granted(signIn(token, 'COORDINATION'));
    time = instant + 629_000;
    await granted(signIn(token, 'COORDINATION'));
    time = instant + 631_000;
    expect(await signIn(token, 'COORDINATION')).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('a visibility class', () => {
  it('is one for all who may see the same, whoever they are', async () => {
    const signIn = open();
    const [ada, bob] = [await xaa.token(), await xaa.token({ sub: 'bob' })];
    const one = await granted(signIn(ada, 'COORDINATION'));
    const two = await granted(signIn(bob, 'COORDINATION'));
    expect(two.visibility).toBe(one.visibility);
    expect(JSON.stringify(one.visibility)).not.toContain('ada');
  });

  it('is another for each partner, role, clearance, purpose and policy version', async () => {
    const signIn = open({
      trust: [
        { ...xaa.trusted, clearances: null },
        { ...xab.trusted, clearances: null },
      ],
    });
    const keys = new Set<string>();
    const add = async (token: string, purpose: string) =>
      keys.add((await granted(signIn(token, purpose))).visibility.key);
    await add(await xaa.token(), 'COORDINATION');
    await add(await xaa.token(), 'REPORTING');
    await add(await xab.token(), 'COORDINATION');
    await add(await xaa.token({ roles: ['analyst'] }), 'COORDINATION');
    await add(await xaa.token({ clearances: ['a'] }), 'COORDINATION');
    await add(await xaa.token({ clearances: ['a', 'b'] }), 'COORDINATION');
    await add(await xaa.token({ clearances: ['a,b'] }), 'COORDINATION');
    version += 1;
    await add(await xaa.token(), 'COORDINATION');
    expect(keys.size).toBe(8);
  });

  it('has the groups of its partner: those that list it, PUBLIC, and PARTNERS of active ones', async () => {
    const groups = { HEALTH: ['XAA'], WATER: ['XAB'] };
    const partnerStatus = { XAA: 'ACTIVE', XAB: 'ONBOARDING' } as const;
    const signIn = open({ groups, partnerStatus });
    const groupsOf = async (token: string) =>
      (await granted(signIn(token, 'REPORTING'))).visibility.principal.groups;
    expect(await groupsOf(await xaa.token())).toEqual(['HEALTH', 'PARTNERS', 'PUBLIC']);
    expect(await groupsOf(await xab.token())).toEqual(['PUBLIC', 'WATER']);
  });

  it('has the agreements in force for its partner and purpose, as time goes by', async () => {
    const terms = { types: ['Facility'], purposes: ['REPORTING'] } as const;
    const [before, after] = ['2026-11-22T11:00:00.000Z', '2026-11-22T12:05:00.000Z'];
    const signIn = open({
      groups: { HEALTH: ['XAA'] },
      agreements: [
        { id: 'NOW', parties: ['HEALTH'], ...terms, from: before, to: after },
        { id: 'SOON', parties: ['XAA'], ...terms, types: null, from: after, to: null },
        { id: 'OTHERS', parties: ['XAB'], ...terms, from: before, to: null },
      ],
    });
    const token = await xaa.token();
    const inForce = async (purpose: string) =>
      (await granted(signIn(token, purpose))).visibility.agreements;
    expect(await inForce('REPORTING')).toEqual([{ id: 'NOW', types: ['Facility'] }]);
    expect(await inForce('COORDINATION')).toEqual([]);
    time = Date.parse(after);
    expect(await inForce('REPORTING')).toEqual([{ id: 'SOON', types: null }]);
  });
});
