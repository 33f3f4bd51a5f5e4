import type { Row, Subgraph, TableRows } from '@entente/kit';
import { aidLogistics } from '../../../subgraphs/aid-logistics/subgraph.ts';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { governance } from '../../../subgraphs/governance/subgraph.ts';
import { infrastructure } from '../../../subgraphs/infrastructure/subgraph.ts';
import { reference } from '../../../subgraphs/reference/subgraph.ts';

/** What a subgraph's contract does not say itself of how its records are written. */
export interface CrashDomain {
  readonly subgraph: Subgraph;
  readonly types: readonly CrashType[];
  /** Rows that records refer to. */
  readonly rows?: TableRows;
}

export interface CrashType {
  readonly type: string;
  /** A new record, another for each number. */
  readonly input: (n: number) => Row;
  /** Values that a correction gives: others for each number. */
  readonly correction: (n: number) => Row;
  /** What goes with a way into a state; ways that are not here take nothing. */
  readonly progress?: Readonly<Record<string, Row>>;
  /** States into which a way takes more than this. */
  readonly avoided?: readonly string[];
  /** Field of Query with the list. */
  readonly list: string;
}

/** A row of a bulk with this is refused. */
export const wrong: Row = { observedAt: '2099-01-01T00:00:00Z' };

const day = (n: number) => new Date(Date.UTC(2000, 0, 1 + (n % 9_000))).toISOString().slice(0, 10);
const event = { type: 'BATTLES', subType: 'ARMED_CLASH', occurredOn: '2026-03-01' };
const blockedBy = [{ kind: 'ACCESS', reason: 'Road closed', since: '2026-03-01' }];

export const crashDomains = {
  aidLogistics: {
    subgraph: aidLogistics,
    types: [
      {
        type: 'Consignment',
        list: 'consignments',
        input: (n) => ({
          ...{ reference: `L${n}`, consignee: 'XAF', category: 'FOOD', crossing: 'NORTHPORT' },
          ...{ destination: 'XT0101', pallets: n, weightTonnes: n / 8 },
          lineItems: [{ item: 'rice', quantity: n, unit: 'KGM' }],
        }),
        correction: (n) => ({ pallets: n, weightTonnes: n / 4 }),
        progress: {
          INTERCEPTED: { interceptedHow: 'LOOTED_OTHER' },
          PARTLY_DELIVERED: { deliveredWeightTonnes: 1 },
          RECONCILED: { deliveredWeightTonnes: 1 },
        },
      },
      {
        type: 'FlowCount',
        list: 'flowCounts',
        input: (n) => ({
          ...{ date: '2026-03-02', stage: 'COLLECTED', countingBasis: 'PARTNER', trucks: n },
        }),
        correction: (n) => ({ trucks: n }),
      },
    ],
  },
  ceasefireMonitoring: {
    subgraph: ceasefireMonitoring,
    types: [
      {
        type: 'IncidentReport',
        list: 'incidentReports',
        input: (n) => ({
          ...event,
          ...{ reporterKind: 'MEDIA', place: 'XT0101', summary: `Shots, no. ${n}` },
        }),
        correction: (n) => ({ summary: `Shots, corrected ${n}` }),
        progress: { REJECTED: { rejectionReason: 'Twice' } },
        avoided: ['LINKED'],
      },
      {
        type: 'Incident',
        list: 'incidents',
        input: (n) => ({ ...event, place: 'XT0101', summary: `Clash, no. ${n}` }),
        correction: (n) => ({ summary: `Clash, corrected ${n}` }),
        avoided: ['DUPLICATE'],
      },
    ],
  },
  governance: {
    subgraph: governance,
    types: [
      {
        type: 'Milestone',
        list: 'milestones',
        input: (n) => ({ planPoint: 8, title: `Step ${n}`, target: n }),
        correction: (n) => ({ target: n }),
        progress: { BLOCKED: { blockedBy }, REPORTED_MET: { reportedMetOn: '2026-03-01' } },
      },
      {
        type: 'Pledge',
        list: 'pledges',
        input: (n) => ({
          ...{ partner: 'XAE', kind: 'FUNDS', purpose: `Repairs ${n}`, amount: n, unit: 'EUR' },
          announcedOn: '2026-03-01',
        }),
        correction: (n) => ({ purpose: `Repairs, corrected ${n}` }),
        progress: { FULFILLED: { fulfilledAmount: 1 } },
      },
    ],
  },
  infrastructure: {
    subgraph: infrastructure,
    types: [
      {
        type: 'ServiceOutput',
        list: 'serviceOutputs',
        // One of each owner, place and day.
        input: (n) => ({ place: `XT${String(n).padStart(7, '0')}`, date: day(n), beds: n }),
        correction: (n) => ({ beds: n }),
      },
      {
        type: 'Project',
        list: 'projects',
        input: (n) => ({
          ...{ title: { en: `School ${n}` }, type: 'SCHOOL', sector: 'EDU', budget: n },
          ...{ dacPurpose: 'DAC_73010', place: 'XT0101', currency: 'USD' },
          ...{ startsOn: '2026-12-01', endsOn: '2027-03-31' },
        }),
        correction: (n) => ({ budget: n }),
      },
    ],
  },
  reference: {
    subgraph: reference,
    types: [
      {
        type: 'CrossingStatus',
        list: 'crossingStatuses',
        input: (n) => ({
          ...{ crossing: 'TESTGATE', direction: 'INBOUND', cargoClass: 'FUEL' },
          ...{ statedStatus: 'PARTIAL', reason: `Queue ${n}` },
        }),
        correction: (n) => ({ reason: `Queue, corrected ${n}` }),
      },
    ],
    rows: {
      crossing: [
        {
          ...{ code: 'TESTGATE', name: { en: 'Testgate' }, names: ['Testgate'], source_id: null },
          ...{ adm2_pcode: 'XT0101', approx_point: { type: 'Point', coordinates: [0.1, 0.02] } },
          ...{ uncertainty_km: 1, directions: ['INBOUND'], cargo_classes: ['FUEL'] },
        },
      ],
    },
  },
} as const satisfies Readonly<Record<string, CrashDomain>>;
