import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { governance } from '../../../subgraphs/governance/subgraph.ts';
import { records, type Shown } from '../../support/record-calls.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { forPartners } from '../../support/writers.ts';
import { schemeRow, zoneRow } from './rows.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(governance);
  await subgraph.load({
    zone_scheme: [schemeRow('XAA:zone-scheme:1'), schemeRow('XAA:zone-scheme:2')],
    zone: [zoneRow('XAA:zone:1'), zoneRow('XAB:zone:1', { class_code: 'AMBER' })],
  });
});
afterAll(() => subgraph.close());

const open = { code: 'C1', text: 'Ground released', status: 'NOT_MET' };
const met = { ...open, status: 'MET', assessedOn: '2026-11-01', assessedBy: 'XAB' };
const conversion = {
  scheme: 'XAA:zone-scheme:1',
  zone: 'XAA:zone:1',
  fromClass: 'RED',
  toClass: 'AMBER',
  criteria: [open],
  proposedOn: '2026-10-01',
};
const transitions = (partner = 'XAA') =>
  records(
    subgraph,
    'ZoneTransition',
    `state criteriaRemaining allowedTransitions criteria { status assessedBy { code } }
     endorsements { nodes { owner { code } verdict } }`,
    partner,
  );
const propose = (more: object = {}, marking: object = forPartners) =>
  transitions().create('proposeTransition', { ...conversion, ...more }, marking);
const go = (record: Shown, to: string, values: object = {}) =>
  transitions().advance('advanceTransition', 'ZoneTransitionState', record, to, { with: values });
const endorsements = (partner: string) =>
  records(subgraph, 'TransitionEndorsement', 'verdict transition { state }', partner);
const endorse = (partner: string, { id }: Shown, verdict = 'ENDORSED', statedOn = '2026-11-02') =>
  endorsements(partner).create('endorseTransition', { transition: id, verdict, statedOn }, null);
const ready = async () => {
  const { record } = await propose();
  return (await go(record, 'CRITERIA_MET', { criteria: [met] })).record;
};

describe('a conversion', () => {
  it.each([
    ['along no path of the scheme', { toClass: 'BLUE' }, 'no path from RED'],
    [
      'back along a path',
      { zone: 'XAB:zone:1', fromClass: 'AMBER', toClass: 'RED' },
      'no path from AMBER',
    ],
    [
      'from a class that the zone is not in',
      { fromClass: 'AMBER', toClass: 'BLUE' },
      'in class RED',
    ],
    ['after another scheme', { scheme: 'XAA:zone-scheme:2' }, 'another scheme'],
    ['with two criteria of one code', { criteria: [open, open] }, 'same code'],
    ['on a day to come', { proposedOn: '2099-01-01' }, 'still to come'],
  ])('is refused %s', async (_name, more, told) => {
    const { code, message } = await propose(more);
    expect([code, message]).toEqual(['BAD_USER_INPUT', expect.stringContaining(told)]);
  });

  it.each([{ zone: 'XAA:zone:9' }, { scheme: 'XAA:zone-scheme:9' }])(
    'is refused with what is not there: %j',
    async (more) => {
      expect((await propose(more)).code).toMatch(/REFERENCE_UNKNOWN|BAD_USER_INPUT/);
    },
  );

  it('meets its criteria one by one, and all before the next state', async () => {
    const { record } = await propose({ criteria: [open, { ...open, code: 'C2' }] });
    expect(record).toMatchObject({ state: 'PROPOSED', criteriaRemaining: 2 });
    const { record: one } = await transitions().change(
      'updateTransition',
      'ZoneTransitionProgress',
      record,
      { criteria: [met, { ...open, code: 'C2' }] },
    );
    expect(one).toMatchObject({
      criteriaRemaining: 1,
      criteria: [{ status: 'MET', assessedBy: { code: 'XAB' } }, { status: 'NOT_MET' }],
    });
    expect((await go(one, 'CRITERIA_MET')).code).toBe('BAD_USER_INPUT');
    const all = [met, { ...met, code: 'C2' }];
    expect((await go(one, 'CRITERIA_MET', { criteria: all })).record).toMatchObject({
      state: 'CRITERIA_MET',
      criteriaRemaining: 0,
    });
  });

  it('is endorsed by another partner, not by its owner', async () => {
    const record = await ready();
    expect((await go(record, 'ENDORSED')).code).toBe('BAD_USER_INPUT');
    await endorse('XAA', record);
    expect((await go(record, 'ENDORSED')).code).toBe('BAD_USER_INPUT');
    await endorse('XAB', record);
    expect((await go(record, 'ENDORSED')).record).toMatchObject({ state: 'ENDORSED' });
  });

  it.each(['OBJECTED', 'WITHDRAWN'])(
    'is not endorsed by whose last word is %s',
    async (verdict) => {
      const record = await ready();
      await endorse('XAB', record);
      await endorse('XAB', record, verdict, '2026-11-03');
      expect((await go(record, 'ENDORSED')).code).toBe('BAD_USER_INPUT');
    },
  );

  it('is not endorsed by a word that was withdrawn', async () => {
    const record = await ready();
    const { record: word } = await endorse('XAB', record);
    await endorsements('XAB').withdraw('withdrawTransitionEndorsement', word);
    expect((await go(record, 'ENDORSED')).code).toBe('BAD_USER_INPUT');
  });

  it('goes to its end, with an objection beside the endorsement', async () => {
    const record = await ready();
    await endorse('XAB', record);
    await endorse('XAC', record, 'OBJECTED');
    const endorsed = (await go(record, 'ENDORSED')).record;
    expect((await go(endorsed, 'IN_EFFECT')).code).toBe('FIELD_REQUIRED');
    const effective = (await go(endorsed, 'IN_EFFECT', { inEffectFrom: '2026-11-10' })).record;
    const end = { revertedOn: '2026-11-20', revertedReason: 'Fighting resumed' };
    expect((await go(effective, 'REVERTED', { ...end, revertedOn: '2026-11-09' })).code).toBe(
      'BAD_USER_INPUT',
    );
    const { record: reverted } = await go(effective, 'REVERTED', end);
    expect(reverted).toMatchObject({ state: 'REVERTED', allowedTransitions: [] });
    expect(reverted['endorsements']).toEqual({
      nodes: [
        { owner: { code: 'XAB' }, verdict: 'ENDORSED' },
        { owner: { code: 'XAC' }, verdict: 'OBJECTED' },
      ],
    });
  });

  it('keeps what was endorsed', async () => {
    const record = await ready();
    await endorse('XAB', record);
    const { record: endorsed } = await go(record, 'ENDORSED');
    const other = { criteria: [{ ...met, text: 'Something easier' }] };
    const input = 'ZoneTransitionProgress';
    const update = await transitions().change('updateTransition', input, endorsed, other);
    const step = await go(endorsed, 'IN_EFFECT', { ...other, inEffectFrom: '2026-11-10' });
    expect([update.code, step.code]).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
  });
});

describe('an endorsement', () => {
  it('is out of reach of the owner of the conversion', async () => {
    const record = await ready();
    const { record: word } = await endorse('XAB', record, 'OBJECTED');
    const mine = endorsements('XAA');
    const changed = await mine.change(
      'correctTransitionEndorsement',
      'TransitionEndorsementCorrection',
      word,
      { verdict: 'ENDORSED' },
    );
    const withdrawn = await mine.withdraw('withdrawTransitionEndorsement', word);
    expect([changed.code, withdrawn.code]).toEqual(['RECORD_NOT_FOUND', 'RECORD_NOT_FOUND']);
  });

  it('is of a conversion that one sees', async () => {
    const hidden = { ...forPartners, releasableTo: ['XAB'] };
    const { record } = await propose({}, hidden);
    expect((await endorse('XAC', record)).code).toBe('RECORD_NOT_FOUND');
    expect((await endorse('XAB', record)).record).toMatchObject({ verdict: 'ENDORSED' });
  });
});

describe('a zone', () => {
  const zones = () => records(subgraph, 'Zone', 'class { code } effectiveTo polygon');
  const input = {
    scheme: 'XAA:zone-scheme:1',
    name: 'North',
    classCode: 'BLUE',
    effectiveFrom: '2026-11-01',
    places: ['XT0101'],
  };

  it('is drawn in a class of its scheme', async () => {
    expect((await zones().create('drawZone', input)).record).toMatchObject({
      class: { code: 'BLUE' },
    });
    expect((await zones().create('drawZone', { ...input, classCode: 'GREEN' })).code).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('lies in the territory', async () => {
    const square = (x: number, y: number) => ({
      type: 'Polygon',
      coordinates: [
        [
          [x, y],
          [x + 0.1, y],
          [x + 0.1, y + 0.1],
          [x, y],
        ],
      ],
    });
    const draw = (x: number, y: number) =>
      zones().create('drawZone', { ...input, polygon: square(x, y) });
    expect([(await draw(0.1, 0.1)).code, (await draw(34.3, 31.4)).code]).toEqual([
      null,
      'BAD_USER_INPUT',
    ]);
  });

  it('ends after it began', async () => {
    const { record } = await zones().create('drawZone', input);
    const until = (effectiveTo: string) =>
      zones().change('updateZone', 'ZoneProgress', record, { effectiveTo });
    expect((await until('2026-11-01')).code).toBe('BAD_USER_INPUT');
    expect((await until('2026-12-01')).record).toMatchObject({ effectiveTo: '2026-12-01' });
  });
});
