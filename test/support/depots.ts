import {
  defineEntity,
  defineSeries,
  defineSubgraph,
  readContract,
  recordColumns,
  sqlMigration,
} from '@entente/kit';

/** A small subgraph that uses each standard form of the kit once. */
export const depots = defineSubgraph({
  name: 'depots',
  contract: readContract(new URL('./depots.graphql', import.meta.url)),
  migrations: {
    '001_tables': sqlMigration(`
      create table depot (${recordColumns},
        name jsonb not null,
        kind text not null,
        tags text[] not null default '{}',
        capacity integer check (capacity >= 0),
        opened_on date not null,
        place_pcode text collate "C",
        served_pcode text[] not null default '{}',
        shelves jsonb not null default '[]',
        position jsonb
      );
      create index on depot (place_pcode, id);
      create table delivery (${recordColumns},
        depot_id text collate "C" not null,
        place_pcode text collate "C" not null,
        day date not null,
        basis text not null,
        tonnes double precision
      );
      create index on delivery (depot_id, id);
    `),
  },
  entities: [
    defineEntity('Depot', {
      computed: { status: "case when t.valid_until <= now() then 'UNKNOWN' else 'OPEN' end" },
      relations: { 'Place.depots': 'place', 'Place.servedBy': 'served' },
    }),
    defineEntity('Delivery', {
      relations: {
        'Zone.deliverySeries': { by: 'place', from: 'placeCodes' },
        'Zone.largeDeliveries': {
          reads: ['placeCodes', 'largeTonnes'],
          match: `t.place_pcode in (select jsonb_array_elements_text(p.key -> 'placeCodes'))
            and t.tonnes >= (p.key ->> 'largeTonnes')::float`,
        },
      },
    }),
  ],
  series: [
    defineSeries('DeliverySeries', {
      entity: 'Delivery',
      time: 'day',
      always: ['basis'],
      measures: {
        tonnes: 'sum(t.tonnes)',
        tonnesUnknown: 'count(*) filter (where t.tonnes is null)',
        records: 'count(*)',
      },
    }),
  ],
});
