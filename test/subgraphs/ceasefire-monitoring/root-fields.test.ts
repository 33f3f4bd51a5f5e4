import { snakeCase } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getNamedType, isEnumType, isLeafType, isObjectType } from 'graphql';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import {
  alertRow,
  assessmentRow,
  commitmentRow,
  incidentRow,
  lineRow,
  reportRow,
  summaryRow,
  taskRow,
} from './rows.ts';

const later = '2126-01-01T00:00:00.000000Z';
const rows: Readonly<Record<string, { readonly id: string } & Record<string, unknown>>> = {
  Commitment: commitmentRow('XAA:commitment:1'),
  IncidentReport: reportRow('XAA:report:1', { summary: 'Shots were heard.' }),
  Incident: incidentRow('XAA:incident:1', { verification_started_at: later }),
  Assessment: assessmentRow('XAA:assessment:1', 'XAA:incident:1', 'VIOLATION'),
  VerificationTask: taskRow('XAA:task:1', 'XAA:incident:1', { expires_at: later }),
  ControlLineVersion: lineRow('XAA:line:1', 1, '2026-01-01', '2026-02-01'),
  Alert: alertRow('XAA:alert:1', { onset: later }),
  PeriodSummary: summaryRow('XAA:summary:1', '2026-03-02', 'XX01', { disputed: null }),
};
const lists: Readonly<Record<string, string>> = {
  Commitment: 'commitments',
  IncidentReport: 'incidentReports',
  Incident: 'incidents',
  Assessment: 'assessments',
  VerificationTask: 'verificationTasks',
  ControlLineVersion: 'controlLineVersions',
  Alert: 'alerts',
  PeriodSummary: 'periodSummaries',
};

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
  const tables = Object.entries(rows).map(([type, row]) => [snakeCase(type), [row]]);
  await subgraph.load(Object.fromEntries(tables));
});
afterAll(() => subgraph.close());

/** The scalar fields of a type that a test's row has a column for. */
function columnsOf(type: string): string[] {
  const object = ceasefireMonitoring.schema.getType(type);
  const fields = isObjectType(object) ? Object.values(object.getFields()) : [];
  return fields
    .filter(
      (field) =>
        isLeafType(getNamedType(field.type)) && snakeCase(field.name) in (rows[type] ?? {}),
    )
    .map(({ name }) => name);
}

describe.each(Object.entries(rows))('%s', (type, row) => {
  const one = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;

  it('is read by its id as it was written', async () => {
    const columns = columnsOf(type);
    const answer = await subgraph.query<Record<string, unknown>>(
      `{ ${one}(id: "${row.id}") {
        ${columns.join(' ')} owner { code } marking { originator releasableTo tlp } } }`,
    );
    const written = columns.map((column) => [column, row[snakeCase(column)]]);
    expect(answer[one]).toEqual({
      ...Object.fromEntries(written),
      owner: { code: 'XAA' },
      marking: { originator: 'XAA', releasableTo: ['PUBLIC'], tlp: 'GREEN' },
    });
  });

  it('is null for an id that nobody has', async () => {
    expect(await subgraph.query(`{ ${one}(id: "XAA:other:1") { id } }`)).toEqual({ [one]: null });
  });

  it('stands in its list, whatever the order', async () => {
    const list = lists[type] ?? '';
    const orders = ceasefireMonitoring.schema.getType(`${type}Order`);
    const names = isEnumType(orders) ? orders.getValues().map(({ name }) => name) : [];
    expect(names).toContain('CHANGED_AT_DESC');
    for (const by of names) {
      const answer = await subgraph.query<Record<string, unknown>>(
        `{ ${list}(orderBy: ${by}, filter: { owner: ["XAA"] }) { totalCount nodes { id } } }`,
      );
      expect(answer[list]).toEqual({ totalCount: 1, nodes: [{ id: row.id }] });
    }
  });
});
