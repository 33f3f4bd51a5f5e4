import {
  defineEntity,
  defineMutation,
  defineSeries,
  defineStates,
  defineSubgraph,
  defineWrites,
  now,
  readContract,
  recordColumns,
  sqlMigration,
  tooFew,
} from '@entente/kit';

/** A machine with each kind of transition: the owner's, a named partner's, one with values, a lapse. */
export const shipmentStates = defineStates('Shipment', {
  initial: ['DRAFT', 'SENT'],
  transitions: [
    { from: ['DRAFT'], to: 'SENT', by: ['reporter', 'publisher'] },
    {
      from: ['SENT'],
      to: 'CHECKED',
      by: ['verifier'],
      who: { partyField: 'checker', orOwner: true },
    },
    {
      from: ['SENT', 'CHECKED'],
      to: 'DELIVERED',
      by: ['reporter'],
      requires: ['tonnes'],
      sets: { outcome: 'WHOLE', deliveredAt: now },
    },
    {
      from: ['CHECKED'],
      to: 'SENT',
      by: ['verifier', 'reporter'],
      who: 'owner',
      reason: 'required',
    },
    {
      from: ['SENT', 'CHECKED'],
      to: 'LOST',
      by: ['reporter'],
      when: (row) => row['tonnes'] !== 0,
      sets: ({ at }) => ({ outcome: 'PART', deliveredAt: at }),
    },
  ],
  lapses: [{ from: 'SENT', to: 'LAPSED', at: 'dueAt' }],
});

interface MergeArguments {
  readonly ids: readonly string[];
  readonly reason?: string | null;
}

/** Puts what is in several shipments into the first of them, whoever's they are. */
const mergeShipments = defineMutation('mergeShipments', {
  roles: ['verifier'],
  handle: async (write, { ids, reason = null }: MergeArguments) => {
    const [target, ...others] = await write.lockAll('Shipment', ids);
    for (const one of others) {
      const values = { mergedInto: target?.id };
      await write.change(one, values, { kind: 'MERGED', reason });
    }
    return { shipment: target?.id ?? null, merged: others.length };
  },
});

/** A small subgraph whose records are written in every way that the kit knows. */
export const shipments = defineSubgraph({
  name: 'shipments',
  contract: readContract(new URL('./shipments.graphql', import.meta.url)),
  migrations: {
    '001_tables': sqlMigration(`
      create table shipment (${recordColumns},
        note text,
        tonnes double precision,
        boxes integer,
        tags text[] not null default '{}',
        items jsonb not null default '[]',
        place_pcode text collate "C",
        checker_code text collate "C",
        merged_into_id text collate "C",
        position jsonb,
        seal_number text,
        persons integer,
        due_at timestamptz,
        outcome text,
        delivered_at timestamptz,
        state text not null,
        state_changed_at timestamptz not null,
        check (boxes is null or tonnes is null or boxes < 1000000)
      );
      create table remark (${recordColumns},
        shipment_id text collate "C" not null,
        verdict text not null,
        unique (owner_code, shipment_id)
      );
    `),
  },
  entities: [
    defineEntity('Shipment', {
      computed: {
        state: "case when t.state = 'SENT' and t.due_at <= now() then 'LAPSED' else t.state end",
        persons: `case when ${tooFew('t.persons')} then null else t.persons end`,
      },
    }),
    defineEntity('Remark'),
  ],
  series: [
    defineSeries('ShipmentSeries', {
      entity: 'Shipment',
      time: 'observedAt',
      measures: { records: 'count(*)' },
    }),
  ],
  writing: {
    territory: { exercise: [34, 31, 35, 32] },
    known: { Place: (code) => /^P\d$/.test(String(code)) },
    writes: [
      defineWrites('Shipment', {
        create: { field: 'submitShipment', bulk: 'submitShipments', roles: ['reporter'] },
        advance: {
          field: 'advanceShipment',
          states: shipmentStates,
          steps: { loseShipment: 'LOST' },
        },
        correct: { field: 'correctShipment', roles: ['reporter'] },
        changes: [{ field: 'updateShipment', roles: ['reporter', 'publisher'] }],
        withdraw: { field: 'withdrawShipment', roles: ['reporter'] },
        limits: { 'items.unit': { oneOf: ['KGM', 'H87'] }, boxes: { max: 5_000_000 } },
        check: ({ row }) =>
          row['note'] === 'impossible'
            ? [{ field: 'note', message: '`note` cannot be so.', advice: 'Say something else.' }]
            : [],
        writers: ['released'],
      }),
      defineWrites('Remark', { create: { field: 'addRemark', roles: ['verifier', 'reporter'] } }),
    ],
    mutations: [mergeShipments],
  },
});
