import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { forPartners, incidentInput, mutate, reportInput, worker } from './mutate.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
});
afterAll(() => subgraph.close());

const xaa = worker('XAA');
const xab = worker('XAB');

/** A report of a partner, TRIAGED: its id. */
async function triaged(who = xaa, more: object = {}): Promise<string> {
  const { answer } = await mutate(
    subgraph,
    who,
    'submitReport',
    { input: reportInput, marking: forPartners, ...more },
    '{ incidentReport { id } }',
  );
  const id = answer['incidentReport']?.id ?? '';
  const { code } = await mutate(
    subgraph,
    who,
    'advanceIncidentReport',
    { id, to: 'TRIAGED', expectedRevision: 1 },
    '{ incidentReport { state } }',
  );
  expect(code).toBeNull();
  return id;
}

async function opened(who = xaa, input: object = incidentInput): Promise<string> {
  const { answer } = await mutate(
    subgraph,
    who,
    'openIncident',
    { input, marking: forPartners },
    '{ incident { id } }',
  );
  return answer['incident']?.id ?? '';
}

const grouped = `{ incident { revision reports { totalCount nodes {
  id state incident { id } duplicateOf { id } } } } }`;
const merge = (id: string, reports: readonly string[], more: object = {}, who = xaa) =>
  mutate(subgraph, who, 'mergeReports', { id, reports, expectedRevision: 1, ...more }, grouped);
const split = (id: string, reports: readonly string[], more: object = {}, who = xaa) =>
  mutate(
    subgraph,
    who,
    'splitIncident',
    { id, reports, expectedRevision: 2, reason: 'Another event.', ...more },
    grouped,
  );
const read = async (id: string, selection: string, who = xaa) => {
  const kind = id.split(':')[1] === 'incident' ? 'incident' : 'incidentReport';
  return (
    await subgraph.as(who).query<Record<string, unknown>>(`{ ${kind}(id: "${id}") ${selection} }`)
  )[kind];
};

describe('a report', () => {
  it('is received, its owner that of the caller, released as it is marked', async () => {
    const { answer } = await mutate(
      subgraph,
      xaa,
      'submitReport',
      {
        input: { ...reportInput, reporter: 'XAA', summary: 'Shots were heard.' },
        marking: forPartners,
      },
      `{ incidentReport { id owner { code } reporter { code } state dayPrecision geoPrecision
        summary revision exercise history { from to byPartner byRole } } }`,
    );
    expect(answer['incidentReport']).toMatchObject({
      id: expect.stringMatching(/^XAA:incident-report:[0-9A-Z]{26}$/),
      owner: { code: 'XAA' },
      reporter: { code: 'XAA' },
      state: 'RECEIVED',
      dayPrecision: 1,
      geoPrecision: 3,
      revision: 1,
      exercise: true,
      history: [{ from: null, to: 'RECEIVED', byPartner: 'XAA', byRole: 'reporter' }],
    });
    expect(await read(answer['incidentReport']?.id ?? '', '{ state }', xab)).toEqual({
      state: 'RECEIVED',
    });
  });

  it.each([
    ['subType', { subType: 'MOB_VIOLENCE' }],
    ['reporter', { reporter: 'XAB' }],
    ['occurredOn', { occurredOn: '2099-01-01' }],
    ['receivedAt', { receivedAt: '2099-01-01T00:00:00Z' }],
    ['dayPrecision', { dayPrecision: 4 }],
    ['geoPrecision', { geoPrecision: 0 }],
  ])('is refused for its %s', async (_field, more) => {
    const { code } = await mutate(
      subgraph,
      xaa,
      'submitReport',
      { input: { ...reportInput, ...more } },
      '{ incidentReport { id } }',
    );
    expect(code).toBe('BAD_USER_INPUT');
  });

  it('is refused for a person in its text', async () => {
    const { code } = await mutate(
      subgraph,
      xaa,
      'submitReport',
      { input: { ...reportInput, summary: 'Dr. Miriam Halabi was hit, call +972 52 123 4567.' } },
      '{ incidentReport { id } }',
    );
    expect(code).toBe('PERSONAL_DATA');
  });

  it('comes among up to 1,000, each by itself or all or none', async () => {
    const inputs = [reportInput, { ...reportInput, subType: 'MOB_VIOLENCE' }, reportInput];
    const submit = (allOrNone: boolean) =>
      mutate(
        subgraph,
        xaa,
        'submitReports',
        { inputs, allOrNone },
        '{ accepted refused rows { index incidentReport { state } error { code field } } }',
      );
    const row = (index: number) => ({ index, incidentReport: { state: 'RECEIVED' }, error: null });
    const refused = {
      index: 1,
      incidentReport: null,
      error: { code: 'BAD_USER_INPUT', field: 'subType' },
    };
    expect((await submit(false)).answer).toEqual({
      accepted: 2,
      refused: 1,
      rows: [row(0), refused, row(2)],
    });
    expect((await submit(true)).answer).toMatchObject({ accepted: 0 });
  });

  it('is corrected and withdrawn by its owner, and what was there stays', async () => {
    const id = await triaged();
    const correct = (who: typeof xaa) =>
      mutate(
        subgraph,
        who,
        'correctIncidentReport',
        { id, input: { place: 'XT0102' }, reason: 'Wrong place.', expectedRevision: 2 },
        '{ incidentReport { place { pcode } revision } }',
      );
    expect((await correct(xab)).code).toBe('RECORD_NOT_FOUND');
    expect((await correct(xaa)).answer['incidentReport']).toEqual({
      place: { pcode: 'XT0102' },
      revision: 3,
    });
    const { answer } = await mutate(
      subgraph,
      xaa,
      'withdrawIncidentReport',
      { id, reason: 'Not ours.', expectedRevision: 3 },
      '{ incidentReport { withdrawnAt revisions { kind reason changes { field before after } } } }',
    );
    expect(answer['incidentReport']).toMatchObject({
      withdrawnAt: expect.any(String),
      revisions: [
        { kind: 'CREATED' },
        { kind: 'STATE' },
        {
          kind: 'CORRECTED',
          reason: 'Wrong place.',
          changes: expect.arrayContaining([
            { field: 'place', before: '"XT0101"', after: '"XT0102"' },
          ]),
        },
        { kind: 'WITHDRAWN', reason: 'Not ours.' },
      ],
    });
  });

  it('is linked by its owner to an incident of another partner, and to none that is withheld', async () => {
    const incident = await opened(xab);
    const hidden = await mutate(
      subgraph,
      xab,
      'openIncident',
      { input: incidentInput },
      '{ incident { id } }',
    );
    const report = await triaged();
    const link = (to: string) =>
      mutate(
        subgraph,
        xaa,
        'advanceIncidentReport',
        { id: report, to: 'LINKED', with: { incident: to }, expectedRevision: 2 },
        '{ incidentReport { incident { id } } }',
      );
    const withheld = hidden.answer['incident']?.id ?? '';
    const unknown = 'XAB:incident:01KB0000000000000000000000';
    const answers = [await link(withheld), await link(unknown)];
    expect(answers.map(({ code }) => code)).toEqual(['REFERENCE_UNKNOWN', 'REFERENCE_UNKNOWN']);
    expect(answers[0]?.message.replace(withheld, unknown)).toBe(answers[1]?.message);
    expect((await link(incident)).answer['incidentReport']).toEqual({ incident: { id: incident } });
  });
});

describe('reports of one event', () => {
  it('are merged into an incident and taken apart again', async () => {
    const [first, second] = [await triaged(), await triaged()];
    const id = await opened();
    const merged = await merge(id, [first, second], { original: first });
    expect(merged.answer['incident']).toEqual({
      revision: 2,
      reports: {
        totalCount: 2,
        nodes: [
          { id: first, state: 'LINKED', incident: { id }, duplicateOf: null },
          { id: second, state: 'LINKED', incident: { id }, duplicateOf: { id: first } },
        ],
      },
    });
    const apart = await split(id, [second]);
    expect(apart.answer['incident']).toMatchObject({ revision: 3, reports: { totalCount: 1 } });
    expect(
      await read(second, '{ state duplicate incident { id } history { from to reason } }'),
    ).toEqual({
      state: 'TRIAGED',
      duplicate: false,
      incident: null,
      history: [
        { from: null, to: 'RECEIVED', reason: null },
        { from: 'RECEIVED', to: 'TRIAGED', reason: null },
        { from: 'TRIAGED', to: 'LINKED', reason: null },
        { from: 'LINKED', to: 'TRIAGED', reason: 'Another event.' },
      ],
    });
    expect(await read(id, '{ revisions { kind } }')).toEqual({
      revisions: [{ kind: 'CREATED' }, { kind: 'MERGED' }, { kind: 'SPLIT' }],
    });
    // Merged again, as if nothing had been.
    expect((await merge(id, [second], { expectedRevision: 3 })).code).toBeNull();
  });

  it('of another partner are grouped without being changed', async () => {
    const [own, other] = [await triaged(), await triaged(xab)];
    const id = await opened();
    const { answer } = await merge(id, [own, other]);
    expect(answer['incident']).toMatchObject({ reports: { totalCount: 2 } });
    const seen = '{ revision state incident { id } groupedInto { nodes { id } } }';
    const untouched = { revision: 2, state: 'TRIAGED', incident: null };
    expect(await read(other, seen, xab)).toEqual({
      ...untouched,
      groupedInto: { nodes: [{ id }] },
    });
    expect((await split(id, [other])).answer['incident']).toMatchObject({
      reports: { totalCount: 1 },
    });
    expect(await read(other, seen, xab)).toEqual({ ...untouched, groupedInto: { nodes: [] } });
  });

  it('go all or none: one that is not triaged stops the others', async () => {
    const ready = await triaged();
    const { answer } = await mutate(
      subgraph,
      xaa,
      'submitReport',
      { input: reportInput },
      '{ incidentReport { id } }',
    );
    const id = await opened();
    const received = answer['incidentReport']?.id ?? '';
    expect((await merge(id, [ready, received])).code).toBe('TRANSITION_NOT_ALLOWED');
    expect(await read(ready, '{ state revision }')).toEqual({ state: 'TRIAGED', revision: 2 });
    expect(await read(id, '{ revision }')).toEqual({ revision: 1 });
  });

  it('that are withheld are merged no more than unknown ones', async () => {
    const secret = await triaged(xab, { marking: { ...forPartners, releasableTo: ['XAC'] } });
    const unknown = 'XAB:incident-report:01KB0000000000000000000000';
    const id = await opened();
    const answers = [await merge(id, [secret]), await merge(id, [unknown])];
    expect(answers.map(({ code }) => code)).toEqual(['REFERENCE_UNKNOWN', 'REFERENCE_UNKNOWN']);
    expect(answers[0]?.message.replace(secret, unknown)).toBe(answers[1]?.message);
  });

  it('are merged into incidents of their own partner alone, at the revision that was seen', async () => {
    const report = await triaged();
    const others = await opened(xab);
    expect((await merge(others, [report])).code).toBe('RECORD_NOT_FOUND');
    const id = await opened();
    expect((await merge(id, [report], { expectedRevision: 7 })).code).toBe('REVISION_CONFLICT');
    expect((await merge(id, [])).code).toBe('BAD_USER_INPUT');
    expect((await merge(id, [report], {}, worker('XAA', ['analyst']))).code).toBe('ROLE_REQUIRED');
  });

  it('are not split from where they are not', async () => {
    const [inside, outside] = [await triaged(), await triaged()];
    const id = await opened();
    await merge(id, [inside]);
    expect((await split(id, [inside], { reason: ' ' })).code).toBe('FIELD_REQUIRED');
    expect((await split(id, [outside])).code).toBe('BAD_USER_INPUT');
    expect(await read(inside, '{ state }')).toEqual({ state: 'LINKED' });
  });

  it('repeat an original, not a repetition', async () => {
    const [first, second, third] = [await triaged(), await triaged(), await triaged()];
    const id = await opened();
    await merge(id, [first, second], { original: first });
    const chained = await merge(id, [third], { original: second, expectedRevision: 2 });
    expect(chained.code).toBe('BAD_USER_INPUT');
  });
});

describe('an incident', () => {
  it('touches the plan point of its commitment, also when that is corrected', async () => {
    const { commitmentRow } = await import('./rows.ts');
    await subgraph.load({
      commitment: [
        commitmentRow('XAA:commitment:1', { plan_point_number: 3 }),
        commitmentRow('XAA:commitment:2', { plan_point_number: 16 }),
      ],
    });
    const id = await opened(xaa, { ...incidentInput, commitment: 'XAA:commitment:1' });
    expect(await read(id, '{ planPoint { number } }')).toEqual({ planPoint: { number: 3 } });
    const correct = (input: object, expectedRevision: number) =>
      mutate(
        subgraph,
        xaa,
        'correctIncident',
        { id, input, reason: 'Another clause.', expectedRevision },
        '{ incident { planPoint { number } civilianHarmBand } }',
      );
    const moved = await correct({ commitment: 'XAA:commitment:2' }, 1);
    expect(moved.answer['incident']).toMatchObject({ planPoint: { number: 16 } });
    const kept = await correct({ civilianHarmBand: 'B1_9' }, 2);
    expect(kept.answer['incident']).toMatchObject({ planPoint: { number: 16 } });
  });

  it('that is withdrawn is counted nowhere, and stays readable by its id', async () => {
    const id = await opened(xaa, { ...incidentInput, place: 'XT0106' });
    const counted = async () =>
      (
        await subgraph.as(xaa).query<{ incidentSeries: { points: unknown[] } }>(
          `{ incidentSeries(from: "2026-03-01", to: "2026-03-02", filter: { place: ["XT0106"] }) {
             points { alleged } } }`,
        )
      ).incidentSeries.points;
    expect(await counted()).toEqual([{ alleged: 1 }]);
    await mutate(
      subgraph,
      xaa,
      'withdrawIncident',
      { id, reason: 'Opened by mistake.', expectedRevision: 1 },
      '{ incident { id } }',
    );
    expect(await counted()).toEqual([]);
    expect(await read(id, '{ state allowedTransitions }')).toEqual({
      state: 'OPEN',
      allowedTransitions: [],
    });
  });
});
