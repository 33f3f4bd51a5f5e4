import { column, type RecordKind, startOfDay } from './record-kind.ts';

const contract = 'aid-logistics';

/** Trucks, pallets and tonnes that passed a stage on a day. */
export const flowCounts: RecordKind = {
  name: 'flow-counts',
  type: 'flow-count',
  subgraph: contract,
  table: 'flow_count',
  signature: ['#status+stage', '#meta+basis'],
  columns: [
    column('date', '#date', 'Date', { kind: 'day' }, { required: true }),
    column('crossing_code', '#loc+code+crossing', 'Crossing', {
      kind: 'reference',
      table: 'crossing',
    }),
    column('destination_pcode', '#adm2+code', 'Destination', { kind: 'reference', table: 'place' }),
    column(
      'stage',
      '#status+stage',
      'Stage',
      { kind: 'code', contract, enum: 'FlowStage' },
      { required: true },
    ),
    column('category', '#item+category', 'Category', {
      kind: 'code',
      contract,
      enum: 'AidCategory',
    }),
    column(
      'counting_basis',
      '#meta+basis',
      'Counting basis',
      { kind: 'code', contract, enum: 'CountingBasis' },
      { required: true },
    ),
    column('trucks', '#value+trucks', 'Trucks', { kind: 'count' }),
    column('pallets', '#value+pallets', 'Pallets', { kind: 'count' }),
    column('weight_tonnes', '#value+tonnes', 'Weight (t)', { kind: 'measure' }),
  ],
  naturalKey: ['date', 'crossing_code', 'destination_pcode', 'stage', 'category', 'counting_basis'],
  published: false,
  observedAt: (values) => startOfDay(values['date'] ?? null),
  check: ({ trucks, pallets, weight_tonnes: weight }) =>
    trucks === null && pallets === null && weight === null
      ? {
          tag: '#value+trucks',
          wrong: 'The row has no figure.',
          advice: 'Give trucks, pallets or tonnes, or leave the row out: unknown is not zero.',
        }
      : null,
  toRow: (values) => values,
};
