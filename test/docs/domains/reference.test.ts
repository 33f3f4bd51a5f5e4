import { expect, it } from '@jest/globals';
import { reference } from '../../../subgraphs/reference/subgraph.ts';
import { crossingRow } from '../../subgraphs/reference/rows.ts';
import { readDomainPage, runExamples } from '../../support/domain-page.ts';
import { openTestSubgraph } from '../../support/subgraph.ts';

it('docs/domains/reference.md shows what really happens', async () => {
  const page = await readDomainPage('reference');
  expect(page.examples.length).toBeGreaterThan(4);
  const subgraph = await openTestSubgraph(reference);
  try {
    await subgraph.load({
      crossing: [crossingRow('NORTHPORT', { cargo_classes: ['HUMANITARIAN'] })],
    });
    await runExamples(page, subgraph);
  } finally {
    await subgraph.close();
  }
});
