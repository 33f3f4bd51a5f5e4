import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import {
  alertRow,
  assessmentRow,
  commitmentRow,
  incidentRow,
  reportRow,
  summaryRow,
  taskRow,
} from './rows.ts';

let subgraph: TestSubgraph;
const numbers = Array.from({ length: 60 }, (_, i) => i);
const place = (n: number) => `XX0${n % 5}`;

beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
  const incident = (n: number) => `XAA:incident:${n}`;
  await subgraph.load({
    commitment: [1, 2, 3].map((n) => commitmentRow(`XAA:commitment:${n}`)),
    incident: numbers.map((n) =>
      incidentRow(incident(n), {
        place_pcode: place(n),
        commitment_id: `XAA:commitment:${(n % 3) + 1}`,
        plan_point_number: 3,
      }),
    ),
    incident_report: numbers.map((n) =>
      reportRow(`XAA:report:${n}`, {
        place_pcode: place(n),
        state: 'LINKED',
        incident_id: incident(n),
        duplicate_of_id: n % 2 === 1 ? null : `XAA:report:${n + 1}`,
      }),
    ),
    assessment: numbers.map((n) => assessmentRow(`XAB:assessment:${n}`, incident(n), 'VIOLATION')),
    verification_task: numbers.map((n) => taskRow(`XAA:task:${n}`, incident(n))),
    alert: numbers.map((n) => alertRow(`XAA:alert:${n}`, { places_pcode: [place(n)] })),
    period_summary: [0, 1, 2, 3, 4].map((n) =>
      summaryRow(`XAA:summary:${n}`, '2026-03-02', place(n)),
    ),
  });
});
afterAll(() => subgraph.close());

/** A typical query, how many statements it takes, and what makes it answer for more rows. */
const typical: readonly {
  readonly name: string;
  readonly statements: number;
  readonly source: string;
  readonly variables: (size: number) => Record<string, unknown>;
}[] = [
  {
    name: 'incidents with everything that hangs from them',
    // incidents, commitments, reports, what these repeat, assessments, tasks
    statements: 6,
    source: `query ($first: Int) { incidents(first: $first) { nodes {
      id place { pcode } commitment { clause planPoint { number } }
      reports { nodes { id duplicateOf { id state } } }
      assessments { nodes { finding } } verificationTasks { nodes { state } } } } }`,
    variables: (size) => ({ first: size }),
  },
  {
    name: 'tasks with their incidents and a total',
    statements: 3,
    source: `query ($first: Int) { verificationTasks(first: $first, orderBy: DUE_AT_ASC) {
      totalCount nodes { overdue incident { state assessmentsDisagree } } } }`,
    variables: (size) => ({ first: size }),
  },
  {
    name: 'places as the gateway asks for them',
    // incidents with totals, reports, series, alerts, summaries
    statements: 6,
    source: `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Place {
        incidents(first: 5) { totalCount nodes { id } } incidentReports(first: 5) { nodes { id } }
        incidentSeries(from: "2026-01-01", to: "2027-01-01", by: [TYPE]) { points { alleged } }
        alerts { nodes { id } } periodSummaries { nodes { alleged } } } } }`,
    variables: (size) => ({
      representations: numbers
        .slice(0, Math.min(size, 5))
        .map((n) => ({ __typename: 'Place', pcode: place(n) })),
    }),
  },
  {
    name: 'records by key as the gateway asks for them',
    statements: 4,
    source: `query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on Incident { state commitment { clause } }
        ... on Commitment { incidentSeries(from: "2026-01-01", to: "2027-01-01") {
          points { alleged } } } } }`,
    variables: (size) => ({
      representations: [
        ...numbers.slice(0, size).map((n) => ({ __typename: 'Incident', id: `XAA:incident:${n}` })),
        ...[1, 2, 3].map((n) => ({ __typename: 'Commitment', id: `XAA:commitment:${n}` })),
      ],
    }),
  },
];

describe('SQL statements', () => {
  it.each(typical)('of $name: $statements, for few rows and for many', async (query) => {
    for (const size of [1, 50]) {
      await subgraph.query(query.source, query.variables(size));
      expect(subgraph.statements()).toHaveLength(query.statements);
    }
  });

  it('for 1,000 incidents by key: one', async () => {
    const { _entities } = await subgraph.query<{ _entities: ({ state: string } | null)[] }>(
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) { ... on Incident { state } } }`,
      {
        representations: Array.from({ length: 1_000 }, (_, n) => ({
          __typename: 'Incident',
          id: `XAA:incident:${n}`,
        })),
      },
    );
    expect(subgraph.statements()).toHaveLength(1);
    expect(_entities.filter((entity) => entity !== null)).toHaveLength(numbers.length);
  });
});
