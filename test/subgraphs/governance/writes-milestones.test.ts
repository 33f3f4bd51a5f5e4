import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { governance } from '../../../subgraphs/governance/subgraph.ts';
import { records, type Shown } from '../../support/record-calls.ts';
import { openTestSubgraph, type TestSubgraph, visibilityOf } from '../../support/subgraph.ts';
import { forPartners, writer } from '../../support/writers.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(governance);
});
afterAll(() => subgraph.close());

const fields = `state verifiedMetOn verifiedBy { id } disputedBy { id } allowedTransitions
  blockedBy { kind } verifications { nodes { id finding } }`;
const milestones = (partner = 'XAA', role = 'reporter') =>
  records(subgraph, 'Milestone', fields, partner, role);
const step = { planPoint: 8, title: 'Northport open', verifier: 'XAB' };
const go = (record: Shown, to: string, more: object = {}, partner = 'XAA', role = 'reporter') =>
  milestones(partner, role).advance('reportMilestone', 'MilestoneState', record, to, more);
const met = { with: { reportedMetOn: '2026-11-20' } };
const registered = async (more: object = {}, marking: object | null = forPartners) =>
  (await milestones().create('registerMilestone', { ...step, ...more }, marking)).record;
const reported = async (more: object = {}, marking: object | null = forPartners) => {
  const begun = (await go(await registered(more, marking), 'IN_PROGRESS')).record;
  return (await go(begun, 'REPORTED_MET', met)).record;
};

const read = async ({ id }: Shown, partner = 'XAA', role = 'reporter') => {
  const { milestone } = await subgraph
    .as(visibilityOf(partner, { roles: [role] }))
    .query<{ milestone: Shown }>(`{ milestone(id: "${id}") { id revision ${fields} } }`);
  return milestone;
};

const found =
  'milestoneVerification { id revision finding owner { code } marking { releasableTo } }';
const verify = async (partner: string, milestone: Shown, finding = 'MET', marking?: object) => {
  const { payload, code } = await writer(subgraph, partner, 'verifier').call({
    field: 'verifyMilestone',
    types: { input: 'MilestoneVerificationInput!', marking: 'MarkingInput' },
    args: {
      input: { milestone: milestone.id, finding, verifiedOn: '2026-11-21', method: 'Seen' },
      ...(marking === undefined ? {} : { marking }),
    },
    select: found,
  });
  return { code, finding: payload?.['milestoneVerification'] as Shown };
};
const dispute = async (partner: string, milestone: Shown, marking?: object) => {
  const { payload, code } = await writer(subgraph, partner).call({
    field: 'disputeMilestone',
    types: { input: 'MilestoneDisputeInput!', marking: 'MarkingInput' },
    args: {
      input: { milestone: milestone.id, verifiedOn: '2026-11-21', method: 'Seen', text: 'Closed' },
      ...(marking === undefined ? {} : { marking }),
    },
    select: found,
  });
  return { code, finding: payload?.['milestoneVerification'] as Shown };
};

describe('a milestone', () => {
  it('is reported by its owner or its named reporter, and by nobody else', async () => {
    const record = await registered({ reporter: 'XAC' });
    expect((await go(record, 'IN_PROGRESS', {}, 'XAD')).code).toMatch(
      /TRANSITION_NOT_ALLOWED|RECORD_NOT_FOUND/,
    );
    const { record: begun } = await go(record, 'IN_PROGRESS', {}, 'XAC');
    expect(begun).toMatchObject({
      state: 'IN_PROGRESS',
      allowedTransitions: ['REPORTED_MET', 'BLOCKED'],
    });
    expect((await go(begun, 'LAPSED', { reason: 'Late' }, 'XAC')).code).toBe(
      'TRANSITION_NOT_ALLOWED',
    );
    expect((await go(begun, 'REPORTED_MET', met)).record).toMatchObject({ state: 'REPORTED_MET' });
  });

  it.each(['NOT_STARTED', 'IN_PROGRESS'])('that was blocked when %s is that again', async (was) => {
    const record = await registered();
    const before = was === 'IN_PROGRESS' ? (await go(record, was)).record : record;
    const other = was === 'IN_PROGRESS' ? 'NOT_STARTED' : 'IN_PROGRESS';
    expect((await go(before, 'BLOCKED', { with: { blockedBy: [] } })).code).toBe('BAD_USER_INPUT');
    const blockedBy = [{ kind: 'ACCESS', reason: 'Road closed', since: '2026-11-01' }];
    const { record: blocked } = await go(before, 'BLOCKED', { with: { blockedBy } });
    expect(blocked).toMatchObject({
      blockedBy: [{ kind: 'ACCESS' }],
      allowedTransitions: [was, 'LAPSED'],
    });
    expect((await go(blocked, other)).code).toBe('TRANSITION_NOT_ALLOWED');
    expect((await go(blocked, was)).record).toMatchObject({ state: was, blockedBy: [] });
  });

  it('lapses with a reason, from any state but VERIFIED_MET', async () => {
    const late = { reason: 'Nobody pursues it' };
    const record = await registered();
    expect((await go(record, 'LAPSED')).code).toBe('FIELD_REQUIRED');
    expect((await go(record, 'LAPSED', late)).record['allowedTransitions']).toEqual([]);
    const verified = await reported();
    await verify('XAB', verified);
    expect((await go(await read(verified), 'LAPSED', late)).code).toBe('TRANSITION_NOT_ALLOWED');
  });

  it('waits for others that its owner sees', async () => {
    const first = await registered();
    const hidden = await registered({}, null);
    const waiting = (id: string, partner: string) =>
      milestones(partner).create('registerMilestone', {
        planPoint: 8,
        title: 'Next',
        blockingMilestones: [id],
      });
    expect((await waiting(first.id, 'XAC')).code).toBe(null);
    const answers = [];
    for (const id of [hidden.id, 'XAA:milestone:0']) {
      answers.push(JSON.stringify(await waiting(id, 'XAC')).replaceAll(id, 'ID'));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('REFERENCE_UNKNOWN');
  });

  it('is not reported met on a day to come', async () => {
    const begun = (await go(await registered(), 'IN_PROGRESS')).record;
    const { code } = await go(begun, 'REPORTED_MET', { with: { reportedMetOn: '2099-01-01' } });
    expect(code).toBe('BAD_USER_INPUT');
  });

  it.each(['VERIFIED_MET', 'DISPUTED'])('does not become %s by a report', async (state) => {
    const record = await reported();
    for (const [partner, role] of [
      ['XAA', 'reporter'],
      ['XAB', 'verifier'],
      ['XAC', 'reporter'],
    ] as const) {
      const { code } = await go(record, state, {}, partner, role);
      expect(code).toMatch(/TRANSITION_NOT_ALLOWED|FIELD_REQUIRED|ROLE_REQUIRED/);
    }
    expect(await read(record)).toMatchObject({ state: 'REPORTED_MET', revision: 3 });
  });
});

describe('the owner of a milestone', () => {
  const correct = (record: Shown, values: object) =>
    milestones().change('correctMilestone', 'MilestoneCorrection', record, values);

  it('does not verify it', async () => {
    const answer = await milestones().create('registerMilestone', { ...step, verifier: 'XAA' });
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect((await correct(await reported(), { verifier: 'XAA' })).code).toBe('BAD_USER_INPUT');
  });

  it('changes nothing that a finding was made on', async () => {
    const record = await reported();
    expect((await correct(record, { reportedMetOn: null })).code).toBe('BAD_USER_INPUT');
    expect((await correct(record, { title: 'Northport open daily' })).code).toBe(null);
    const open = await read(record);
    await verify('XAB', open);
    const verified = await read(record);
    for (const values of [{ title: 'Northport open' }, { verifier: 'XAC' }, { target: 5 }]) {
      expect((await correct(verified, values)).code).toBe('BAD_USER_INPUT');
    }
    expect((await correct(verified, { dueOn: '2027-01-01' })).code).toBe(null);
  });
});

describe('a finding', () => {
  it('of the verifier, MET, verifies the milestone', async () => {
    const record = await reported();
    const { finding } = await verify('XAB', record);
    expect(finding).toMatchObject({ finding: 'MET', owner: { code: 'XAB' } });
    expect(await read(record)).toMatchObject({
      state: 'VERIFIED_MET',
      verifiedMetOn: '2026-11-21',
      verifiedBy: { id: finding.id },
    });
  });

  it.each([
    ['of another partner', 'XAC', 'MET'],
    ['NOT_MET of the verifier', 'XAB', 'NOT_MET'],
    ['of the owner', 'XAA', 'MET'],
  ])('%s is recorded and changes no state', async (_name, partner, what) => {
    const record = await reported();
    const { finding } = await verify(partner, record, what);
    expect(await read(record)).toMatchObject({
      state: 'REPORTED_MET',
      revision: 3,
      verifications: { nodes: [{ id: finding.id, finding: what }] },
    });
  });

  it('of the verifier changes nothing before the milestone is reported met', async () => {
    const record = await registered();
    expect((await verify('XAB', record)).code).toBe(null);
    expect(await read(record)).toMatchObject({ state: 'NOT_STARTED', revision: 1 });
  });

  it('takes the role verifier, a milestone that one sees, and a day that has come', async () => {
    const record = await reported();
    const { code } = await writer(subgraph, 'XAB', 'reporter').call({
      field: 'verifyMilestone',
      types: { input: 'MilestoneVerificationInput!' },
      args: {
        input: { milestone: record.id, finding: 'MET', verifiedOn: '2026-11-21', method: 'Seen' },
      },
      select: found,
    });
    expect(code).toBe('ROLE_REQUIRED');
    const own = await reported({}, null);
    const answers = [
      await verify('XAB', own),
      await verify('XAB', { ...own, id: 'XAA:milestone:0' }),
    ];
    expect(answers.map((one) => one.code)).toEqual(['RECORD_NOT_FOUND', 'RECORD_NOT_FOUND']);
  });

  it('is released as the milestone is, and to its owner, unless it is marked otherwise', async () => {
    const marking = { ...forPartners, releasableTo: ['XAB', 'XAC'] };
    const record = await reported({}, marking);
    const { finding } = await verify('XAB', record);
    expect(finding).toMatchObject({ marking: { releasableTo: ['XAB', 'XAC', 'XAA'] } });
    expect(await read(record)).toMatchObject({ verifications: { nodes: [{ id: finding.id }] } });
    const secret = await verify('XAC', record, 'NOT_MET', { ...forPartners, releasableTo: [] });
    expect(secret.finding).toMatchObject({ marking: { releasableTo: [] } });
    expect(await read(record)).toMatchObject({ verifications: { nodes: [{ id: finding.id }] } });
  });

  it('that verifies the milestone is released to its owner', async () => {
    const record = await reported();
    const hidden = { ...forPartners, releasableTo: [] };
    expect((await verify('XAB', record, 'MET', hidden)).code).toBe('BAD_USER_INPUT');
    expect((await verify('XAB', record, 'NOT_MET', hidden)).code).toBe(null);
    expect(await read(record)).toMatchObject({ state: 'REPORTED_MET' });
  });

  it('is neither corrected nor withdrawn by the owner of the milestone', async () => {
    const record = await reported();
    const { finding } = await verify('XAC', record, 'NOT_MET');
    const mine = records(subgraph, 'MilestoneVerification', 'finding', 'XAA', 'verifier');
    const changed = await mine.change(
      'correctMilestoneVerification',
      'MilestoneVerificationCorrection',
      finding,
      { finding: 'MET' },
    );
    const withdrawn = await mine.withdraw('withdrawMilestoneVerification', finding);
    expect([changed.code, withdrawn.code]).toEqual(['RECORD_NOT_FOUND', 'RECORD_NOT_FOUND']);
    expect(await read(record)).toMatchObject({
      verifications: { nodes: [{ id: finding.id, finding: 'NOT_MET' }] },
    });
  });

  it('stays when the milestone is withdrawn', async () => {
    const record = await reported();
    const { finding } = await verify('XAC', record, 'NOT_MET');
    await milestones().withdraw('withdrawMilestone', record);
    expect((await verify('XAB', record)).code).toBe('RECORD_WITHDRAWN');
    const { milestoneVerification } = await subgraph
      .as(visibilityOf('XAD'))
      .query<{ milestoneVerification: unknown }>(
        `{ milestoneVerification(id: "${finding.id}") { finding } }`,
      );
    expect(milestoneVerification).toEqual({ finding: 'NOT_MET' });
  });
});

describe('a dispute', () => {
  it.each(['REPORTED_MET', 'VERIFIED_MET'])(
    'of a milestone that is %s shows on it',
    async (state) => {
      const record = await reported();
      if (state === 'VERIFIED_MET') await verify('XAB', record);
      expect((await read(record, 'XAC'))['allowedTransitions']).toEqual(['DISPUTED']);
      const { finding } = await dispute('XAC', record);
      expect(finding).toMatchObject({ finding: 'NOT_MET', owner: { code: 'XAC' } });
      expect(await read(record)).toMatchObject({
        state: 'DISPUTED',
        verifiedMetOn: null,
        verifiedBy: null,
        disputedBy: { id: finding.id },
      });
    },
  );

  it('is not by the owner, and not of what nobody says is met', async () => {
    const record = await reported();
    expect((await dispute('XAA', record)).code).toBe('TRANSITION_NOT_ALLOWED');
    expect((await dispute('XAC', await registered())).code).toBe('TRANSITION_NOT_ALLOWED');
    expect(await read(record)).toMatchObject({
      state: 'REPORTED_MET',
      verifications: { nodes: [] },
    });
  });

  it('is never hidden from the owner, and its text from nobody but whom it is hidden from', async () => {
    const record = await reported();
    for (const marking of [
      { ...forPartners, releasableTo: ['XAB'] },
      { ...forPartners, excluded: ['XAA'] },
    ]) {
      expect((await dispute('XAC', record, marking)).code).toBe('BAD_USER_INPUT');
    }
    expect(await read(record)).toMatchObject({ state: 'REPORTED_MET', revision: 3 });
    await dispute('XAC', record, { ...forPartners, releasableTo: ['XAA'] });
    const told = async (partner: string) =>
      JSON.stringify(
        await subgraph.as(visibilityOf(partner)).query(
          `{ milestone(id: "${record.id}") { state history { reason } disputedBy { text }
             revisions { reason changes { before after } } } }`,
        ),
      );
    expect(await told('XAA')).toContain('Closed');
    expect(await told('XAD')).not.toContain('Closed');
    expect(await told('XAD')).toContain('DISPUTED');
  });

  it('ends when the milestone is pursued, reported anew or verified', async () => {
    const disputed = async () => {
      const record = await reported();
      await dispute('XAC', record);
      return read(record);
    };
    const why = { reason: 'Gate hours extended' };
    expect((await go(await disputed(), 'IN_PROGRESS')).code).toBe('FIELD_REQUIRED');
    expect((await go(await disputed(), 'IN_PROGRESS', why)).record).toMatchObject({
      state: 'IN_PROGRESS',
      disputedBy: null,
      verifications: { nodes: [{ finding: 'NOT_MET' }] },
    });
    const anew = { ...met, ...why };
    expect((await go(await disputed(), 'REPORTED_MET', anew)).record).toMatchObject({
      state: 'REPORTED_MET',
      disputedBy: null,
    });
    const record = await disputed();
    await verify('XAB', record);
    expect(await read(record)).toMatchObject({ state: 'VERIFIED_MET', disputedBy: null });
  });

  it('comes once, however often it is sent, and whole or not at all', async () => {
    const record = await reported();
    const once = () =>
      writer(subgraph, 'XAC').call({
        field: 'disputeMilestone',
        types: { input: 'MilestoneDisputeInput!' },
        args: {
          input: {
            milestone: record.id,
            verifiedOn: '2026-11-21',
            method: 'Seen',
            text: 'Closed',
          },
        },
        select: 'milestoneVerification { id }',
        key: 'dispute-once',
      });
    const answers = await Promise.all([once(), once(), once()]);
    expect(new Set(answers.map(({ payload }) => JSON.stringify(payload))).size).toBe(1);
    const again = await dispute('XAD', record);
    expect(again.code).toBe('TRANSITION_NOT_ALLOWED');
    expect(await read(record)).toMatchObject({
      verifications: { nodes: [{ finding: 'NOT_MET' }] },
    });
  });
});
