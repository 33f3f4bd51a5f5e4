import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { compose } from '../../schema/compose.ts';
import { completeContract } from '../../schema/contract.ts';
import { createSupergraph } from '../../schema/supergraph.ts';

const hubSdl = readFileSync(new URL('../../schema/hub.graphql', import.meta.url), 'utf8');
const link = (...imports: string[]) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: [${imports.map(
    (name) => `"@${name}"`,
  )}])`;
const fields = `id: ID! marking: Marking source: Source observedAt: DateTime! asOf: DateTime!
  validUntil: DateTime changedAt: DateTime! revision: Int! exercise: Boolean! owner: Partner`;
const others = `
  type Source @key(fields: "id") { id: ID! }
  type Partner @key(fields: "code") { code: ID! }`;
const wells = (...imports: string[]) => `${link('key', 'shareable', ...imports)}
  type Query { well(id: ID!): Well }
  type Well implements Marked @key(fields: "id") { ${fields} depth: Float }
  type Report { marking: Marking }
  ${others}`;
const pumps = `${link('key', 'shareable', 'external', 'requires')}
  type Query { pump: Pump }
  type Pump { well: Well }
  type Well @key(fields: "id") { id: ID! depth: Float @external deep: Boolean @requires(fields: "depth") }`;

describe('a contract that is completed with the hub’s own', () => {
  it.each([
    ['as the namespace has it', [], '@federation__inaccessible'],
    ['as it is imported', ['inaccessible'], '@inaccessible'],
  ])('has a text of its marking on each of its records, hidden %s', (_, imports, hidden) => {
    const complete = completeContract(wells(...imports), hubSdl);
    expect(complete.match(/extend type .*/g)).toEqual([
      `extend type Well { _release: String ${hidden} }`,
    ]);
    // Lines of the contract stay where they are.
    expect(complete.startsWith(wells(...imports))).toBe(true);
    expect(completeContract(pumps, hubSdl)).not.toContain('_release');

    const composition = compose(
      [
        { name: 'wells', url: 'http://127.0.0.1:1', sdl: wells(...imports) },
        { name: 'pumps', url: 'http://127.0.0.1:2', sdl: pumps },
      ],
      { hubSdl },
    );
    if (composition.kind === 'failed') throw new Error(JSON.stringify(composition.findings));
    const made = createSupergraph(composition.supergraphSdl);
    if (made.kind !== 'supergraph') throw new Error(made.kind);
    const { sdl, apiSchema } = made;
    expect(sdl).toContain('_release: String');
    expect(apiSchema.getType('Well')?.toConfig()).toHaveProperty('fields.depth');
    expect(apiSchema.getType('Well')?.toConfig()).not.toHaveProperty('fields._release');
  });
});
