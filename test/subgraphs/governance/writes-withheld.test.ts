import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { governance } from '../../../subgraphs/governance/subgraph.ts';
import { openTestSubgraph, type TestSubgraph, visibilityOf } from '../../support/subgraph.ts';
import { forPartners, writer } from '../../support/writers.ts';
import { schemeRow, zoneRow } from './rows.ts';

const own = { marking_releasable_to: [] };
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(governance);
  await subgraph.load({
    zone_scheme: [schemeRow('XAA:zone-scheme:1'), schemeRow('XAA:zone-scheme:hidden', own)],
    zone: [zoneRow('XAA:zone:1', { scheme_id: 'XAA:zone-scheme:hidden' })],
  });
});
afterAll(() => subgraph.close());

const propose = async (scheme: string) => {
  const { code, message } = await writer(subgraph, 'XAB').call({
    field: 'proposeTransition',
    types: { input: 'ZoneTransitionInput!' },
    args: {
      input: {
        scheme,
        zone: 'XAA:zone:1',
        fromClass: 'RED',
        toClass: 'AMBER',
        criteria: [{ code: 'C1', text: 'Ground released', status: 'NOT_MET' }],
        proposedOn: '2026-10-01',
      },
    },
    select: 'zoneTransition { id }',
  });
  return JSON.stringify([code, message]).replaceAll(scheme, 'ID');
};

it('a zone does not tell which withheld scheme it is drawn after', async () => {
  // Whether the id that is given is the right one or none at all.
  const answer = await propose('XAA:zone-scheme:hidden');
  expect(answer).toContain('REFERENCE_UNKNOWN');
  expect(await propose('XAA:zone-scheme:none')).toBe(answer);
  const { errors } = await subgraph.as(visibilityOf('XAB', { roles: ['reporter'] })).answer(
    `mutation($input: ZoneTransitionInput!) {
      proposeTransition(input: $input, idempotencyKey: "other") { zoneTransition { id } } }`,
    {
      input: {
        scheme: 'XAA:zone-scheme:1',
        zone: 'XAA:zone:1',
        fromClass: 'RED',
        toClass: 'AMBER',
        criteria: [],
        proposedOn: '2026-10-01',
      },
    },
  );
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'scheme' });
  expect(JSON.stringify(errors)).not.toContain('hidden');
});

it('revisions keep ids of withheld records inside of parts', async () => {
  const register = (title: string, marking?: object) =>
    writer(subgraph, 'XAA').call({
      field: 'registerMilestone',
      types: { input: 'MilestoneInput!', marking: 'MarkingInput' },
      args: { input: { planPoint: 1, title }, ...(marking === undefined ? {} : { marking }) },
      select: 'milestone { id }',
    });
  const id = async (title: string, marking?: object) => {
    const { payload } = await register(title, marking);
    return (payload as { milestone: { id: string } }).milestone.id;
  };
  const hidden = await id('hidden');
  const shown = await id('shown', forPartners);
  const block = { kind: 'ANOTHER_MILESTONE', reason: 'waits', since: '2026-10-01' };
  await writer(subgraph, 'XAA').call({
    field: 'reportMilestone',
    types: {
      id: 'ID!',
      to: 'MilestoneState!',
      with: 'MilestoneProgress',
      expectedRevision: 'Int!',
    },
    args: {
      id: shown,
      to: 'BLOCKED',
      with: { blockedBy: [{ ...block, milestone: hidden }] },
      expectedRevision: 1,
    },
    select: 'milestone { id }',
  });
  const question = `{ milestone(id: "${shown}") { blockedBy { milestone { id } }
    revisions { changes { field after } } } }`;
  const asked = (partner: string) => subgraph.as(visibilityOf(partner)).query(question);
  const other = JSON.stringify(await asked('XAB'));
  expect(other).toContain('"blockedBy":[{"milestone":null}]');
  expect(other).toContain('{"field":"blockedBy","after":null}');
  expect(other).not.toContain(hidden);
  expect(JSON.stringify(await asked('XAA'))).toContain(hidden);
});
