import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph, visibilityOf } from '../../support/subgraph.ts';
import { alertRow, incidentRow, reportRow } from './rows.ts';

const own = { marking_releasable_to: [] };
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
  await subgraph.load({
    alert: [
      alertRow('XAA:alert:1'),
      alertRow('XAA:alert:2', own),
      alertRow('XAA:alert:3', {
        references: ['XAA:alert:2', 'XAA:alert:1', 'XAA:alert:0'],
        msg_type: 'UPDATE',
        incident_id: 'XAA:incident:1',
      }),
    ],
    incident: [incidentRow('XAA:incident:1', own)],
    incident_report: [
      reportRow('XAA:incident-report:1', { state: 'LINKED', incident_id: 'XAA:incident:1' }),
    ],
  });
});
afterAll(() => subgraph.close());

const query = `{ alert(id: "XAA:alert:3") { references incident { id } }
  incidentReport(id: "XAA:incident-report:1") { incident { id } duplicateOf { id } }
  incident(id: "XAA:incident:1") { id } }`;

it('what a released record refers to is null or left out where it is withheld', async () => {
  expect(await subgraph.as(visibilityOf('XAB')).query(query)).toEqual({
    alert: { references: ['XAA:alert:1'], incident: null },
    incidentReport: { incident: null, duplicateOf: null },
    incident: null,
  });
  expect(await subgraph.as(visibilityOf('XAA')).query(query)).toEqual({
    alert: { references: ['XAA:alert:2', 'XAA:alert:1'], incident: { id: 'XAA:incident:1' } },
    incidentReport: { incident: { id: 'XAA:incident:1' }, duplicateOf: null },
    incident: { id: 'XAA:incident:1' },
  });
});
