import { mermaid } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isObjectType } from 'graphql';
import { consignmentStates } from '../../../subgraphs/aid-logistics/states/consignment.ts';
import { movementRequestStates } from '../../../subgraphs/aid-logistics/states/movement-request.ts';
import { aidLogistics } from '../../../subgraphs/aid-logistics/subgraph.ts';
import { type DomainPage, readDomainPage, runExamples } from '../../support/domain-page.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let page: DomainPage;
let subgraph: TestSubgraph;
beforeAll(async () => {
  page = await readDomainPage('aid-logistics');
  subgraph = await openTestSubgraph(aidLogistics);
});
afterAll(() => subgraph.close());

describe('docs/domains/aid-logistics.md', () => {
  it.each([consignmentStates, movementRequestStates])('shows the states of $type', (states) => {
    expect(page.pictures.get(states.type)?.trim()).toBe(
      `\`\`\`mermaid\n${mermaid(states).trim()}\n\`\`\``,
    );
  });

  it('names every record and every mutation', () => {
    const { schema } = aidLogistics;
    const records = Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Marked'),
    );
    const fields = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect(records).toHaveLength(6);
    for (const name of [...records.map((type) => type.name), ...fields]) {
      expect(page.text).toContain(`\`${name}\``);
    }
  });

  it('shows operations as they really go, one after the other', async () => {
    expect(page.examples.length).toBeGreaterThan(10);
    await runExamples(page, subgraph);
  });
});
