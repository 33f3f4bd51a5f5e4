import { beforeAll, describe, expect, it } from '@jest/globals';
import { cedarDecides, type ReleaseQuestion } from '../../../gateway/authorize/cedar-decides.ts';
import {
  loadPolicies,
  type Policies,
  type PolicyFile,
} from '../../../gateway/authorize/policies.ts';
import { readPolicyFiles } from '../../../gateway/authorize/read-policy-files.ts';

let policies: Policies;
beforeAll(async () => {
  const loaded = await loadPolicies(readPolicyFiles());
  if (loaded.kind === 'failed') throw new Error(loaded.problems.join('\n'));
  policies = loaded.policies;
});

const now = Date.parse('2026-06-01T00:00:00Z');
const base: ReleaseQuestion = {
  receiver: { partner: 'XAC', groups: ['PARTNERS', 'PUBLIC'], purpose: 'REPORTING' },
  record: {
    id: 'XAB:consignment:1',
    type: 'Consignment',
    marking: {
      policyId: 'A-1',
      originator: 'XAB',
      releasableTo: ['XAC'],
      excluded: [],
      purposes: ['REPORTING'],
      reviewAt: null,
    },
  },
  agreements: [
    {
      id: 'A-1',
      parties: ['PARTNERS'],
      types: ['Consignment'],
      purposes: ['REPORTING', 'PLANNING'],
      from: '2026-01-01T00:00:00Z',
      to: '2026-12-31T00:00:00Z',
    },
  ],
  now,
};
const marked = (change: object): ReleaseQuestion => ({
  ...base,
  record: { ...base.record, marking: { ...base.record.marking, ...change } as never },
});
const agreed = (change: object): ReleaseQuestion => ({
  ...base,
  agreements: base.agreements.map((one) => ({ ...one, ...change })),
});
const received = (change: object): ReleaseQuestion => ({
  ...base,
  receiver: { ...base.receiver, ...change },
});

describe('the release rule in Cedar', () => {
  const released: Readonly<Record<string, ReleaseQuestion>> = {
    'a record released to the partner': base,
    'a record released to a group of the partner': marked({ releasableTo: ['PARTNERS'] }),
    'a record whose review is to come': marked({ reviewAt: '2026-06-01T00:00:00.001Z' }),
    'an agreement for all types, without end': agreed({ types: null, to: null }),
    'an agreement that begins now': agreed({ from: '2026-06-01T00:00:00Z' }),
    'the originator, whatever its marking says': {
      ...marked({ releasableTo: [], excluded: ['XAB'], purposes: [], policyId: 'none' }),
      receiver: { partner: 'XAB', groups: ['PUBLIC'], purpose: 'PLANNING' },
    },
  };
  it.each(Object.entries(released))('releases %s', (_name, question) => {
    expect(cedarDecides(policies, question).permitted).toBe(true);
  });

  const withheld: Readonly<Record<string, ReleaseQuestion>> = {
    'no marking': { ...base, record: { ...base.record, marking: null } },
    'no marking, the owner asking': {
      ...base,
      receiver: { ...base.receiver, partner: 'XAB' },
      record: { ...base.record, marking: null },
    },
    'another receiver': marked({ releasableTo: ['XAD'] }),
    'an excluded partner': marked({ excluded: ['XAC'] }),
    'an excluded group': marked({ excluded: ['PARTNERS'] }),
    'another purpose': received({ purpose: 'PLANNING' }),
    'a review that is due': marked({ reviewAt: '2026-06-01T00:00:00Z' }),
    'an unknown agreement': marked({ policyId: 'A-2' }),
    'an agreement of others': agreed({ parties: ['XAD'] }),
    'an agreement for another type': agreed({ types: ['Incident'] }),
    'an agreement for another purpose': agreed({ purposes: ['PLANNING'] }),
    'an agreement to come': agreed({ from: '2026-06-01T00:00:00.001Z' }),
    'an agreement that has ended': agreed({ to: '2026-06-01T00:00:00Z' }),
    'the marking of another originator': marked({ originator: 'XAD' }),
    'one who forges itself as originator': marked({ originator: 'XAC' }),
  };
  it.each(Object.entries(withheld))('withholds: %s', (_name, question) => {
    expect(cedarDecides(policies, question).permitted).toBe(false);
  });
});

describe('loading policies', () => {
  const load = async (text: string) => {
    const schema = readPolicyFiles().filter(({ name }) => name.endsWith('.cedarschema'));
    const files: readonly PolicyFile[] = [...schema, { name: 'own.cedar', text }];
    const loaded = await loadPolicies(files);
    return loaded.kind === 'failed' ? loaded.problems.join('\n') : 'loads';
  };
  const permit = 'permit (principal, action == Action::"readField", resource)';

  it('holds them to the schema', async () => {
    expect(await load(`@id("a") ${permit} when { context.purpose == "PLANNING" };`)).toBe('loads');
    expect(await load(`@id("a") ${permit} when { context.porpose == "PLANNING" };`)).toMatch(
      /porpose/,
    );
  });

  it('refuses what cannot be read, has no @id, or takes one that is taken', async () => {
    expect(await load('permit (')).toMatch(/^own.cedar: /);
    expect(await load(`${permit};`)).toBe('own.cedar: a policy has no @id.');
    expect(await load(`@id("a") ${permit}; @id("a") ${permit};`)).toBe(
      'own.cedar: @id("a") is taken.',
    );
  });
});
