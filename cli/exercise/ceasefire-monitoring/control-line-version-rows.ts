import type { Row } from '@entente/kit';
import type { World } from '../world.ts';

/** Versions of one line through the fictional territory, each from the day the one before ends. */
export function* controlLineVersionRows(world: World): Generator<Row> {
  const count = world.count('control-line-version');
  const { owner } = world.record('control-line-version', 0);
  const from = (n: number) => world.day(Math.floor((n * world.days) / count));
  for (let n = 0; n < count; n++) {
    const shift = n * 0.01;
    const id = `${owner}:control-line-version:${String(n).padStart(6, '0')}`;
    yield {
      ...world.recordFields({ id, owner }, `${from(n)}T06:00:00.000000Z`),
      name: 'Tessara line (exercise)',
      version: n + 1,
      geometry: {
        type: 'LineString',
        coordinates: [
          [0.01, 0.22 + shift],
          [0.19, 0.24 + shift],
          [0.41, 0.21 + shift],
          [0.6, 0.23 + shift],
        ],
      },
      published_by: 'Tessara accord commission (exercise)',
      published_on: from(n),
      effective_from: from(n),
      effective_to: n + 1 < count ? from(n + 1) : null,
    };
  }
}
