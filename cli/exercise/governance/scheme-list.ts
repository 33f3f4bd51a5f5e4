interface ExerciseScheme {
  readonly name: { readonly en: string; readonly ar: string; readonly he: string };
  readonly author: string;
  /** Number of the body that put it forward. */
  readonly authorBody: number | null;
  readonly status: string;
  readonly classes: readonly {
    readonly code: string;
    readonly label: { readonly en: string; readonly ar: string; readonly he: string };
    readonly meaning: string;
    readonly colour: string;
    readonly permitsReconstruction: boolean | null;
  }[];
  readonly paths: readonly {
    readonly from: string;
    readonly to: string;
    readonly condition: string | null;
  }[];
  /** Classes in which districts begin. */
  readonly begins: readonly string[];
}

/** Two schemes that both have a GREEN and mean different things by it. */
export const schemeList: readonly ExerciseScheme[] = [
  {
    name: { en: 'Four-zone scheme', ar: 'مخطط المناطق الأربع', he: 'תוכנית ארבעת האזורים' },
    author: 'Accord Oversight Board',
    authorBody: 1,
    status: 'ADOPTED',
    begins: ['RED'],
    classes: [
      {
        code: 'RED',
        label: { en: 'Red', ar: 'أحمر', he: 'אדום' },
        meaning: 'Ground not surveyed; relief and repair of water only.',
        colour: '#c62828',
        permitsReconstruction: false,
      },
      {
        code: 'YELLOW',
        label: { en: 'Yellow', ar: 'أصفر', he: 'צהוב' },
        meaning: 'Surveyed in part; emergency repair.',
        colour: '#f9a825',
        permitsReconstruction: false,
      },
      {
        code: 'BLUE',
        label: { en: 'Blue', ar: 'أزرق', he: 'כחול' },
        meaning: 'Cleared and under temporary authority; reconstruction may begin.',
        colour: '#1565c0',
        permitsReconstruction: true,
      },
      {
        code: 'GREEN',
        label: { en: 'Green', ar: 'أخضر', he: 'ירוק' },
        meaning: 'Handed over to the administration of Tessara.',
        colour: '#2e7d32',
        permitsReconstruction: true,
      },
    ],
    paths: [
      { from: 'RED', to: 'YELLOW', condition: 'Survey begun.' },
      { from: 'RED', to: 'BLUE', condition: 'Survey done and ground released.' },
      { from: 'YELLOW', to: 'BLUE', condition: 'Ground released.' },
      { from: 'BLUE', to: 'GREEN', condition: 'Administration present.' },
      { from: 'BLUE', to: 'YELLOW', condition: 'New hazards found.' },
    ],
  },
  {
    name: { en: 'Two-belt scheme', ar: 'مخطط الحزامين', he: 'תוכנית שתי הרצועות' },
    author: 'A group of regional partners',
    authorBody: null,
    status: 'PROPOSED',
    begins: ['GREY', 'AMBER', 'GREEN'],
    classes: [
      {
        code: 'GREY',
        label: { en: 'Grey', ar: 'رمادي', he: 'אפור' },
        meaning: 'Outer belt: movement by request.',
        colour: '#757575',
        permitsReconstruction: null,
      },
      {
        code: 'AMBER',
        label: { en: 'Amber', ar: 'كهرماني', he: 'ענבר' },
        meaning: 'Inner belt: movement by day.',
        colour: '#ff8f00',
        permitsReconstruction: null,
      },
      {
        code: 'GREEN',
        label: { en: 'Green', ar: 'أخضر', he: 'ירוק' },
        meaning: 'Open movement at all hours, whoever administers it.',
        colour: '#66bb6a',
        permitsReconstruction: true,
      },
    ],
    paths: [
      { from: 'GREY', to: 'AMBER', condition: null },
      { from: 'AMBER', to: 'GREEN', condition: null },
      { from: 'GREEN', to: 'AMBER', condition: null },
      { from: 'AMBER', to: 'GREY', condition: null },
    ],
  },
];

/** The scheme of a number. */
export function schemeOf(n: number): ExerciseScheme {
  const scheme = schemeList[n % schemeList.length];
  if (scheme === undefined) throw new RangeError('No schemes.');
  return scheme;
}
