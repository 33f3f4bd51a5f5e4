import { describe, expect, it } from '@jest/globals';
import { infrastructure } from '../../../subgraphs/infrastructure/subgraph.ts';
import { readDomainPage, runExamples, statePictures } from '../../support/domain-page.ts';
import { openTestSubgraph } from '../../support/subgraph.ts';

describe('docs/domains/infrastructure.md', () => {
  it('shows what really happens', async () => {
    const page = await readDomainPage('infrastructure');
    expect(page.examples.length).toBeGreaterThan(7);
    const subgraph = await openTestSubgraph(infrastructure);
    try {
      await runExamples(page, subgraph);
    } finally {
      await subgraph.close();
    }
  });

  it('shows every state machine as it is', async () => {
    const { pictures } = await readDomainPage('infrastructure');
    expect(pictures).toEqual(statePictures(infrastructure));
  });

  it('names every mutation', async () => {
    const { text } = await readDomainPage('infrastructure');
    const fields = Object.keys(infrastructure.schema.getMutationType()?.getFields() ?? {});
    const missing = fields.filter((field) => !text.includes(`\`${field}\``));
    expect(missing).toEqual([]);
  });
});
