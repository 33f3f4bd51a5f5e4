import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kind, parse } from 'graphql';
import pg from 'pg';
import { aidLogistics } from '../../subgraphs/aid-logistics/subgraph.ts';
import { consignmentRow } from '../subgraphs/aid-logistics/rows.ts';
import { openTestSubgraph, type TestSubgraph, visibilityOf } from '../support/subgraph.ts';

const page = resolve(import.meta.dirname, '../../docs/markings.md');
const id = 'XAB:consignment:000042';

let text: string;
let subgraph: TestSubgraph;
beforeAll(async () => {
  text = await readFile(page, 'utf8');
  subgraph = await openTestSubgraph(aidLogistics);
  await subgraph.load({
    consignment: [{ ...consignmentRow(id), marking_releasable_to: ['PARTNERS'] }],
  });
});
afterAll(() => subgraph.close());

const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, block = '']) => block,
  );
const isSeen = async (partner: string, more = {}) => {
  const who = visibilityOf(partner, more);
  const answer = await subgraph
    .as(who)
    .query<{ consignment: unknown }>(`{ consignment(id: "${id}") { id } }`);
  return answer.consignment !== null;
};

describe('docs/markings.md', () => {
  it('shows changes as they really go, one after the other', async () => {
    const reporter = subgraph.as(visibilityOf('XAB', { roles: ['reporter'] }));
    const answers = blocks('json').map((block) => JSON.parse(block));
    const seen: boolean[][] = [];
    for (const [n, mutation] of blocks('graphql').entries()) {
      expect(await reporter.query(mutation)).toEqual(answers[n]);
      seen.push([
        await isSeen('PUBLIC'),
        await isSeen('XAC'),
        await isSeen('XAD'),
        await isSeen('XAD', { purpose: 'REPORTING' }),
        await isSeen('XAE', { groups: ['HEALTH', 'PARTNERS', 'PUBLIC'] }),
      ]);
    }
    expect(seen).toEqual([
      [true, true, true, true, true],
      [true, false, true, true, true],
      [false, false, true, false, true],
    ]);
  });

  it('shows how an own system changes a marking', async () => {
    const client = new pg.Client({ connectionString: subgraph.url });
    await client.connect();
    const { rowCount } = await client.query(blocks('sql')[0] ?? '');
    await client.end();
    expect(rowCount).toBe(1);
    expect([await isSeen('XAD'), await isSeen('XAE', { groups: ['HEALTH'] })]).toEqual([
      true,
      false,
    ]);
  });

  it('lists every field of a marking that one sets, and the originator', () => {
    const definitions = parse(aidLogistics.definition.contract).definitions;
    const input = definitions.find(
      (one) => one.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && one.name.value === 'MarkingInput',
    );
    const fields =
      input?.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
        ? (input.fields ?? []).map(({ name }) => name.value)
        : [];
    const listed = [...text.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
    expect(fields).toHaveLength(9);
    for (const field of [...fields, 'originator']) {
      if (field !== 'successor') expect(listed).toContain(field);
    }
  });
});
