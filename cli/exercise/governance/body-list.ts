interface ExerciseBody {
  readonly code: string;
  readonly name: { readonly en: string; readonly ar: string; readonly he: string };
  readonly kind: string;
  readonly description: string;
  /** Index in this list of the body that hosts it. */
  readonly partOf?: number;
  /** Points of the fictional accord that it leads. */
  readonly planPoints: readonly number[];
}

/** The fictional bodies, by the number of their records. */
export const bodyList: readonly ExerciseBody[] = [
  {
    code: 'JCC',
    name: { en: 'Joint Coordination Centre', ar: 'مركز التنسيق المشترك', he: 'מרכז התיאום המשותף' },
    kind: 'COORDINATION_CENTRE',
    description: 'Coordinates relief and repair between the partners of the accord.',
    planPoints: [7, 8],
  },
  {
    code: 'AOB',
    name: {
      en: 'Accord Oversight Board',
      ar: 'مجلس الإشراف على الاتفاق',
      he: 'מועצת הפיקוח על ההסכם',
    },
    kind: 'BOARD',
    description: 'Oversees the administration of Tessara until reform is verified.',
    planPoints: [9, 10, 11],
  },
  {
    code: 'TAC',
    name: {
      en: 'Tessara Administrative Committee',
      ar: 'اللجنة الإدارية في تيسارا',
      he: 'הוועדה המינהלית של טסארה',
    },
    kind: 'ADMINISTRATION',
    description: 'Runs public services under the Board.',
    planPoints: [2, 9],
  },
  {
    code: 'ASP',
    name: { en: 'Accord Stabilisation Presence', ar: 'بعثة الاستقرار', he: 'נוכחות הייצוב' },
    kind: 'STABILISATION_PRESENCE',
    description: 'Temporary presence; trains the civil police.',
    planPoints: [15],
  },
  {
    code: 'TCA',
    name: {
      en: 'Tessaran Civic Authority',
      ar: 'السلطة المدنية التيسارية',
      he: 'הרשות האזרחית הטסארית',
    },
    kind: 'AUTHORITY',
    description: 'Takes over when its reform is verified. Not represented in the Centre.',
    planPoints: [],
  },
  {
    code: 'AWG',
    name: { en: 'Aid Working Group', ar: 'فريق العمل المعني بالمساعدات', he: 'קבוצת העבודה לסיוע' },
    kind: 'WORKING_GROUP',
    description: 'Plans corridors and priorities of relief.',
    partOf: 0,
    planPoints: [8],
  },
  {
    code: 'OPF',
    name: { en: 'Operations Floor', ar: 'قاعة العمليات', he: 'רצפת המבצעים' },
    kind: 'OPERATIONS_FLOOR',
    description: 'Where partners work side by side.',
    partOf: 0,
    planPoints: [],
  },
  {
    code: 'JVM',
    name: {
      en: 'Joint Verification Mission',
      ar: 'بعثة التحقق المشتركة',
      he: 'משלחת האימות המשותפת',
    },
    kind: 'MONITORING_BODY',
    description: 'Verifies milestones and reform benchmarks.',
    planPoints: [3, 13],
  },
];

/** Numbers of bodies that others refer to. */
export const bodyNumber = {
  centre: 0,
  board: 1,
  committee: 2,
  presence: 3,
  authority: 4,
  verifiers: 7,
};
