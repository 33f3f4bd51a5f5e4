import { defineEntity } from '@entente/kit';

export const movementRequest = defineEntity('MovementRequest', {
  relations: { 'Place.movementRequests': 'to', 'Place.movementSeries': 'to' },
});
