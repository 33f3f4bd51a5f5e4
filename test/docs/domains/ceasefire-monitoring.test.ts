import { mermaid } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isObjectType } from 'graphql';
import { incidentStates } from '../../../subgraphs/ceasefire-monitoring/states/incident.ts';
import { incidentReportStates } from '../../../subgraphs/ceasefire-monitoring/states/incident-report.ts';
import { verificationTaskStates } from '../../../subgraphs/ceasefire-monitoring/states/verification-task.ts';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { type DomainPage, readDomainPage, runExamples } from '../../support/domain-page.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let page: DomainPage;
let subgraph: TestSubgraph;
beforeAll(async () => {
  page = await readDomainPage('ceasefire-monitoring');
  subgraph = await openTestSubgraph(ceasefireMonitoring);
});
afterAll(() => subgraph.close());

const machines = [incidentReportStates, incidentStates, verificationTaskStates];

describe('docs/domains/ceasefire-monitoring.md', () => {
  it.each(machines)('shows the states of $type', (states) => {
    expect(page.pictures.get(states.type)?.trim()).toBe(
      `\`\`\`mermaid\n${mermaid(states).trim()}\n\`\`\``,
    );
  });

  it('names every record and every mutation', () => {
    const { schema } = ceasefireMonitoring;
    const records = Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Marked'),
    );
    const fields = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect(records).toHaveLength(8);
    for (const name of [...records.map((type) => type.name), ...fields]) {
      expect(page.text).toContain(`\`${name}\``);
    }
  });

  it('shows operations as they really go, one after the other', async () => {
    expect(page.examples.length).toBeGreaterThan(10);
    await runExamples(page, subgraph);
  });
});
