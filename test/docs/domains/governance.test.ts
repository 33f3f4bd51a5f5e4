import { describe, expect, it } from '@jest/globals';
import { governance } from '../../../subgraphs/governance/subgraph.ts';
import { readDomainPage, runExamples, statePictures } from '../../support/domain-page.ts';
import { openTestSubgraph } from '../../support/subgraph.ts';

describe('docs/domains/governance.md', () => {
  it('shows what really happens', async () => {
    const page = await readDomainPage('governance');
    expect(page.examples.length).toBeGreaterThan(7);
    const subgraph = await openTestSubgraph(governance);
    try {
      await runExamples(page, subgraph);
    } finally {
      await subgraph.close();
    }
  });

  it('shows every state machine as it is', async () => {
    const { pictures } = await readDomainPage('governance');
    expect(pictures).toEqual(statePictures(governance));
  });

  it('names every mutation', async () => {
    const { text } = await readDomainPage('governance');
    const fields = Object.keys(governance.schema.getMutationType()?.getFields() ?? {});
    const missing = fields.filter((field) => !text.includes(`\`${field}\``));
    expect(missing).toEqual([]);
  });
});
