import { publicRecord, sourceIds } from './public-record.ts';

interface BodyFact {
  readonly code: string;
  readonly name: { readonly en: string; readonly ar: string; readonly he: string };
  readonly kind: string;
  readonly description: string;
  readonly establishedOn: string | null;
  /** Points of the plan that name the body. */
  readonly planPoints: readonly number[];
  /** The day of the document or report that it is known from. */
  readonly knownOn: string;
  readonly source: string;
}

const known: readonly BodyFact[] = [
  {
    code: 'CMCC',
    name: {
      en: 'Civil-Military Coordination Center',
      ar: 'مركز التنسيق المدني العسكري',
      he: 'מרכז התיאום האזרחי-צבאי',
    },
    kind: 'COORDINATION_CENTRE',
    description:
      'Coordinates aid, logistics and support between partners. Opened on 17 October 2025.',
    establishedOn: '2025-10-17',
    planPoints: [],
    knownOn: '2025-10-17',
    source: sourceIds.bodies,
  },
  {
    code: 'BOP',
    name: { en: 'Board of Peace', ar: 'مجلس السلام', he: 'מועצת השלום' },
    kind: 'BOARD',
    description:
      'Oversees the transitional administration until the reform of the authority is done.',
    establishedOn: null,
    planPoints: [9],
    knownOn: '2025-11-17',
    source: sourceIds.resolution,
  },
  {
    code: 'NCAG',
    name: {
      en: 'National Committee for the Administration of Gaza',
      ar: 'اللجنة الوطنية لإدارة غزة',
      he: 'הוועדה הלאומית לניהול עזה',
    },
    kind: 'ADMINISTRATION',
    description: 'Technocratic Palestinian committee under the Board. Since January 2026.',
    establishedOn: null,
    planPoints: [9],
    knownOn: '2026-01-31',
    source: sourceIds.bodies,
  },
  {
    code: 'ISF',
    name: {
      en: 'International Stabilization Force',
      ar: 'قوة الاستقرار الدولية',
      he: 'כוח הייצוב הבינלאומי',
    },
    kind: 'STABILISATION_PRESENCE',
    description: 'Temporary international force; supports and trains the police.',
    establishedOn: null,
    planPoints: [15],
    knownOn: '2025-11-17',
    source: sourceIds.resolution,
  },
  {
    code: 'PA',
    name: { en: 'Palestinian Authority', ar: 'السلطة الفلسطينية', he: 'הרשות הפלסטינית' },
    kind: 'AUTHORITY',
    description: 'Takes over when its reform is done, by point 9 of the plan.',
    establishedOn: null,
    planPoints: [],
    knownOn: '2025-09-29',
    source: sourceIds.plan,
  },
];

/** The public bodies of real mode. What they decide or how far they are is nobody's to make up. */
export const bodies = known.map((body) => ({
  ...publicRecord('body', body.code, body.source, body.knownOn),
  code: body.code,
  name: body.name,
  kind: body.kind,
  part_of_id: null,
  established_on: body.establishedOn,
  dissolved_on: null,
  description: body.description,
  plan_points_number: body.planPoints,
}));
