import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agreementsInForce } from '../../../gateway/authenticate/agreements-in-force.ts';
import { cedarDecides } from '../../../gateway/authorize/cedar-decides.ts';
import { createMarkingReader } from '../../../gateway/authorize/marking-reader.ts';
import { loadPolicies, type Policies } from '../../../gateway/authorize/policies.ts';
import { readPolicyFiles } from '../../../gateway/authorize/read-policy-files.ts';
import { receiver, releasesTo, reviewOf } from '../../../gateway/authorize/record-policy.ts';
import { type ReleaseTerms, writeReleaseText } from '../../../lib/release-text.ts';
import { type Purpose, purposes, type SharingAgreement } from '../../../schema/hub-state.ts';

const partners = ['XAA', 'XAB', 'XABC', 'PUBLIC'];
const groups = ['PUBLIC', 'PARTNERS', 'RELIEF'];
const types = ['Consignment', 'Incident'];
const instants = [1_000, 2_000, 3_000, 4_000];
const text = (time: number): string => new Date(time).toISOString();

/** Mostly what releases, so that each clause alone decides often. */
const mostly = <Value>(usual: Value, other: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });
const all = [...partners, ...groups.slice(1)];
const names = mostly(all, fc.subarray(all));
const allPurposes = mostly([...purposes], fc.subarray([...purposes]));
const purpose = fc.constantFrom<Purpose>(...purposes);
const someTypes = mostly<string[] | null>(null, fc.subarray(types));
const instant = fc.constantFrom(...instants);
const agreement: fc.Arbitrary<SharingAgreement> = fc.record({
  id: mostly('AGREED', fc.constant('OTHER')),
  parties: names,
  types: someTypes,
  purposes: allPurposes,
  from: mostly(text(0), instant.map(text)),
  to: mostly<string | null>(null, instant.map(text)),
});
const marking: fc.Arbitrary<ReleaseTerms> = fc.record({
  policyId: mostly('AGREED', fc.constantFrom('OTHER', 'UNKNOWN')),
  originator: mostly('XAA', fc.constantFrom('XAB', '')),
  releasableTo: names,
  excluded: mostly<string[]>([], fc.subarray(['XAB', 'RELIEF'])),
  purposes: allPurposes,
  reviewAt: mostly<string | null>(null, instant.map(text)),
});
const question = fc.record({
  partner: fc.constantFrom(...partners),
  groups: fc.subarray(groups),
  purpose,
  id: mostly(
    'XAA:consignment:1',
    fc.constantFrom('XAB:incident:1', 'XABC:incident:1', ':x:1', 'XAB'),
  ),
  type: fc.constantFrom(...types),
  marking: fc.option(marking, { freq: 12 }),
  asText: fc.boolean(),
  agreements: fc.uniqueArray(agreement, { selector: ({ id }) => id, minLength: 1, maxLength: 2 }),
  now: instant,
});

describe('the release rule', () => {
  const readMarking = createMarkingReader();
  let policies: Policies;
  beforeAll(async () => {
    const loaded = await loadPolicies(readPolicyFiles());
    if (loaded.kind === 'failed') throw new Error(loaded.problems.join());
    policies = loaded.policies;
  });

  it('decides as schema/policies/release.cedar does', () => {
    const released = { true: 0, false: 0 };
    fc.assert(
      fc.property(question, ({ id, type, marking: label, asText, agreements, now, ...who }) => {
        const given = label !== null && asText ? writeReleaseText(label) : label;
        const norm = cedarDecides(policies, {
          receiver: who,
          // What cannot be read is no marking.
          record: { id, type, marking: readMarking(label) },
          agreements,
          now,
        });
        const to = receiver(who, agreementsInForce(agreements, who, who.purpose, now));
        const compiled = releasesTo(to, now)(readMarking(given), id, type);
        released[`${compiled}`] += 1;
        expect(compiled).toBe(norm.permitted);
      }),
      { numRuns: 4_000 },
    );
    expect(released.true).toBeGreaterThan(100);
    expect(released.false).toBeGreaterThan(100);
  });

  it('holds until the next review: the verdict before it is the verdict now', () => {
    fc.assert(
      fc.property(question, ({ id, type, marking: label, agreements, now, ...who }) => {
        const to = receiver(who, agreementsInForce(agreements, who, who.purpose, now));
        const until = Math.min(reviewOf(readMarking(label), now), now + 10_000);
        expect(until).toBeGreaterThan(now);
        const releasedAt = (at: number) => releasesTo(to, at)(readMarking(label), id, type);
        expect(releasedAt(until - 1)).toBe(releasedAt(now));
      }),
    );
  });

  it('decides about each of many records as about it alone', () => {
    const decided = { true: 0, false: 0 };
    const order = fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 2 });
    const three = fc.tuple(question, question, question);
    fc.assert(
      fc.property(three, order, ([caller, ...others], drawn) => {
        const { agreements, now, ...who } = caller;
        const to = receiver(who, agreementsInForce(agreements, who, who.purpose, now));
        const records = [caller, ...others];
        const markings = records.map(({ marking: label }) => readMarking(label));
        const rule = releasesTo(to, now);
        for (const [label, record] of drawn) {
          const { id, type } = records[record] ?? caller;
          const released = rule(markings[label] ?? null, id, type);
          decided[`${released}`] += 1;
          expect(released).toBe(releasesTo(to, now)(markings[label] ?? null, id, type));
        }
      }),
      { numRuns: 1_000 },
    );
    expect(decided.true).toBeGreaterThan(100);
    expect(decided.false).toBeGreaterThan(100);
  });

  it('denies what cannot be read, whoever asks', () => {
    const open = {
      policyId: 'AGREED',
      originator: 'XAA',
      releasableTo: ['PUBLIC'],
      excluded: [],
      purposes: ['REPORTING'],
      reviewAt: null,
    };
    const who = { partner: 'XAB', groups: ['PUBLIC'], purpose: 'REPORTING' } as const;
    const to = receiver(who, [{ id: 'AGREED', types: null }]);
    const own = receiver({ ...who, partner: 'XAA' }, [{ id: 'AGREED', types: null }]);
    expect(releasesTo(to, 0)(readMarking(open), 'XAA:c:1', 'C')).toBe(true);
    const unreadable = [
      undefined,
      null,
      'XAA',
      [],
      {},
      ...Object.keys(open).map((name) => ({ ...open, [name]: undefined })),
      { ...open, releasableTo: 'PUBLIC' },
      { ...open, releasableTo: ['PUBLIC', 1] },
      { ...open, excluded: null },
      { ...open, excluded: [null] },
      { ...open, purposes: 'REPORTING' },
      { ...open, reviewAt: 'tomorrow' },
      { ...open, reviewAt: 5 },
      'PUBLIC',
      'AGREED;XAA;PUBLIC;;REPORTING',
      'AGREED;XAA;PUBLIC;;REPORTING;;',
      'AGREED;;PUBLIC;;REPORTING;',
      'AGREED;XAA;PUBLIC;;REPORTING;tomorrow',
    ];
    expect(releasesTo(to, 0)(readMarking('AGREED;XAA;PUBLIC;;REPORTING;'), 'XAA:c:1', 'C')).toBe(
      true,
    );
    for (const one of unreadable) {
      expect(releasesTo(to, 0)(readMarking(one), 'XAA:c:1', 'C')).toBe(false);
      expect(releasesTo(own, 0)(readMarking(one), 'XAA:c:1', 'C')).toBe(false);
    }
    for (const id of [null, undefined, 7, '', 'XAA', 'XAAA:c:1', 'XAB:c:1']) {
      expect(releasesTo(own, 0)(readMarking(open), id, 'C')).toBe(false);
    }
  });
});
