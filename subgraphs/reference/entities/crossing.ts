import { defineEntity } from '@entente/kit';
import { isLatest } from './crossing-status.ts';

export const crossing = defineEntity('Crossing', {
  computed: {
    lacksCurrentStatus: `exists (
      select from unnest(t.directions) as followed_direction,
        unnest(t.cargo_classes) as followed_class
      where not exists (
        select from crossing_status s
        where s.crossing_code = t.code and s.direction = followed_direction
          and s.cargo_class = followed_class and s.valid_until > now()
          and s.stated_status <> 'UNKNOWN' and s.withdrawn_at is null and ${isLatest('s')}
      )
    )`,
  },
});
