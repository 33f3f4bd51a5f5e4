import { type Check, defineWrites } from '@entente/kit';

const roles = ['reporter'];

const stated: Check = ({ row, at }) => {
  if (row['planned_trucks'] == null && row['actual_trucks'] == null) {
    return [
      {
        field: 'plannedTrucks',
        message: 'A day of a corridor says what was planned, what went, or both.',
        advice: 'Give at least one of the two; 0 where there was nothing.',
      },
    ];
  }
  if (row['actual_trucks'] == null || String(row['day']) <= at.slice(0, 10)) return [];
  return [
    {
      field: 'actualTrucks',
      message: 'The day is still to come.',
      advice: 'Give the plan now, and what went by a correction on the day.',
    },
  ];
};

export const corridorCapacityWrites = defineWrites('CorridorCapacity', {
  create: { field: 'reportCorridorCapacity', roles },
  correct: { field: 'correctCorridorCapacity', roles },
  withdraw: { field: 'withdrawCorridorCapacity', roles },
  check: stated,
});
