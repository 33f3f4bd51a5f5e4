import { defineEntity } from '@entente/kit';

const zone = { by: 'destination', from: 'placeCodes' } as const;

export const consignment = defineEntity('Consignment', {
  relations: { 'Partner.consignments': 'sender', 'Zone.coverage': zone },
});
