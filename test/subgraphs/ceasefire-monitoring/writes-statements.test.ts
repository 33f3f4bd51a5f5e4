import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { forPartners, mutate, worker } from './mutate.ts';
import { alertRow, incidentRow } from './rows.ts';

const incident = 'XAA:incident:1';
const xaa = worker('XAA');
const xab = worker('XAB');

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
  await subgraph.load({
    incident: [
      incidentRow(incident),
      incidentRow('XAA:incident:2'),
      incidentRow('XAA:incident:withheld', { marking_releasable_to: ['XAC'] }),
    ],
  });
});
afterAll(() => subgraph.close());

const assess = (who: typeof xaa, finding: string, more: object = {}) =>
  mutate(
    subgraph,
    who,
    'addAssessment',
    { input: { incident, finding, confidence: 'HIGH', ...more }, marking: forPartners },
    '{ assessment { id revision owner { code } byPartner { code } } }',
  );
const standing = async () =>
  (
    await subgraph.as(xaa).query<{ incident: unknown }>(
      `{ incident(id: "${incident}") { revision assessmentsDisagree
         assessments { nodes { byPartner { code } finding } } } }`,
    )
  ).incident;

describe('an assessment', () => {
  let own = '';
  let others = '';

  it('is a record of the partner that makes it, whoever owns the incident', async () => {
    own =
      (await assess(xaa, 'VIOLATION', { attributedTo: 'First party' })).answer['assessment']?.id ??
      '';
    const { answer } = await assess(xab, 'NO_VIOLATION');
    others = answer['assessment']?.id ?? '';
    expect(answer['assessment']).toMatchObject({
      id: expect.stringMatching(/^XAB:assessment:/),
      owner: { code: 'XAB' },
      byPartner: { code: 'XAB' },
    });
    expect(await standing()).toEqual({
      revision: 1,
      assessmentsDisagree: true,
      assessments: {
        nodes: [
          { byPartner: { code: 'XAA' }, finding: 'VIOLATION' },
          { byPartner: { code: 'XAB' }, finding: 'NO_VIOLATION' },
        ],
      },
    });
  });

  it('is one for each partner and incident, also where two come at once', async () => {
    expect((await assess(xab, 'VIOLATION')).code).toBe('RECORD_EXISTS');
    const twins = await Promise.all(
      ['VIOLATION', 'INCONCLUSIVE'].map((one) => assess(worker('XAD'), one)),
    );
    expect(twins.map(({ code }) => code).sort()).toEqual(['RECORD_EXISTS', null]);
  });

  it('cannot be changed, dropped or marked by the owner of the incident', async () => {
    const tries = [
      await mutate(
        subgraph,
        xaa,
        'correctAssessment',
        { id: others, input: { finding: 'VIOLATION' }, reason: 'No.', expectedRevision: 1 },
        '{ assessment { id } }',
      ),
      await mutate(
        subgraph,
        xaa,
        'withdrawAssessment',
        { id: others, reason: 'No.', expectedRevision: 1 },
        '{ assessment { id } }',
      ),
      await mutate(
        subgraph,
        xaa,
        'setCeasefireMonitoringMarking',
        { id: others, marking: { ...forPartners, releasableTo: [] }, expectedRevision: 1 },
        '{ id }',
      ),
      await mutate(
        subgraph,
        xaa,
        'withdrawAssessment',
        { id: 'XAB:assessment:01KB0000000000000000000000', reason: 'No.', expectedRevision: 1 },
        '{ assessment { id } }',
      ),
    ];
    expect(tries.map(({ code }) => code)).toEqual(Array(4).fill('RECORD_NOT_FOUND'));
    expect(await standing()).toMatchObject({ assessmentsDisagree: true });
  });

  it('is corrected by who made it: the revision grows, and what it held stays readable', async () => {
    const { answer } = await mutate(
      subgraph,
      xab,
      'correctAssessment',
      { id: others, input: { finding: 'INCONCLUSIVE' }, reason: 'Other day.', expectedRevision: 1 },
      '{ assessment { revision revisions { kind byPartner reason changes { field before after } } } }',
    );
    expect(answer['assessment']).toMatchObject({
      revision: 2,
      revisions: [
        { kind: 'CREATED', byPartner: 'XAB' },
        {
          kind: 'CORRECTED',
          reason: 'Other day.',
          changes: expect.arrayContaining([
            { field: 'finding', before: '"NO_VIOLATION"', after: '"INCONCLUSIVE"' },
          ]),
        },
      ],
    });
    expect(await standing()).toMatchObject({ assessmentsDisagree: false });
  });

  it('names nobody for what is no violation, also when it is corrected', async () => {
    const named = { attributedTo: 'First party' };
    const refused = await assess(worker('XAE'), 'NO_VIOLATION', named);
    expect(refused).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'Nobody is held responsible for what is not found to be a violation.',
    });
    const correct = (input: object) =>
      mutate(
        subgraph,
        xaa,
        'correctAssessment',
        { id: own, input, reason: 'Seen again.', expectedRevision: 1 },
        '{ assessment { finding attributedTo } }',
      );
    expect((await correct({ finding: 'INCONCLUSIVE' })).code).toBe('BAD_USER_INPUT');
    expect((await correct({ finding: 'INCONCLUSIVE', attributedTo: null })).answer).toEqual({
      assessment: { finding: 'INCONCLUSIVE', attributedTo: null },
    });
  });

  it('that is withdrawn contradicts nobody, and makes room for another', async () => {
    const about = { incident: 'XAA:incident:2' };
    const disagree = async () =>
      subgraph.as(xaa).query(`{ incident(id: "${about.incident}") {
        assessmentsDisagree assessments { nodes { finding } } } }`);
    await assess(xaa, 'VIOLATION', about);
    const { answer } = await assess(xab, 'NO_VIOLATION', about);
    const both = { nodes: [{ finding: 'VIOLATION' }, { finding: 'NO_VIOLATION' }] };
    expect(await disagree()).toEqual({
      incident: { assessmentsDisagree: true, assessments: both },
    });
    await mutate(
      subgraph,
      xab,
      'withdrawAssessment',
      { id: answer['assessment']?.id, reason: 'Taken back.', expectedRevision: 1 },
      '{ assessment { id } }',
    );
    const one = { nodes: [{ finding: 'VIOLATION' }] };
    expect(await disagree()).toEqual({
      incident: { assessmentsDisagree: false, assessments: one },
    });
    expect((await assess(xab, 'NO_VIOLATION', about)).code).toBeNull();
  });

  it('of a withheld incident is refused as of an unknown one', async () => {
    const unknown = 'XAA:incident:unknown';
    const answers = [
      await assess(xab, 'VIOLATION', { incident: 'XAA:incident:withheld' }),
      await assess(xab, 'VIOLATION', { incident: unknown }),
    ];
    expect(answers.map(({ code }) => code)).toEqual(['REFERENCE_UNKNOWN', 'REFERENCE_UNKNOWN']);
    expect(answers[0]?.message.replace('XAA:incident:withheld', unknown)).toBe(answers[1]?.message);
  });

  it('takes a verifier', async () => {
    expect((await assess(worker('XAF', ['reporter']), 'VIOLATION')).code).toBe('ROLE_REQUIRED');
  });
});

describe('a verification task', () => {
  const assign = (more: object) =>
    mutate(
      subgraph,
      xab,
      'assignVerificationTask',
      {
        input: {
          ...{ incident, method: 'IMAGERY_REVIEW', teamRole: 'TECHNICAL_EXPERTS' },
          ...{ dueAt: '2098-01-01T00:00:00Z', expiresAt: '2099-01-01T00:00:00Z' },
          ...more,
        },
      },
      '{ verificationTask { owner { code } state incident { id } } }',
    );

  it('is assigned by any partner that sees the incident', async () => {
    expect((await assign({})).answer['verificationTask']).toEqual({
      owner: { code: 'XAB' },
      state: 'ASSIGNED',
      incident: { id: incident },
    });
  });

  it.each([
    ['be overdue before it is assigned', { dueAt: '2026-01-01T00:00:00Z' }],
    ['expire before it is due', { expiresAt: '2097-01-01T00:00:00Z' }],
  ])('that would %s is refused', async (what, more) => {
    expect(await assign(more)).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: `The task would ${what}.`,
    });
  });
});

describe('an alert', () => {
  const input = {
    ...{ sender: 'Exercise alert centre', scope: 'PUBLIC', categories: ['SAFETY'] },
    ...{ event: 'Unexploded items reported', urgency: 'EXPECTED', severity: 'MODERATE' },
    ...{
      certainty: 'LIKELY',
      headline: { en: 'EXERCISE: keep away' },
      areaDesc: 'First governorate',
    },
    ...{ effectiveTo: '2099-01-01T00:00:00Z', places: ['XT0101'] },
  };
  const issue = (more: object = {}, who = xaa, marking: object = forPartners) =>
    mutate(
      subgraph,
      who,
      'issueAlert',
      { input: { ...input, ...more }, marking },
      '{ alert { id status msgType inForce marking { releasableTo } } }',
    );
  const cancel = (id: string, who = xaa) =>
    mutate(
      subgraph,
      who,
      'cancelAlert',
      { id, reason: 'The items were removed.', expectedRevision: 1 },
      `{ alert { id msgType references description { en } headline { en } inForce
         marking { releasableTo } } }`,
    );
  const inForce = async (id: string) =>
    (
      await subgraph
        .as(xaa)
        .query<{ alert: { inForce: boolean } }>(`{ alert(id: "${id}") { inForce } }`)
    ).alert.inForce;

  it('says EXERCISE, and holds from now on', async () => {
    expect((await issue()).answer['alert']).toMatchObject({
      status: 'EXERCISE',
      msgType: 'ALERT',
      inForce: true,
    });
  });

  it('is ended by a cancellation that goes to whom it went', async () => {
    const id =
      (await issue({}, xaa, { ...forPartners, releasableTo: ['XAC'] })).answer['alert']?.id ?? '';
    expect((await cancel(id, xab)).code).toBe('RECORD_NOT_FOUND');
    expect((await cancel(id)).answer['alert']).toMatchObject({
      msgType: 'CANCEL',
      references: [id],
      description: { en: 'The items were removed.' },
      headline: { en: 'EXERCISE: keep away' },
      inForce: false,
      marking: { releasableTo: ['XAC'] },
    });
    expect(await inForce(id)).toBe(false);
    expect((await cancel(id)).code).toBe('TRANSITION_NOT_ALLOWED');
  });

  it('is ended once, where two cancel it at once', async () => {
    const id = (await issue()).answer['alert']?.id ?? '';
    const both = await Promise.all([cancel(id), cancel(id)]);
    expect(both.map(({ code }) => code).sort()).toEqual(['TRANSITION_NOT_ALLOWED', null]);
  });

  it('that has lapsed by its own time is not cancelled', async () => {
    const id = 'XAA:alert:lapsed';
    await subgraph.load({ alert: [alertRow(id)] });
    expect(await inForce(id)).toBe(false);
    expect((await cancel(id)).code).toBe('TRANSITION_NOT_ALLOWED');
  });

  it('is replaced by an update of the same owner alone', async () => {
    const id = (await issue()).answer['alert']?.id ?? '';
    const update = { msgType: 'UPDATE', references: [id] };
    expect((await issue(update, xab)).code).toBe('BAD_USER_INPUT');
    expect((await issue(update)).answer['alert']).toMatchObject({ inForce: true });
    expect(await inForce(id)).toBe(false);
  });

  it('is acknowledged by others', async () => {
    const id = (await issue()).answer['alert']?.id ?? '';
    expect((await issue({ msgType: 'ACK', references: [id] }, xab)).code).toBeNull();
    expect(await inForce(id)).toBe(true);
  });

  it.each([
    ['another status in an exercise', { status: 'ACTUAL' }],
    ['a restriction of a public alert', { restriction: 'Partners' }],
    ['no category', { categories: [] }],
    ['no place', { places: [] }],
    ['an end before its beginning', { effectiveTo: '2026-01-01T00:00:00Z' }],
    ['a reference of a first alert', { references: ['XAA:alert:lapsed'] }],
    ['an update of nothing', { msgType: 'UPDATE' }],
    ['an update of an unknown alert', { msgType: 'UPDATE', references: ['XAA:alert:unknown'] }],
  ])('with %s is refused', async (_what, more) => {
    expect((await issue(more)).code).toBe('BAD_USER_INPUT');
  });

  it('takes a reporter or a publisher', async () => {
    expect((await issue({}, worker('XAA', ['verifier']))).code).toBe('ROLE_REQUIRED');
  });
});
