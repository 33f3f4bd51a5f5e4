import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { assessmentRow, incidentRow } from './rows.ts';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
  const cases: Record<string, readonly [string, string | null][]> = {
    none: [],
    alone: [['VIOLATION', 'First party']],
    agreed: [
      ['VIOLATION', 'First party'],
      ['VIOLATION', 'First party'],
    ],
    unsure: [
      ['VIOLATION', 'First party'],
      ['INCONCLUSIVE', null],
    ],
    unattributed: [
      ['VIOLATION', 'First party'],
      ['VIOLATION', null],
    ],
    contradicted: [
      ['VIOLATION', 'First party'],
      ['NO_VIOLATION', null],
    ],
    crossattributed: [
      ['VIOLATION', 'First party'],
      ['VIOLATION', 'Second party'],
    ],
  };
  const partners = ['XAA', 'XAB'];
  await subgraph.load({
    incident: Object.keys(cases).map((name) => incidentRow(`XAA:incident:${name}`)),
    assessment: Object.entries(cases).flatMap(([name, findings]) =>
      findings.map(([finding, attributed_to], i) =>
        assessmentRow(`${partners[i]}:assessment:${name}`, `XAA:incident:${name}`, finding, {
          attributed_to,
        }),
      ),
    ),
  });
});
afterAll(() => subgraph.close());

describe('contradicting assessments', () => {
  it('are found by one filter', async () => {
    const { incidents } = await subgraph.query<{ incidents: { nodes: { id: string }[] } }>(
      '{ incidents(filter: { assessmentsDisagree: true }) { nodes { id } } }',
    );
    expect(incidents.nodes.map(({ id }) => id)).toEqual([
      'XAA:incident:contradicted',
      'XAA:incident:crossattributed',
    ]);
  });

  it('stand side by side, whoever owns the incident', async () => {
    const { incident } = await subgraph.query<{ incident: unknown }>(`{
      incident(id: "XAA:incident:contradicted") {
        assessmentsDisagree
        assessments { nodes { byPartner { code } finding attributedTo } }
      }
    }`);
    expect(incident).toEqual({
      assessmentsDisagree: true,
      assessments: {
        nodes: [
          { byPartner: { code: 'XAA' }, finding: 'VIOLATION', attributedTo: 'First party' },
          { byPartner: { code: 'XAB' }, finding: 'NO_VIOLATION', attributedTo: null },
        ],
      },
    });
  });

  it('leave the others undisturbed', async () => {
    const { incidents } = await subgraph.query<{ incidents: { totalCount: number } }>(
      '{ incidents(filter: { assessmentsDisagree: false }) { totalCount } }',
    );
    expect(incidents.totalCount).toBe(5);
  });

  it('come from different partners: one partner has one assessment of an incident', async () => {
    const second = assessmentRow('XAA:assessment:second', 'XAA:incident:alone', 'NO_VIOLATION');
    await expect(subgraph.load({ assessment: [second] })).rejects.toThrow(/incident_id_by_partner/);
  });
});
