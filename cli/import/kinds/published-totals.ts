import { column, type RecordKind, startOfDay } from './record-kind.ts';

const contract = 'reference';

/** Figures as somebody published them, with nothing finer behind them. */
export const publishedTotals: RecordKind = {
  name: 'published-totals',
  type: 'published-total',
  subgraph: contract,
  table: 'published_total',
  signature: ['#indicator+code', '#value'],
  columns: [
    column(
      'publisher',
      '#org+publisher',
      'Publisher',
      { kind: 'text', longest: 200 },
      { required: true },
    ),
    column('period_from', '#date+start', 'First day', { kind: 'day' }),
    column('period_to', '#date+end', 'Last day', { kind: 'day' }, { required: true }),
    column('counting_basis', '#meta+basis', 'Counting basis', {
      kind: 'code',
      contract,
      enum: 'CountingBasis',
    }),
    column('organisation', '#org+name', 'Organisation', { kind: 'text', longest: 200 }),
    column('place_pcode', '#adm2+code', 'Place', { kind: 'reference', table: 'place' }),
    column(
      'measure',
      '#indicator+code',
      'Measure',
      { kind: 'text', longest: 200 },
      { required: true },
    ),
    column('value', '#value', 'Value', { kind: 'measure' }, { required: true }),
    column(
      'unit',
      '#meta+unit',
      'Unit (UN/ECE Rec 20)',
      { kind: 'text', longest: 3 },
      { required: true },
    ),
    column('derived', '#meta+derived', 'Extrapolated', { kind: 'flag' }, { required: true }),
  ],
  naturalKey: [
    'publisher',
    'period_from',
    'period_to',
    'counting_basis',
    'organisation',
    'place_pcode',
    'measure',
    'unit',
    'derived',
  ],
  published: true,
  observedAt: (values) => startOfDay(values['period_to'] ?? null),
  check: ({ period_from: from = null, period_to: to = null, unit }) => {
    if (from !== null && to !== null && from > to) {
      return {
        tag: '#date+start',
        wrong: 'The period ends before it begins.',
        advice: 'Swap the days.',
      };
    }
    return /^[A-Z0-9]{2,3}$/.test(String(unit))
      ? null
      : {
          tag: '#meta+unit',
          wrong: 'This is not a unit code.',
          advice: 'Use UN/ECE Recommendation 20: C62 for pieces, TNE for tonnes.',
        };
  },
  toRow: (values) => values,
};
