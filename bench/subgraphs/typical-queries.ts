import type { Subgraph } from '@entente/kit';
import type { World } from '../../cli/exercise/world.ts';
import { aidLogistics } from '../../subgraphs/aid-logistics/subgraph.ts';
import { ceasefireMonitoring } from '../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { infrastructure } from '../../subgraphs/infrastructure/subgraph.ts';

/** One query as a dashboard or the gateway sends it to a subgraph. */
export interface TypicalQuery {
  readonly name: string;
  readonly subgraph: Subgraph;
  readonly source: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Five queries that stand for most of the traffic: lists, joins, entities, series. */
export function typicalQueries(world: World): readonly TypicalQuery[] {
  const month = { from: world.day(world.days - 30), to: world.day(world.days) };
  const representations = world.places.map(({ pcode }) => ({ __typename: 'Place', pcode }));
  return [
    {
      name: 'a page of consignments by state and destination',
      subgraph: aidLogistics,
      source: `query($destination: [ID!], $since: DateTime) {
        consignments(first: 50, orderBy: STATE_CHANGED_AT_DESC,
          filter: { destination: $destination, state: [OFFLOADED, COLLECTED], stateChangedAt: { from: $since } }) {
          nodes { id reference category weightTonnes state stateChangedAt owner { code } crossing { code } }
          pageInfo { hasNextPage endCursor } } }`,
      variables: {
        destination: world.places.slice(0, 2).map(({ pcode }) => pcode),
        since: `${month.from}T00:00:00Z`,
      },
    },
    {
      name: 'trucks of a month by day, crossing, stage and basis',
      subgraph: aidLogistics,
      source: `query($from: Date!, $to: Date!) {
        flowSeries(from: $from, to: $to, interval: DAY, by: [CROSSING]) {
          points { period crossing { code } stage countingBasis trucks weightTonnes records } } }`,
      variables: month,
    },
    {
      name: 'six places with their newest incidents (entities)',
      subgraph: ceasefireMonitoring,
      source: `query($representations: [_Any!]!) {
        _entities(representations: $representations) { ... on Place {
          incidents(first: 10, orderBy: CHANGED_AT_DESC) {
            nodes { id type subType state standing occurredOn } } } } }`,
      variables: { representations },
    },
    {
      name: 'fifty incidents with assessments and reports',
      subgraph: ceasefireMonitoring,
      source: `query($from: Date!, $to: Date!) {
        incidents(first: 50, filter: { occurredOn: { from: $from, to: $to } }) { nodes {
          id state assessments(first: 10) { nodes { finding confidence byPartner { code } } }
          reports(first: 10) { nodes { id state } } } } }`,
      variables: month,
    },
    {
      name: 'two hundred projects by key (entities)',
      subgraph: infrastructure,
      source: `query($representations: [_Any!]!) {
        _entities(representations: $representations) { ... on Project {
          id iatiId sector state budget currency zone { id } place { pcode } } } }`,
      variables: {
        representations: Array.from({ length: 200 }, (_, n) => ({
          __typename: 'Project',
          id: world.record('project', n * 7).id,
        })),
      },
    },
  ];
}
