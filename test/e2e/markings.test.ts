import { spawnSync } from 'node:child_process';
import type { Row } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateAidLogistics } from '../../cli/exercise/aid-logistics.ts';
import { defaultSeed, lastDay } from '../../cli/exercise/load-small.ts';
import { createWorld } from '../../cli/exercise/world.ts';
import { released } from '../support/released.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { visibilityOf } from '../support/subgraph.ts';

const exercise = { seed: defaultSeed, size: 'small', until: lastDay() } as const;
const tables = generateAidLogistics(createWorld(exercise));
const consignments = [...(tables['consignment'] ?? [])];

let stack: Stack;
const tokens = new Map<string, string>();
beforeAll(async () => {
  stack = await startStack({ exercise, signIn: true });
}, 120_000);
afterAll(() => stack.stop());

function tokenOf(partner: string, role = 'analyst'): string {
  const key = `${partner} ${role}`;
  const { hubFile, dataDir } = stack;
  const made =
    tokens.get(key) ??
    spawnSync(process.execPath, ['cli/main.ts', 'token', '--partner', partner, '--role', role], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '', HUB_FILE: hubFile, DATA_DIR: dataDir },
    }).stdout.trim();
  tokens.set(key, made);
  return made;
}

interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly { readonly message: string; readonly extensions: { code: string } }[];
}

async function ask<Data>(token: string | null, query: string): Promise<Answer<Data>> {
  const response = await fetch(stack.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Answer<Data>;
}

const sees = async (partner: string, id: string) => {
  const { data } = await ask<{ consignment: unknown }>(
    tokenOf(partner),
    `{ consignment(id: "${id}") { id reference } }`,
  );
  return data.consignment !== null;
};
const release = (what: string, id: string, to: string, token: string) =>
  ask<Record<string, { revision: number } | null>>(
    token,
    `mutation { ${what}AidLogisticsRelease(id: "${id}", to: ["${to}"]) { revision } }`,
  );

describe('in the running hub', () => {
  it('each partner, and the public, counts what is released to it', async () => {
    const callers = [
      ['XAA', visibilityOf('XAA')],
      ['XAC', visibilityOf('XAC')],
      ['XAB', visibilityOf('XAB', { groups: ['HEALTH', 'PARTNERS', 'PUBLIC'] })],
      [null, visibilityOf('PUBLIC', { purpose: 'PUBLIC_INFO' })],
    ] as const;
    const counts = new Set<number>();
    for (const [partner, who] of callers) {
      const token = partner === null ? null : tokenOf(partner);
      const { data } = await ask<{ consignments: { totalCount: number } }>(
        token,
        '{ consignments(first: 1) { totalCount } }',
      );
      const expected = consignments.filter((row) => released(row, who, 'Consignment')).length;
      expect([partner, data.consignments.totalCount]).toEqual([partner, expected]);
      counts.add(expected);
    }
    expect(counts.size).toBe(callers.length);
  });

  it('an owner releases a record and takes it back, each time for the next request', async () => {
    const to = (row: Row) => (row['marking_releasable_to'] ?? []) as readonly string[];
    const row = consignments.find(
      (one) =>
        one['owner_code'] !== 'XAC' &&
        to(one).includes('PARTNERS') &&
        released(one, visibilityOf('XAC'), 'Consignment'),
    );
    const [id, owner] = [String(row?.['id']), String(row?.['owner_code'])];
    const reporter = tokenOf(owner, 'reporter');
    for (const round of [1, 2, 3]) {
      expect([round, await sees('XAC', id)]).toEqual([round, true]);
      expect(await release('revoke', id, 'XAC', reporter)).toMatchObject({
        data: { revokeAidLogisticsRelease: { revision: expect.any(Number) } },
      });
      expect([round, await sees('XAC', id)]).toEqual([round, false]);
      await release('grant', id, 'XAC', reporter);
    }
    expect(await sees('XAC', id)).toBe(true);
  });

  it('a record that is withheld, another’s, or none answers a write alike', async () => {
    const who = visibilityOf('XAC');
    const others = consignments.filter((row) => row['owner_code'] !== 'XAC');
    const withheld = others.find((row) => !released(row, who, 'Consignment'));
    const visible = others.find((row) => released(row, who, 'Consignment'));
    const ids = [withheld?.['id'], visible?.['id'], 'XAB:consignment:none'].map(String);
    const answers = [];
    for (const id of ids) {
      const { data, errors } = await release('grant', id, 'XAC', tokenOf('XAC', 'reporter'));
      answers.push(JSON.stringify({ data, errors }).replaceAll(id, 'ID'));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('RECORD_NOT_FOUND');
  });
});
