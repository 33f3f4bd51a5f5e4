import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { governance } from '../../../subgraphs/governance/subgraph.ts';
import { records, type Shown } from '../../support/record-calls.ts';
import { openTestSubgraph, type TestSubgraph, visibilityOf } from '../../support/subgraph.ts';
import { bodyRow, decisionRow, indicatorRow, schemeRow, zoneRow } from './rows.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(governance);
  await subgraph.load({
    body: [bodyRow('XAA:body:1')],
    decision: [
      decisionRow('XAA:decision:1'),
      decisionRow('XAB:decision:2'),
      decisionRow('XAB:decision:3', { marking_releasable_to: [] }),
    ],
    indicator: [
      indicatorRow('XAA:indicator:days', 'd'),
      indicatorRow('XAA:indicator:staff', 'persons'),
    ],
    zone_scheme: [schemeRow('XAA:zone-scheme:1')],
    zone: [zoneRow('XAA:zone:1')],
  });
});
afterAll(() => subgraph.close());

const of = (type: string, fields: string, partner = 'XAA', role = 'reporter') =>
  records(subgraph, type, fields, partner, role);

describe('a pledge', () => {
  const pledges = () =>
    of('Pledge', 'state amount fulfilledAmount suppressed revisions { changes { after } }');
  const funds = {
    partner: 'XAA',
    kind: 'FUNDS',
    purpose: 'Schools',
    amount: 2_000_000,
    unit: 'EUR',
    announcedOn: '2026-11-01',
  };
  const police = { ...funds, kind: 'POLICE_TRAINING', unit: 'PERSONS' };
  const go = (record: Shown, to: string, more: object = {}) =>
    pledges().advance('advancePledge', 'PledgeState', record, to, more);
  const record = async (more: object = {}) =>
    (await pledges().create('recordPledge', { ...funds, ...more })).record;

  it('is confirmed and fulfilled, with what arrived', async () => {
    const confirmed = (await go(await record(), 'CONFIRMED')).record;
    expect((await go(confirmed, 'FULFILLED')).code).toBe('BAD_USER_INPUT');
    const { record: done } = await go(confirmed, 'FULFILLED', { with: { fulfilledAmount: 1.9e6 } });
    expect(done).toMatchObject({ state: 'FULFILLED', fulfilledAmount: 1.9e6 });
    expect((await go(done, 'WITHDRAWN', { reason: 'No' })).code).toBe('TRANSITION_NOT_ALLOWED');
  });

  it('is taken back with a reason', async () => {
    const one = await record();
    expect((await go(one, 'WITHDRAWN')).code).toBe('FIELD_REQUIRED');
    expect((await go(one, 'WITHDRAWN', { reason: 'Budget cut' })).record['state']).toBe(
      'WITHDRAWN',
    );
  });

  it.each([
    ['funds counted in persons', { unit: 'PERSONS' }],
    ['police counted in euros', { kind: 'FORCE' }],
    ['no currency', { unit: 'euro' }],
    ['three letters that are none', { unit: 'QQQ' }],
    ['7 persons', { ...police, amount: 7 }],
    ['7 of 40 persons that have arrived', { ...police, amount: 40, fulfilledAmount: 7 }],
    ['an amount that is suppressed', { ...police, amount: 40, suppressed: true }],
  ])('is refused with %s', async (_name, more) => {
    const { code } = await pledges().create('recordPledge', { ...funds, ...more });
    expect(code).toBe('BAD_USER_INPUT');
  });

  it('tells small numbers of persons nowhere, its revisions included', async () => {
    const { record: one } = await pledges().create('recordPledge', { ...police, amount: 40 });
    const few = await pledges().change('updatePledge', 'PledgeProgress', one, {
      fulfilledAmount: 7,
    });
    expect(few.code).toBe('BAD_USER_INPUT');
    const { record: hidden } = await pledges().change('updatePledge', 'PledgeProgress', one, {
      suppressed: true,
      amount: null,
      fulfilledAmount: null,
    });
    expect(hidden).toMatchObject({ amount: null, fulfilledAmount: null, suppressed: true });
    expect(JSON.stringify(hidden)).not.toContain('"7"');
  });
});

describe('a decision', () => {
  const decisions = (partner = 'XAA') =>
    of('Decision', 'title dissents { by partner { code } } revisions { kind reason }', partner);
  const rule = {
    body: 'XAA:body:1',
    kind: 'RULE',
    title: 'Opening hours',
    text: 'Gates open at six.',
    decidedOn: '2026-11-01',
    dissents: [{ by: 'Chamber of carriers', partner: 'XAC', text: 'Too late' }],
  };

  it('is published with its dissent, and corrected in the open', async () => {
    const { record } = await decisions().create('publishDecision', rule);
    expect(record).toMatchObject({
      dissents: [{ by: 'Chamber of carriers', partner: { code: 'XAC' } }],
    });
    const { record: corrected } = await decisions().change(
      'correctDecision',
      'DecisionCorrection',
      record,
      { title: 'Opening hours of gates' },
      'As published',
    );
    expect(corrected['revisions']).toEqual([
      { kind: 'CREATED', reason: null },
      { kind: 'CORRECTED', reason: 'As published' },
    ]);
  });

  it.each([
    [
      'an end that is not after its beginning',
      { effectiveFrom: '2026-11-05', effectiveTo: '2026-11-05' },
    ],
    ['records for the spokesperson that it does not clear', { releases: ['XAA:decision:1'] }],
    ['fewer votes than none', { votesFor: -1 }],
  ])('is refused with %s', async (_name, more) => {
    expect((await decisions().create('publishDecision', { ...rule, ...more })).code).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('of a body that is not there is refused', async () => {
    const { code } = await decisions().create('publishDecision', { ...rule, body: 'XAA:body:9' });
    expect(code).toBe('REFERENCE_UNKNOWN');
  });
});

describe('a conflict between decisions', () => {
  const conflicts = () => of('DecisionConflict', 'resolved decisions { nodes { id } }', 'XAC');
  const state = (...decisions: string[]) =>
    conflicts().create('stateConflict', {
      decisions,
      reason: 'Cannot both be carried out',
      statedOn: '2026-11-01',
    });

  it('is stated of others, shown with them, and resolved', async () => {
    const { record } = await state('XAA:decision:1', 'XAB:decision:2');
    expect(record).toMatchObject({
      resolved: false,
      decisions: { nodes: [{ id: 'XAA:decision:1' }, { id: 'XAB:decision:2' }] },
    });
    const { decision } = await subgraph.query<{ decision: { conflicts: { nodes: unknown[] } } }>(
      '{ decision(id: "XAA:decision:1") { conflicts { nodes { id } } } }',
    );
    expect(decision.conflicts.nodes).toEqual([{ id: record.id }]);
    const resolve = (resolvedOn: string) =>
      conflicts().change('resolveConflict', 'DecisionConflictProgress', record, { resolvedOn });
    expect((await resolve('2026-10-01')).code).toBe('BAD_USER_INPUT');
    expect((await resolve('2026-11-01')).record).toMatchObject({ resolved: true });
  });

  it('is between two decisions that one sees', async () => {
    const same = ['XAA:decision:1', 'XAA:decision:1'];
    expect((await state(...same)).code).toBe('BAD_USER_INPUT');
    const answers = [];
    for (const id of ['XAB:decision:3', 'XAB:decision:9']) {
      answers.push(JSON.stringify(await state('XAA:decision:1', id)).replaceAll(id, 'ID'));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('REFERENCE_UNKNOWN');
  });
});

describe('a position', () => {
  const positions = (partner = 'XAB') =>
    of('Position', 'stance partner { code } body { id } replies { nodes { text } }', partner);
  const reply = {
    decision: 'XAA:decision:1',
    stance: 'OPPOSES',
    text: 'No',
    statedOn: '2026-11-01',
  };

  it('is the own one of a partner, where it names no body', async () => {
    expect((await positions().create('statePosition', reply)).record).toMatchObject({
      partner: { code: 'XAB' },
      body: null,
    });
    const byBody = { ...reply, body: 'XAA:body:1' };
    expect((await positions().create('statePosition', byBody)).record).toMatchObject({
      partner: null,
      body: { id: 'XAA:body:1' },
    });
    const another = { ...reply, partner: 'XAC' };
    expect((await positions().create('statePosition', another)).code).toBe('BAD_USER_INPUT');
  });

  it.each([
    ['nothing', { decision: null }],
    ['two things', { planPoint: 3 }],
  ])('is not on %s', async (_name, more) => {
    const { code } = await positions().create('statePosition', { ...reply, ...more });
    expect(code).toBe('BAD_USER_INPUT');
  });

  it('stays whatever the owner of the decision does, and is answered', async () => {
    const { record } = await positions().create('statePosition', reply);
    const mine = positions('XAA');
    expect((await mine.withdraw('withdrawPosition', record)).code).toBe('RECORD_NOT_FOUND');
    await mine.create('statePosition', { ...reply, text: 'Yes', repliesTo: record.id });
    const { position } = await subgraph
      .as(visibilityOf('XAD'))
      .query<{ position: { replies: unknown } }>(
        `{ position(id: "${record.id}") { replies { nodes { text } } } }`,
      );
    expect(position.replies).toEqual({ nodes: [{ text: 'Yes' }] });
  });
});

describe('a reform benchmark', () => {
  const benchmarks = (partner = 'XAA', role = 'reporter') =>
    of('ReformBenchmark', 'state allowedTransitions', partner, role);
  const go = (record: Shown, to: string, more: object = {}, partner = 'XAA', role = 'reporter') =>
    benchmarks(partner, role).advance('advanceBenchmark', 'ReformState', record, to, more);
  const reported = async () => {
    const { record } = await benchmarks().create('registerBenchmark', {
      body: 'XAA:body:1',
      area: 'PUBLIC_FINANCE',
      title: 'Budget published',
      baseline: 'Not published',
      baselineOn: '2026-01-01',
      target: 'Published monthly',
      assessor: 'XAB',
    });
    const begun = (await go(record, 'IN_PROGRESS')).record;
    return (await go(begun, 'REPORTED_MET')).record;
  };
  const seen = { with: { assessedOn: '2026-11-01' } };

  it('is verified and disputed by its assessor alone', async () => {
    const record = await reported();
    expect((await go(record, 'VERIFIED', seen, 'XAA', 'verifier')).code).toBe(
      'TRANSITION_NOT_ALLOWED',
    );
    expect((await go(record, 'VERIFIED', seen, 'XAC', 'verifier')).code).toBe('RECORD_NOT_FOUND');
    expect((await go(record, 'VERIFIED', {}, 'XAB', 'verifier')).code).toBe('FIELD_REQUIRED');
    const { record: verified } = await go(record, 'VERIFIED', seen, 'XAB', 'verifier');
    expect(verified).toMatchObject({ state: 'VERIFIED', allowedTransitions: ['DISPUTED'] });
    const why = { reason: 'Not published in October' };
    expect((await go(verified, 'DISPUTED', why, 'XAB', 'verifier')).record['state']).toBe(
      'DISPUTED',
    );
  });

  it('keeps what was assessed', async () => {
    const { record } = await go(await reported(), 'VERIFIED', seen, 'XAB', 'verifier');
    for (const values of [{ target: 'Published yearly' }, { assessor: 'XAC' }]) {
      const input = 'ReformBenchmarkCorrection';
      const { code } = await benchmarks().change('correctReformBenchmark', input, record, values);
      expect(code).toBe('BAD_USER_INPUT');
    }
  });
});

describe('a gate', () => {
  const gates = () => of('Dependency', 'state allowedTransitions');
  const onZone = {
    project: 'XAD:project:7',
    sector: 'ERY',
    zone: 'XAA:zone:1',
    requiredClass: 'BLUE',
    reason: 'Blue zones only',
  };
  const go = (record: Shown, to: string, more: object = {}) =>
    gates().advance('advanceGate', 'GateState', record, to, more);

  it.each([
    ['on nothing', { zone: null, requiredClass: null }, 'BAD_USER_INPUT'],
    ['on a zone without a class', { requiredClass: null }, 'BAD_USER_INPUT'],
    ['on a zone that is not there', { zone: 'XAA:zone:9' }, 'REFERENCE_UNKNOWN'],
  ])('is not set %s', async (_name, more, code) => {
    expect((await gates().create('setGate', { ...onZone, ...more })).code).toBe(code);
  });

  it('cannot stand before health, water or food', async () => {
    const { code, message } = await gates().create('setGate', { ...onZone, sector: 'HEA' });
    expect([code, message]).toEqual([null, expect.stringContaining('GatedSector')]);
  });

  it('opens, closes again with a reason, and is waived by a decision', async () => {
    const { record } = await gates().create('setGate', onZone);
    const opened = (await go(record, 'OPEN')).record;
    expect((await go(opened, 'CLOSED')).code).toBe('FIELD_REQUIRED');
    const closed = (await go(opened, 'CLOSED', { reason: 'Conversion reverted' })).record;
    const lift = { reason: 'Winter', with: { decision: 'XAA:decision:1' } };
    expect((await go(closed, 'WAIVED', { reason: 'Winter' })).code).toBe('FIELD_REQUIRED');
    expect((await go(closed, 'WAIVED', lift)).record).toMatchObject({
      state: 'WAIVED',
      allowedTransitions: [],
    });
  });
});

describe('figures', () => {
  it('of few persons are not stated', async () => {
    const values = of('IndicatorValue', 'value');
    const report = (indicator: string, value: number) =>
      values.create('reportIndicatorValue', { indicator, value, date: '2026-11-01' });
    expect((await report('XAA:indicator:staff', 7)).code).toBe('BAD_USER_INPUT');
    expect((await report('XAA:indicator:staff', 40)).record['value']).toBe(40);
    expect((await report('XAA:indicator:days', 7)).record['value']).toBe(7);
  });

  it('of displacement are of a week, from or to somewhere', async () => {
    const figures = of('DisplacementFigure', 'band');
    const report = (more: object) =>
      figures.create('reportDisplacement', {
        week: '2026-11-02',
        movement: 'RETURNED',
        toPlace: 'XT0101',
        band: 'B100_999',
        ...more,
      });
    expect((await report({})).record['band']).toBe('B100_999');
    expect((await report({ week: '2026-11-03' })).code).toBe('BAD_USER_INPUT');
    expect((await report({ toPlace: null })).code).toBe('BAD_USER_INPUT');
  });

  it('of representation say in what', async () => {
    const stated = of('Representation', 'standing');
    const input = {
      partyText: 'Municipality',
      standing: 'NOT_REPRESENTED',
      standingFrom: '2026-11-01',
    };
    expect((await stated.create('stateRepresentation', input)).code).toBe('BAD_USER_INPUT');
    const there = { ...input, forum: 'XAA:body:1' };
    expect((await stated.create('stateRepresentation', there)).record['standing']).toBe(
      'NOT_REPRESENTED',
    );
  });
});
