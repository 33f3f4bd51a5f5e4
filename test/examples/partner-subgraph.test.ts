import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fieldHospitals } from '../../examples/partner-subgraph/subgraph.ts';
import { createTestDatabase } from '../support/database.ts';
import { ask } from '../support/exercise-stack.ts';
import { freePorts } from '../support/free-ports.ts';
import { openTestSubgraph, type TestSubgraph } from '../support/subgraph.ts';

const folder = resolve(import.meta.dirname, '../../examples/partner-subgraph');

interface Hospitals {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string; readonly beds: number }[];
}

describe("a partner's subgraph", () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(fieldHospitals);
  });
  afterAll(() => subgraph.close());

  it('imports nothing of the hub but the kit', async () => {
    const files = await readdir(folder, { recursive: true });
    const sources = files.filter((file) => file.endsWith('.ts') && !file.includes('node_modules'));
    expect(sources.length).toBeGreaterThan(3);
    for (const file of sources) {
      const text = await readFile(join(folder, file), 'utf8');
      const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
      for (const name of imported) expect(name).toMatch(/^(@entente\/kit$|\.\/)/);
    }
  });

  it('serves its twelve hospitals in pages, filters and orders', async () => {
    const data = await subgraph.query<Record<string, Hospitals>>(`{
      all: fieldHospitals(first: 500) { totalCount nodes { id beds } }
      largest: fieldHospitals(first: 2, orderBy: BEDS_DESC) { totalCount nodes { id beds } }
      surgical: fieldHospitals(filter: { capabilities: [SURGERY], beds: { min: 50 } }) {
        totalCount nodes { id beds }
      }
    }`);
    expect(data['all']?.nodes).toHaveLength(12);
    const bySize = [...(data['all']?.nodes ?? [])].sort((a, b) => b.beds - a.beds);
    expect(data['largest']).toEqual({ totalCount: 12, nodes: bySize.slice(0, 2) });
    expect(data['surgical']?.nodes.map(({ beds }) => beds)).toEqual([60, 90, 56]);
  });

  it("adds hospitals to the hub's places, all places in one statement", async () => {
    subgraph.statements();
    const { _entities } = await subgraph.query<{ _entities: { fieldHospitals: Hospitals }[] }>(
      `query ($places: [_Any!]!) {
        _entities(representations: $places) {
          ... on Place { fieldHospitals { nodes { id place { pcode } } } }
        }
      }`,
      {
        places: ['XT0101', 'XT0106', 'XT0199'].map((pcode) => ({ __typename: 'Place', pcode })),
      },
    );
    expect(_entities.map((place) => place.fieldHospitals.nodes.length)).toEqual([2, 2, 0]);
    expect(subgraph.statements()).toHaveLength(1);
  });

  it('has nothing generated in real mode', async () => {
    const real = await openTestSubgraph(fieldHospitals, 'real');
    try {
      expect(await real.query('{ fieldHospitals { totalCount } }')).toEqual({
        fieldHospitals: { totalCount: 0 },
      });
    } finally {
      await real.close();
    }
  });
});

describe('its main.ts', () => {
  it('starts alone, answers, and ends when asked', async () => {
    const database = await createTestDatabase();
    const [port = 0] = await freePorts(1);
    const child = spawn(process.execPath, [join(folder, 'main.ts')], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        FIELD_HOSPITALS_DATABASE_URL: database.url,
        PORT: String(port),
        OPEN: 'true',
      },
      stdio: 'ignore',
    });
    try {
      const url = `http://127.0.0.1:${port}`;
      while (!(await isReady(`${url}/health/ready`))) {
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.`);
        await sleep(50);
      }
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ fieldHospitals { totalCount } }' }),
      });
      expect(await response.json()).toEqual({ data: { fieldHospitals: { totalCount: 12 } } });
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      expect(code).toBe(0);
    } finally {
      child.kill('SIGKILL');
      await database.drop();
    }
  });
});

describe('in the running hub', () => {
  it("stands under the hub's places beside what the domains know of them", async () => {
    const { places } = await ask<{
      places: { nodes: { fieldHospitals: Hospitals; facilities: { totalCount: number } }[] };
    }>(`{
      places(filter: { level: [2] }) {
        nodes {
          fieldHospitals { totalCount nodes { owner { code name { en } } } }
          facilities { totalCount }
        }
      }
    }`);
    expect(places.nodes.map((place) => place.fieldHospitals.totalCount)).toEqual(
      places.nodes.map(() => 2),
    );
    for (const { facilities } of places.nodes) expect(facilities.totalCount).toBeGreaterThan(0);
  });
});

async function isReady(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
