import { describe, expect, it } from '@jest/globals';
import { lintRules } from '../../schema/lint/index.ts';
import { lint } from '../../schema/lint.ts';

const good = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])

type Query {
  clinic(id: ID!): Clinic
  clinics(first: Int = 50, filter: ClinicFilter, orderBy: ClinicOrder = ID_ASC): ClinicConnection
  clinicSeries(filter: ClinicFilter, by: [ClinicDimension!]! = []): ClinicSeries
}
type Clinic implements Marked @key(fields: "id") {
  id: ID!
  name: String!
  place: Place
  nearby: [Place]!
  beds: Int
  changedAt: DateTime!
  driverless: Boolean
}
type ClinicConnection { edges: [ClinicEdge] nodes: [Clinic] pageInfo: PageInfo! totalCount: Int }
type ClinicEdge { cursor: String! node: Clinic }
input ClinicFilter { place: [ID!] @reads(field: "place") beds: IntRange @reads(field: "beds") }
enum ClinicOrder { ID_ASC @reads(field: "id") CHANGED_AT_DESC @reads(field: "changedAt") }
enum ClinicDimension { PLACE @reads(field: "place") }
type ClinicSeries { points: [ClinicPoint!]! }
type ClinicPoint { period: Date! place: Place clinics: Int }
type Place @key(fields: "pcode") { pcode: ID! clinics: ClinicConnection }
`;

/** `good` with one part replaced. */
const withPart = (part: string, replacement: string): string => {
  expect(good).toContain(part);
  return good.replace(part, replacement);
};

describe('lint', () => {
  it('has nothing to say about a contract that follows the rules', () => {
    expect(lint('clinics', good)).toEqual([]);
  });

  it.each([
    ['PERSON_FIELD', 'beds: Int\n', 'beds: Int contactName: String\n'],
    ['PERSON_FIELD', 'beds: Int\n', 'beds: Int phoneNumber: String\n'],
    ['PERSON_FIELD', 'beds: Int\n', 'beds: Int truck_plates: [String!]\n'],
    ['PERSON_FIELD', 'beds: Int\n', 'beds: Int dateOfBirth: Date\n'],
    ['PERSON_FIELD', 'beds: IntRange', 'nationalId: ID @reads(field: "id") beds: IntRange'],
    ['PERSON_FIELD', 'type ClinicPoint {', 'type Patient { name: String }\ntype ClinicPoint {'],
    ['RECORD_LIST', 'place: Place\n', 'place: Place others: [Clinic]\n'],
    ['RECORD_LIST', 'clinic(id: ID!): Clinic', 'places: [Place]'],
    ['RECORD_LIST', 'clinics: ClinicConnection', 'clinics: [Clinic!]!'],
    ['CONNECTION_SHAPE', 'totalCount: Int ', 'totalCount: Int! '],
    ['CONNECTION_SHAPE', 'nodes: [Clinic] ', ''],
    ['CONNECTION_SHAPE', 'totalCount: Int ', 'totalCount: Int extra: Int '],
    ['CONNECTION_SHAPE', 'cursor: String! ', 'cursor: String '],
    ['NON_NULL_REFERENCE', 'place: Place\n', 'place: Place!\n'],
    ['NON_NULL_REFERENCE', ': ClinicConnection\n', ': ClinicConnection!\n'],
    ['LIST_ARGUMENT', 'clinics(first: Int = 50,', 'clinics(first: Int = 50, beds: Int,'],
    ['LIST_ARGUMENT', 'clinicSeries(', 'clinicSeries(minimum: Int,'],
    [
      'LIST_ARGUMENT',
      'enum ClinicOrder',
      'input Where { beds: Int } extend type Query { w(by: Where): ClinicConnection } enum ClinicOrder',
    ],
    [
      'LIST_ARGUMENT',
      'input ClinicFilter {',
      'input Where { beds: Int } input ClinicFilter { at: Where @reads(field: "place")',
    ],
    ['READS_FIELD', '@reads(field: "beds")', ''],
    ['READS_FIELD', '@reads(field: "beds")', '@reads(field: "bed")'],
    ['READS_FIELD', '@reads(field: "changedAt")', ''],
    ['READS_FIELD', 'PLACE @reads(field: "place")', 'PLACE @reads(field: "zone")'],
    ['ORDER_VALUE', 'CHANGED_AT_DESC', 'CHANGED_AT'],
    ['SHARED_MARKING', 'beds: Int\n', 'beds: Int marking: Marking @shareable\n'],
    ['SHARED_MARKING', 'beds: Int\n', 'beds: Int marking: Marking @override(from: "other")\n'],
    [
      'SHARED_MARKING',
      'place: Place\n',
      'place: Place @provides(fields: "marking { policyId }")\n',
    ],
    ['ORDER_VALUE', 'CHANGED_AT_DESC @reads(field: "changedAt")', 'BEDS_ASC @reads(field: "beds")'],
  ])('%s: %j instead of %j', (code, part, replacement) => {
    const line = good.slice(0, good.indexOf(part)).split('\n').length;
    const findings = lint('clinics', withPart(part, replacement));
    expect(findings.map((finding) => finding.code)).toEqual([code]);
    expect(findings[0]).toMatchObject({ subgraph: 'clinics', line, severity: 'error' });
  });

  it('lets a record have no key but its id', () => {
    const findings = lint(
      'clinics',
      withPart('Clinic implements Marked', 'Clinic implements Marked @key(fields: "beds")'),
    );
    expect(findings.map(({ code }) => code)).toEqual(['SHARED_MARKING']);
  });

  it('lets places, bodies and things have names', () => {
    const fields = 'warehouseName: String organisationNames: [String!] stageName: String';
    expect(lint('clinics', withPart('beds: Int\n', `beds: Int ${fields}\n`))).toEqual([]);
  });

  it('leaves what is not GraphQL to composition', () => {
    expect(lint('clinics', 'type {')).toEqual([]);
  });

  it('has a code and a sentence of advice for every rule', () => {
    expect(new Set(lintRules.map(({ code }) => code)).size).toBe(lintRules.length);
    for (const { advice } of lintRules) expect(advice).toMatch(/\.$/);
  });
});
