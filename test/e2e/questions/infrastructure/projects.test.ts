import type { Row } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';
import { askQuestion, exerciseRows } from '../../../support/exercise-stack.ts';

const projects = () => exerciseRows('infrastructure', 'project');

interface Connection<T> {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly T[];
}

/** All pages of a question that answers with one connection. */
async function allPages<T>(question: string, field: string, variables = {}): Promise<readonly T[]> {
  const nodes: T[] = [];
  for (let after: string | null = null; ; ) {
    const data: Record<string, Connection<T>> = await askQuestion(question, {
      ...variables,
      after,
    });
    const page = data[field];
    if (page === undefined) throw new Error(`No ${field}.`);
    nodes.push(...page.nodes);
    if (page.pageInfo.hasNextPage) {
      after = page.pageInfo.endCursor;
      continue;
    }
    expect(nodes).toHaveLength(page.totalCount);
    return nodes;
  }
}

describe('Which projects wait on clearance, funding, materials?', () => {
  interface Waiting {
    readonly id: string;
    readonly uncleared: { readonly totalCount: number };
    readonly notEntered: { readonly totalCount: number };
  }

  it.each(['CLEARANCE', 'FUNDING', 'MATERIALS'])('%s, longest in its state first', async (gate) => {
    const found = await allPages<Waiting>('infrastructure/what-projects-wait-on', 'projects', {
      gate,
    });
    const expected = (await projects())
      .filter((row) => (row['waits_on'] as readonly unknown[]).includes(gate))
      .sort((a, b) => (order(a) < order(b) ? -1 : 1));
    expect(expected.length).toBeGreaterThan(0);
    expect(found.map(({ id }) => id)).toEqual(expected.map((row) => row['id']));
    const uncleared = (row: Row) => row['state'] !== 'RELEASED';
    const notEntered = (row: Row) => /^(SUBMITTED|CLEARED)$/.test(String(row['state']));
    const surveys = (await exerciseRows('infrastructure', 'hazard_survey')).filter(uncleared);
    const requests = (await exerciseRows('infrastructure', 'material_request')).filter(notEntered);
    for (const project of found) {
      expect(project.uncleared.totalCount).toBe(ofProject(surveys, project.id).length);
      expect(project.notEntered.totalCount).toBe(ofProject(requests, project.id).length);
    }
  });

  const order = (row: Row) => `${row['state_changed_at']} ${row['id']}`;
  const ofProject = (rows: readonly Row[], id: string) =>
    rows.filter((row) => row['project_id'] === id);
});

describe('Who duplicates whom?', () => {
  interface Pair {
    readonly project: { readonly id: string; readonly owner: { readonly code: string } };
    readonly other: { readonly id: string; readonly owner: { readonly code: string } };
  }

  it('pairs projects of different owners with one sector and place at one time', async () => {
    const pairs = await allPages<Pair>('infrastructure/who-duplicates-whom', 'projectOverlaps');
    const running = (await projects()).filter((row) => row['state'] !== 'CANCELLED');
    const same = (a: Row, b: Row, column: string) => a[column] === b[column];
    const expected = running.flatMap((a) =>
      running
        .filter(
          (b) =>
            !same(a, b, 'owner_code') &&
            same(a, b, 'sector') &&
            same(a, b, 'place_pcode') &&
            String(a['starts_on']) <= String(b['ends_on']) &&
            String(b['starts_on']) <= String(a['ends_on']),
        )
        .map((b) => `${a['id']} ${b['id']}`),
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(pairs.map(({ project, other }) => `${project.id} ${other.id}`).sort()).toEqual(
      expected.sort(),
    );
    for (const { project, other } of pairs) expect(project.owner.code).not.toBe(other.owner.code);
  });
});

describe('Which projects sit in ineligible zones?', () => {
  interface Sited {
    readonly id: string;
    readonly zone: { readonly class: { readonly permitsReconstruction: boolean | null } } | null;
  }

  it('are those whose zone has a class that does not permit reconstruction', async () => {
    const found = await allPages<Sited>('infrastructure/projects-in-ineligible-zones', 'projects');
    const ineligible = found.filter(({ zone }) => zone?.class.permitsReconstruction === false);
    const zones = new Map(
      (await exerciseRows('governance', 'zone')).map((row) => [row['id'], row]),
    );
    const schemes = new Map(
      (await exerciseRows('governance', 'zone_scheme')).map((row) => [row['id'], row['classes']]),
    );
    const permits = (zoneId: unknown) => {
      const zone = zones.get(zoneId);
      const classes = schemes.get(zone?.['scheme_id']) as
        | readonly { code: string; permitsReconstruction: boolean | null }[]
        | undefined;
      return classes?.find(({ code }) => code === zone?.['class_code'])?.permitsReconstruction;
    };
    const over = /^(COMPLETED|HANDED_OVER|CANCELLED)$/;
    const expected = (await projects())
      .filter((row) => !over.test(String(row['state'])) && permits(row['zone_id']) === false)
      .map((row) => row['id']);
    expect(expected.length).toBeGreaterThan(0);
    expect(ineligible.map(({ id }) => id)).toEqual(expected.sort());
  });
});
