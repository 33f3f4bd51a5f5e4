import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { infrastructure } from '../../../subgraphs/infrastructure/subgraph.ts';
import { units } from '../../../subgraphs/infrastructure/writes/units.ts';
import { codeLists } from '../../../subgraphs/reference/facts/code-lists.ts';
import { type Answer, records, type Shown } from '../../support/record-calls.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { cement, school } from './inputs.ts';
import { projectRow } from './rows.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
  await subgraph.load({ project: [projectRow('XAA:project:1')] });
});
afterAll(() => subgraph.close());

const projects = (...who: string[]) =>
  records(
    subgraph,
    'Project',
    'state activityStatus waitsOn budget allowedTransitions history { from to reason } revisions { kind }',
    ...((who.length ? who : ['XAA']) as [string]),
  );
const registered = async (more: object = {}) =>
  (await projects().create('registerProject', { ...school, ...more })).record;
const go = (record: Shown, to: string, more: object = {}): Promise<Answer> =>
  projects().advance('advanceProject', 'ProjectState', record, to, more);
const through = async (record: Shown, ...states: string[]) => {
  let now = record;
  for (const state of states) {
    const { record: next, code } = await go(now, state, withOf[state]);
    expect([state, code]).toEqual([state, null]);
    now = next;
  }
  return now;
};
const withOf: Readonly<Record<string, object>> = {
  FUNDED: { with: { budget: 1_000 } },
  SUSPENDED: { reason: 'Rain' },
  CANCELLED: { reason: 'No need' },
};
const toWork = ['ASSESSED', 'FUNDED', 'APPROVED', 'IN_PROGRESS'];

describe('a project', () => {
  it('goes through its gates, and its history tells them', async () => {
    const done = await through(
      await registered(),
      ...toWork,
      'SUSPENDED',
      'IN_PROGRESS',
      'COMPLETED',
      'HANDED_OVER',
    );
    expect(done).toMatchObject({
      activityStatus: 'CLOSED',
      revision: 9,
      allowedTransitions: [],
      history: [
        { from: null, to: 'PROPOSED' },
        { from: 'PROPOSED', to: 'ASSESSED' },
        { from: 'ASSESSED', to: 'FUNDED' },
        { from: 'FUNDED', to: 'APPROVED' },
        { from: 'APPROVED', to: 'IN_PROGRESS' },
        { from: 'IN_PROGRESS', to: 'SUSPENDED', reason: 'Rain' },
        { from: 'SUSPENDED', to: 'IN_PROGRESS' },
        { from: 'IN_PROGRESS', to: 'COMPLETED' },
        { from: 'COMPLETED', to: 'HANDED_OVER' },
      ],
    });
  });

  it.each([
    [[]],
    [['ASSESSED']],
    [['ASSESSED', 'FUNDED']],
    [['ASSESSED', 'FUNDED', 'APPROVED']],
    [toWork],
    [[...toWork, 'SUSPENDED']],
  ])('is cancelled before it is completed, with a reason: after %j', async (states) => {
    const record = await through(await registered(), ...states);
    expect((await go(record, 'CANCELLED')).code).toBe('FIELD_REQUIRED');
    expect(
      (await go(record, 'CANCELLED', withOf['CANCELLED'])).record['allowedTransitions'],
    ).toEqual([]);
  });

  it('is not cancelled once it is completed', async () => {
    const record = await through(await registered(), ...toWork, 'COMPLETED');
    expect((await go(record, 'CANCELLED', withOf['CANCELLED'])).code).toBe(
      'TRANSITION_NOT_ALLOWED',
    );
  });

  it('skips no gate, and is funded with a budget', async () => {
    const record = await registered();
    expect((await go(record, 'APPROVED')).code).toBe('TRANSITION_NOT_ALLOWED');
    expect((await go(await through(record, 'ASSESSED'), 'FUNDED')).code).toBe('FIELD_REQUIRED');
  });

  it('does not begin while it waits, and begins when it says that it waits no longer', async () => {
    const record = await through(
      await registered({ waitsOn: ['MATERIALS'] }),
      'ASSESSED',
      'FUNDED',
      'APPROVED',
    );
    expect(await go(record, 'IN_PROGRESS')).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'The project waits on MATERIALS.',
    });
    expect((await go(record, 'IN_PROGRESS', { with: { waitsOn: [] } })).record).toMatchObject({
      state: 'IN_PROGRESS',
      waitsOn: [],
    });
  });

  it('says how it goes without a change of state', async () => {
    const record = await through(await registered(), ...toWork);
    const { record: told } = await projects().change('updateProgress', 'ProjectProgress', record, {
      budget: 2_000,
      waitsOn: ['FUNDING'],
    });
    expect(told).toMatchObject({ state: 'IN_PROGRESS', budget: 2_000, waitsOn: ['FUNDING'] });
    expect((told['revisions'] as { kind: string }[]).at(-1)).toEqual({ kind: 'CHANGED' });
  });

  it.each([
    ['days out of order', { endsOn: '2026-11-01' }, 'BAD_USER_INPUT'],
    ['a crossing where there are no crossing works', { crossing: 'EASTGATE' }, 'BAD_USER_INPUT'],
    ['a facility that is not there', { facility: 'XAA:facility:9' }, 'REFERENCE_UNKNOWN'],
    ['a currency that is none', { currency: 'QQQ' }, 'BAD_USER_INPUT'],
    ['a negative budget', { budget: -1 }, 'BAD_USER_INPUT'],
    ['a year that cannot be', { startsOn: '1026-12-01' }, 'BAD_USER_INPUT'],
    ['a name after a title', { title: { en: 'House of Mr Smith' } }, 'PERSONAL_DATA'],
  ])('is refused with %s', async (_name, more, code) => {
    const { code: found } = await projects().create('registerProject', { ...school, ...more });
    expect(found).toBe(code);
  });

  it('stands in no pair of projects once it is withdrawn', async () => {
    const twin = { ...school, place: 'XT0106', sector: 'TEL' };
    const { record } = await projects().create('registerProject', twin);
    await projects('XAB').create('registerProject', twin);
    const pairs = async () => {
      const { projectOverlaps } = await subgraph.query<{ projectOverlaps: { totalCount: number } }>(
        '{ projectOverlaps(filter: { sector: [TEL] }) { totalCount } }',
      );
      return projectOverlaps.totalCount;
    };
    expect(await pairs()).toBe(2);
    await projects().withdraw('withdrawProject', record);
    expect(await pairs()).toBe(0);
  });
});

const materials = (partner = 'XAA', ...roles: string[]) =>
  records(
    subgraph,
    'MaterialRequest',
    'state quantityCleared quantityUnaccounted allowedTransitions',
    partner,
    ...roles,
  );
const requested = async (more: object = {}) =>
  (await materials().create('requestMaterial', { ...cement, ...more })).record;
const decide = (record: Shown, to: string, values: object, partner = 'XAA', role = 'reporter') =>
  materials(partner, role).advance('decideMaterial', 'MaterialState', record, to, { with: values });
const follow = (record: Shown, to: string, values: object, role = 'reporter') =>
  materials('XAA', role).advance('advanceMaterial', 'MaterialState', record, to, { with: values });

describe('a request for material', () => {
  it('is decided by the partner that it names, and by nobody else', async () => {
    const record = await requested({ decider: 'XAB' });
    expect(record['allowedTransitions']).toEqual([]);
    const cleared = { quantityCleared: 50 };
    expect((await decide(record, 'CLEARED', cleared)).code).toBe('TRANSITION_NOT_ALLOWED');
    expect((await decide(record, 'CLEARED', cleared, 'XAC')).code).toBe('RECORD_NOT_FOUND');
    expect((await decide(record, 'CLEARED', cleared, 'XAB', 'verifier')).record).toMatchObject({
      state: 'CLEARED',
      quantityCleared: 50,
    });
  });

  it('keeps what another partner has decided', async () => {
    const { record } = await decide(
      await requested({ decider: 'XAB' }),
      'CLEARED',
      { quantityCleared: 50 },
      'XAB',
    );
    for (const values of [{ quantityCleared: 90 }, { item: 'Steel' }, { decider: null }]) {
      const input = 'MaterialRequestCorrection';
      const { code } = await materials().change('correctMaterialRequest', input, record, values);
      expect(code).toBe('BAD_USER_INPUT');
    }
    const late = { neededBy: '2027-01-01' };
    const input = 'MaterialRequestCorrection';
    expect((await materials().change('correctMaterialRequest', input, record, late)).code).toBe(
      null,
    );
  });

  it('is decided by its owner where it names nobody', async () => {
    const { record } = await decide(await requested(), 'CLEARED', { quantityCleared: 100 });
    expect(record).toMatchObject({ state: 'CLEARED', allowedTransitions: ['ENTERED'] });
  });

  it('is cleared for nothing when it is denied, and is over then', async () => {
    const { record } = await decide(await requested(), 'DENIED', { decisionReason: 'On the list' });
    expect(record).toMatchObject({ state: 'DENIED', quantityCleared: 0, allowedTransitions: [] });
  });

  it('takes what each step brings', async () => {
    const record = await requested();
    expect((await decide(record, 'CLEARED', {})).code).toBe('FIELD_REQUIRED');
    expect((await decide(record, 'DENIED', {})).code).toBe('FIELD_REQUIRED');
    expect((await decide(record, 'ENTERED', { quantityEntered: 1 })).code).toBe(
      'TRANSITION_NOT_ALLOWED',
    );
    expect((await follow(record, 'CLEARED', { quantityCleared: 1 })).code).toBe(
      'TRANSITION_NOT_ALLOWED',
    );
  });

  it('is cleared, used and found in no more than there was, but may enter beyond', async () => {
    const record = await requested();
    expect((await decide(record, 'CLEARED', { quantityCleared: 101 })).code).toBe('BAD_USER_INPUT');
    const cleared = (await decide(record, 'CLEARED', { quantityCleared: 60 })).record;
    const entered = (await follow(cleared, 'ENTERED', { quantityEntered: 65 })).record;
    expect((await follow(entered, 'CONSUMED', { quantityConsumed: 66 })).code).toBe(
      'BAD_USER_INPUT',
    );
    const consumed = (await follow(entered, 'CONSUMED', { quantityConsumed: 64 })).record;
    expect((await follow(consumed, 'AUDITED', { quantityAudited: 60 })).code).toBe('ROLE_REQUIRED');
    const { record: audited } = await follow(
      consumed,
      'AUDITED',
      { quantityAudited: 60 },
      'verifier',
    );
    expect(audited).toMatchObject({ state: 'AUDITED', quantityUnaccounted: 5 });
  });

  it('is counted in units of the hub, and in more than none of them', async () => {
    const wrong = [{ unit: 'sacks' }, { quantity: 0 }, { quantity: -5 }];
    for (const more of wrong) {
      const { code } = await materials().create('requestMaterial', { ...cement, ...more });
      expect(code).toBe('BAD_USER_INPUT');
    }
    const list = codeLists.find(({ code }) => code === 'UnitOfMeasure');
    const known = (list?.codes ?? []).map(({ code }) => code);
    expect(units.filter((unit) => !known.includes(unit))).toEqual([]);
  });

  it('brings no quantity before its state', async () => {
    const record = await requested();
    const early = await materials().change(
      'correctMaterialRequest',
      'MaterialRequestCorrection',
      record,
      { quantityEntered: 5 },
    );
    expect(early.code).toBe('BAD_USER_INPUT');
  });
});
