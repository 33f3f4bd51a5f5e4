import {
  defineStates,
  defineSubgraph,
  defineWrites,
  mermaid,
  SubgraphDefinitionError,
} from '@entente/kit';
import { describe, expect, it } from '@jest/globals';
import { shipmentStates, shipments } from '../../../support/shipments.ts';

const { definition } = shipments;
const [whole, remarks] = definition.writing?.writes ?? [];
const define =
  (contract: string, options: object, states: object = {}) =>
  () =>
    defineSubgraph({
      ...definition,
      contract,
      writing: {
        ...definition.writing,
        writes: [
          defineWrites('Shipment', {
            ...whole?.options,
            advance: {
              ...whole?.options.advance,
              states: defineStates('Shipment', { ...shipmentStates, ...states }),
            },
            ...options,
          }),
          ...(remarks === undefined ? [] : [remarks]),
        ],
      },
    });
const { contract } = definition;
const step = (more: object) => ({
  transitions: [
    ...shipmentStates.transitions,
    { from: ['DRAFT'], to: 'SENT', by: ['reporter'], ...more },
  ],
});

describe('writes that do not fit the contract are refused at start, by name', () => {
  it.each([
    [
      'a field that is not there',
      contract.replace('withdrawShipment(', 'removeShipment('),
      {},
      {},
      /Mutation\.withdrawShipment: the contract has no such field/,
    ],
    [
      'a field that nothing answers',
      contract,
      { withdraw: undefined },
      {},
      /Mutation\.withdrawShipment/,
    ],
    [
      'an argument that is missing',
      contract.replace(
        /withdrawShipment\(\s+id: ID!\s+reason: String!/,
        'withdrawShipment(id: ID! reason: String',
      ),
      {},
      {},
      /withdrawShipment must take reason: String!/,
    ],
    [
      'a payload of another kind',
      contract.replace('type ShipmentPayload {', 'type ShipmentPayload { more: Int'),
      {},
      {},
      /must take what it takes and give ShipmentPayload \{ shipment \}/,
    ],
    [
      'an input field that is none of the record’s',
      contract.replace('input ShipmentProgress {', 'input ShipmentProgress { weight: Float'),
      {},
      {},
      /ShipmentProgress\.weight: Shipment has no such field to write/,
    ],
    [
      'an input field that the kit writes',
      contract.replace('input ShipmentProgress {', 'input ShipmentProgress { revision: Int'),
      {},
      {},
      /ShipmentProgress\.revision/,
    ],
    ['a state that is unknown', contract, {}, step({ to: 'GONE' }), /GONE is unknown/],
    [
      'a state that is never reached',
      contract.replace('enum ShipmentState {', 'enum ShipmentState { GONE'),
      {},
      {},
      /GONE is never reached/,
    ],
    [
      'a field that a transition requires',
      contract,
      {},
      step({ requires: ['weight'] }),
      /it has no field weight/,
    ],
    [
      'a partner that no field names',
      contract,
      {},
      step({ who: { partyField: 'note' } }),
      /note refers to no partner/,
    ],
    ['no first state', contract, {}, { initial: [] }, /no state is the first/],
    [
      'a history that is not shown',
      contract.replace('history: [StateChange!]!', ''),
      {},
      {},
      /the contract needs history/,
    ],
  ])('%s', (_name, sdl, options, states, message) => {
    expect(define(sdl, options, states)).toThrow(SubgraphDefinitionError);
    expect(define(sdl, options, states)).toThrow(message);
  });

  it('a trail of a type that is not written', () => {
    const writing = { ...definition.writing, writes: whole === undefined ? [] : [whole] };
    expect(() => defineSubgraph({ ...definition, writing })).toThrow(
      /Mutation\.addRemark|Remark\.revisions/,
    );
  });

  it('and those that fit are taken', () => {
    expect(define(contract, {})().entities.get('Shipment')?.writers).toBe('true');
  });
});

it('a machine has a picture, with who takes each way and what it takes', () => {
  expect(mermaid(shipmentStates)).toBe(`stateDiagram-v2
  [*] --> DRAFT
  [*] --> SENT
  DRAFT --> SENT: reporter or publisher of the owner
  SENT --> CHECKED: verifier of its checker, else the owner
  SENT --> DELIVERED: reporter of the owner, with tonnes
  CHECKED --> DELIVERED: reporter of the owner, with tonnes
  CHECKED --> SENT: verifier or reporter of the owner
  SENT --> LOST: reporter of the owner
  CHECKED --> LOST: reporter of the owner
  SENT --> LAPSED: by time, at dueAt
  DELIVERED --> [*]
  LOST --> [*]
  LAPSED --> [*]
`);
});
