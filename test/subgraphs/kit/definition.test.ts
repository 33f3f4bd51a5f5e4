import { defineEntity, defineSeries, defineSubgraph, SubgraphDefinitionError } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';
import { depots } from '../../support/depots.ts';

const { definition } = depots;
const define = (more: object) => () => defineSubgraph({ ...definition, ...more });

describe('a subgraph that does not fit its contract is refused at start, by name', () => {
  it.each([
    [
      'an entity that nothing defines',
      { entities: definition.entities.slice(0, 1), series: [] },
      /Query\.deliveries: no entity/,
    ],
    ['a series that nothing defines', { series: [] }, /Query\.deliverySeries: no entity or series/],
    [
      'a relation that two fields could make',
      { entities: [defineEntity('Depot'), ...definition.entities.slice(1)] },
      /Place\.depots: say in defineEntity\('Depot', \{ relations \}\).*place, served/,
    ],
    [
      'an entity without a type',
      { entities: [...definition.entities, defineEntity('Nothing')] },
      /Nothing: the contract must have/,
    ],
    [
      'a computed field that is none',
      { entities: [...definition.entities, defineEntity('Depot', { computed: { nothing: '1' } })] },
      /Depot\.nothing is computed/,
    ],
    [
      'a filter that is none',
      {
        entities: [
          ...definition.entities,
          defineEntity('Depot', { filters: { nothing: () => depots as never } }),
        ],
      },
      /DepotFilter has no field nothing/,
    ],
    [
      'a measure that no point has',
      {
        series: [
          defineSeries('DeliverySeries', {
            entity: 'Delivery',
            time: 'day',
            always: ['basis'],
            measures: { trucks: 'count(*)' },
          }),
        ],
      },
      /missing trucks, unanswered tonnes, tonnesUnknown, records/,
    ],
    [
      'a mutation that nothing answers',
      { contract: definition.contract.replace('setDepotsMarking', 'markDepots') },
      /Mutation\.markDepots: name it set\.\.\.Marking, grant\.\.\.Release or revoke\.\.\.Release/,
    ],
    [
      'a resolver for no field',
      { resolvers: { Depot: { nothing: () => 1 } } },
      /Depot\.nothing: the contract has no such field/,
    ],
    [
      'a resolver for no type',
      { resolvers: { Nothing: {} } },
      /Nothing: the contract has no such type/,
    ],
  ])('%s', (_name, more, message) => {
    expect(define(more)).toThrow(SubgraphDefinitionError);
    expect(define(more)).toThrow(message);
  });

  it('and one that fits is taken', () => {
    expect(define({})().entities.size).toBe(2);
  });
});
