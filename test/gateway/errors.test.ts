import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { errors } from '../../lib/errors.ts';
import { type FixtureSubgraph, startFixtureSubgraph } from '../support/fixture-subgraph.ts';
import { createHubFolder, type HubFolder } from '../support/hub-folder.ts';
import { startTestGateway, type TestGateway } from '../support/test-gateway.ts';

const sdl = (name: string) => `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
type Query { ${name}Mistake: Int ${name}Defect: Int ${name}Conflict: Int }
`;
const throwing = (code: string | undefined, message: string) => () => {
  throw new GraphQLError(message, code === undefined ? {} : { extensions: { code, secret: 1 } });
};

/** What a write is refused with; `field` of it only where it can be a field's name. */
const conflict = (field: string) => () => {
  const details = {
    field,
    advice: 'Call +970 59',
    currentRevision: 3,
    allowed: ['SENT'],
    secret: 1,
  };
  throw new GraphQLError('the record is at revision 3', {
    extensions: { code: 'REVISION_CONFLICT', ...details },
  });
};

describe('errors of subgraphs', () => {
  const started: FixtureSubgraph[] = [];
  let folder: HubFolder;
  let gateway: TestGateway;

  beforeAll(async () => {
    for (const name of ['own', 'partner']) {
      started.push(
        await startFixtureSubgraph({
          sdl: sdl(name),
          root: {
            [`${name}Mistake`]: throwing('BAD_CURSOR', `${name}: the cursor is of another list`),
            [`${name}Conflict`]: conflict(name === 'own' ? 'items.unit' : 'call us!'),
            [`${name}Defect`]: throwing(undefined, 'relation "secret_table" does not exist'),
          },
        }),
      );
    }
    const [own, partner] = started.map(({ url }) => url);
    folder = await createHubFolder([
      { name: 'own', url: own ?? '', sdl: sdl('own') },
      { name: 'partner', owner: 'XAD', url: partner ?? '', sdl: sdl('partner') },
    ]);
    gateway = await startTestGateway({ source: { kind: 'hub', path: folder.path } });
  });
  afterAll(async () => {
    await gateway.close();
    await Promise.all([folder.remove(), ...started.map(({ close }) => close())]);
  });

  it("passes the hub's own words about a client's mistake, with its path", async () => {
    expect((await gateway.query('{ ownMistake }')).errors).toEqual([
      {
        message: 'own: the cursor is of another list',
        path: ['ownMistake'],
        extensions: { code: 'BAD_CURSOR', subgraph: 'own' },
      },
    ]);
  });

  it('passes what a write was refused for, and no text of a partner’s', async () => {
    const of = { code: 'REVISION_CONFLICT', currentRevision: 3, allowed: ['SENT'] };
    expect((await gateway.query('{ ownConflict }')).errors?.[0]?.extensions).toEqual({
      ...of,
      subgraph: 'own',
      field: 'items.unit',
      advice: 'Call +970 59',
    });
    expect((await gateway.query('{ partnerConflict }')).errors?.[0]?.extensions).toEqual({
      ...of,
      subgraph: 'partner',
      advice: errors.REVISION_CONFLICT.advice,
    });
  });

  it("passes a partner's code, in the catalogue's words", async () => {
    expect((await gateway.query('{ partnerMistake }')).errors).toEqual([
      {
        message: errors.BAD_CURSOR.message,
        path: ['partnerMistake'],
        extensions: { code: 'BAD_CURSOR', subgraph: 'partner' },
      },
    ]);
  });

  it('masks everything else, and logs it in full under the request id that the client got', async () => {
    const answer = await gateway.query('{ ownDefect }');
    const requestId = answer.errors?.[0]?.extensions['requestId'];
    expect(answer.errors).toEqual([
      {
        message: errors.INTERNAL_SERVER_ERROR.message,
        path: ['ownDefect'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', subgraph: 'own', requestId },
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret');
    const line = gateway.log.find((text) => text.includes('secret_table'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ subgraph: 'own', requestId });
  });

  it('keeps the words of validation, and no stack', async () => {
    const answer = await gateway.query('{ nothing }');
    expect(answer.status).toBe(400);
    expect(answer.errors).toEqual([
      {
        message: 'Cannot query field "nothing" on type "Query".',
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ]);
  });
});
