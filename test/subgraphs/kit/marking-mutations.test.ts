import { defineSubgraph, prepareDatabase } from '@entente/kit';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { depots } from '../../support/depots.ts';
import {
  openTestSubgraph,
  recordRow,
  type TestSubgraph,
  visibilityOf,
} from '../../support/subgraph.ts';

const delivery = (id: string, more: object = {}) => ({
  ...recordRow(id, { marking_releasable_to: ['PARTNERS'] }),
  depot_id: 'XAA:depot:1',
  place_pcode: 'P1',
  day: '2026-02-01',
  basis: 'COUNTED',
  tonnes: 1,
  ...more,
});
const bare = Object.fromEntries(
  Object.keys(recordRow('XAA:delivery:0'))
    .filter((column) => column.startsWith('marking_'))
    .map((column) => [column, null]),
);

const reporter = visibilityOf('XAA', { roles: ['reporter'] });
const reader = visibilityOf('XAB');
let subgraph: TestSubgraph;

beforeEach(async () => {
  subgraph = await openTestSubgraph(depots);
  await subgraph.load({
    delivery: [
      delivery('XAA:delivery:1'),
      delivery('XAA:delivery:2'),
      delivery('XAB:delivery:1'),
      delivery('XAB:delivery:2', { marking_releasable_to: [] }),
      delivery('XAA:delivery:3', { marking_originator: 'XAB' }),
      delivery('XAA:delivery:4', bare),
    ],
  });
});
afterEach(() => subgraph.close());

interface Change {
  readonly id: string;
  readonly revision: number;
  readonly changedAt: string;
  readonly marking: { readonly releasableTo: string[]; readonly excluded: string[] };
}

const fields = '{ id revision changedAt marking { releasableTo excluded } }';
const release = async (what: 'grant' | 'revoke', id: string, to: string[], who = reporter) =>
  subgraph
    .as(who)
    .execute(
      `mutation($id: ID!, $to: [ID!]!) { change: ${what}DepotsRelease(id: $id, to: $to) ${fields} }`,
      { id, to },
    );
const changed = async (...args: Parameters<typeof release>): Promise<Change> => {
  const { data, errors } = await release(...args);
  expect(errors).toEqual([]);
  return (data as { change: Change }).change;
};
const seen = async (who = reader) => {
  const { deliveries } = await subgraph
    .as(who)
    .query<{ deliveries: { nodes: { id: string }[] } }>('{ deliveries { nodes { id } } }');
  return deliveries.nodes.map(({ id }) => id);
};

const marking = {
  policyId: 'EXERCISE-1',
  classification: 'RESTRICTED_SHARING',
  sensitivity: 'MODERATE',
  tlp: 'AMBER',
  releasableTo: ['XAC'],
  excluded: [],
  purposes: ['PLANNING'],
  reviewAt: '2120-01-01T00:00:00Z',
};
const set = (id: string, expectedRevision: number, more: object = {}, who = reporter) =>
  subgraph.as(who).execute(
    `mutation($id: ID!, $marking: MarkingInput!, $revision: Int!) {
       change: setDepotsMarking(id: $id, marking: $marking, expectedRevision: $revision) {
         id revision marking { policyId classification sensitivity tlp originator releasableTo
           excluded purposes reviewAt successor } } }`,
    { id, marking: { ...marking, ...more }, revision: expectedRevision },
  );

describe('an owner', () => {
  it('releases a record to a partner, and takes it back', async () => {
    await changed('revoke', 'XAA:delivery:1', ['PARTNERS']);
    expect(await seen()).toEqual(['XAA:delivery:2', 'XAB:delivery:1', 'XAB:delivery:2']);
    const granted = await changed('grant', 'XAA:delivery:1', ['XAB', 'XAC']);
    expect(granted).toMatchObject({
      revision: 3,
      marking: { releasableTo: ['XAB', 'XAC'], excluded: [] },
    });
    expect(await seen()).toContain('XAA:delivery:1');
    await changed('revoke', 'XAA:delivery:1', ['XAB']);
    expect(await seen()).not.toContain('XAA:delivery:1');
  });

  it('shuts out a partner that a group would let in', async () => {
    const { marking: left } = await changed('revoke', 'XAA:delivery:1', ['XAB']);
    expect(left).toEqual({ releasableTo: ['PARTNERS'], excluded: ['XAB'] });
    expect(await seen()).not.toContain('XAA:delivery:1');
    expect(await seen(visibilityOf('XAC'))).toContain('XAA:delivery:1');
    await changed('grant', 'XAA:delivery:1', ['XAB']);
    expect(await seen()).toContain('XAA:delivery:1');
  });

  it('leaves named partners their release when it takes it from everyone', async () => {
    await changed('grant', 'XAA:delivery:1', ['XAB', 'PUBLIC']);
    await changed('revoke', 'XAA:delivery:1', ['PUBLIC', 'PARTNERS']);
    expect(await seen()).toContain('XAA:delivery:1');
    expect(await seen(visibilityOf('XAC'))).not.toContain('XAA:delivery:1');
  });

  it('changes nothing by repeating a change', async () => {
    const first = await changed('grant', 'XAA:delivery:1', ['XAC']);
    expect(await changed('grant', 'XAA:delivery:1', ['XAC'])).toEqual(first);
  });

  it('gives a record another marking, seen by what changed since', async () => {
    const before = await changed('grant', 'XAA:delivery:2', ['PARTNERS']);
    const { data } = await set('XAA:delivery:2', before.revision);
    expect(data).toEqual({
      change: {
        id: 'XAA:delivery:2',
        revision: 2,
        marking: {
          ...marking,
          originator: 'XAA',
          reviewAt: '2120-01-01T00:00:00.000000Z',
          successor: null,
        },
      },
    });
    expect(
      await subgraph.query(
        `{ deliveries(changedSince: "${before.changedAt}") { nodes { id revision } } }`,
      ),
    ).toEqual({ deliveries: { nodes: [{ id: 'XAA:delivery:2', revision: 2 }] } });
  });

  it('does not overwrite what it has not seen', async () => {
    const { errors } = await set('XAA:delivery:1', 7);
    expect(errors.map(({ code }) => code)).toEqual(['REVISION_CONFLICT']);
    expect(await seen()).toContain('XAA:delivery:1');
  });

  it.each([
    ['a list of more than 200', { releasableTo: Array.from({ length: 201 }, (_, n) => `X${n}`) }],
    ['a code that is none', { releasableTo: ['everyone'] }],
    ['a policy without a name', { policyId: '' }],
  ])('is refused %s', async (_name, more) => {
    const { errors } = await set('XAA:delivery:1', 1, more);
    expect(errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
  });

  it('cannot mark a record SEVERE, or for named persons alone', async () => {
    expect((await set('XAA:delivery:1', 1, { sensitivity: 'SEVERE' })).errors).toHaveLength(1);
    expect((await set('XAA:delivery:1', 1, { tlp: 'RED' })).errors).toHaveLength(1);
    expect(await seen()).toContain('XAA:delivery:1');
  });
});

describe('nobody else', () => {
  it('learns by a write whether a record is there', async () => {
    const answers = [];
    for (const id of [
      'XAB:delivery:1',
      'XAB:delivery:2',
      'XAA:delivery:3',
      'XAA:delivery:4',
      'XAZ:delivery:1',
      'XAA:depot:1',
      'XAA:nothing:1',
      'x',
    ]) {
      for (const { data, errors } of [
        await release('grant', id, ['XAA']),
        await release('revoke', id, ['XAA']),
        await set(id, 1),
      ]) {
        answers.push(JSON.stringify({ data, errors }).replaceAll(id, 'ID'));
      }
    }
    expect([...new Set(answers)]).toEqual([
      '{"data":{"change":null},"errors":[{"message":"There is no record ID for you to change.","code":"RECORD_NOT_FOUND"}]}',
    ]);
  });

  it('of the owner without a role for it marks records, whatever the id', async () => {
    for (const id of ['XAA:delivery:1', 'XAB:delivery:2', 'x']) {
      const { errors } = await release('grant', id, ['XAB'], visibilityOf('XAA'));
      expect(errors.map(({ code }) => code)).toEqual(['ROLE_REQUIRED']);
    }
  });

  it('writes past PostgreSQL either', async () => {
    const role = 'update delivery set marking_releasable_to = $1 where owner_code = $2';
    const client = new pg.Client({ connectionString: subgraph.url });
    await client.connect();
    try {
      const { rows } = await client.query('select current_database() || $1 as role', ['_serving']);
      await client.query(`set role "${rows[0].role}"`);
      await client.query("set entente.partner = 'XAA'");
      expect((await client.query(role, [['PUBLIC'], 'XAB'])).rowCount).toBe(0);
      expect((await client.query(role, [['PUBLIC'], 'XAA'])).rowCount).toBe(2);
      await expect(client.query('update delivery set tonnes = 0')).rejects.toThrow('denied');
      await expect(client.query('delete from delivery')).rejects.toThrow('denied');
      await expect(client.query("update delivery set marking_originator = 'XAB'")).rejects.toThrow(
        'row-level security',
      );
    } finally {
      await client.end();
    }
  });
});

it('a start leaves the markings of facts as their owner has set them', async () => {
  const facts = () => ({ delivery: [delivery('XAA:delivery:9', { tonnes: 2 })] });
  const withFacts = await openTestSubgraph(defineSubgraph({ ...depots.definition, facts }));
  try {
    const id = 'XAA:delivery:9';
    await withFacts
      .as(reporter)
      .query(`mutation { revokeDepotsRelease(id: "${id}", to: ["XAB"]) { id } }`);
    const later = { delivery: [delivery(id, { tonnes: 3 })] };
    const next = defineSubgraph({ ...depots.definition, facts: () => later });
    await prepareDatabase(next, withFacts.url, 'exercise');
    expect(
      await withFacts.query('{ deliveries { nodes { tonnes marking { excluded } } } }'),
    ).toEqual({ deliveries: { nodes: [{ tonnes: 3, marking: { excluded: ['XAB'] } }] } });
  } finally {
    await withFacts.close();
  }
});
