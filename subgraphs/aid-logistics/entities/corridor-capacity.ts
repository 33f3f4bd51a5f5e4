import { defineEntity } from '@entente/kit';

export const corridorCapacity = defineEntity('CorridorCapacity', {
  computed: { shortfallTrucks: 't.planned_trucks - t.actual_trucks' },
});
