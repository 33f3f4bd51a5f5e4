import { recordKinds } from '../kinds/kinds.ts';
import type { Format } from './format.ts';
import { geojsonPlaces } from './geojson-places.ts';
import { hxlTable } from './hxl-table.ts';
import { infrastructureDamaged } from './infrastructure-damaged.ts';
import { un2720Snapshot } from './un2720-snapshot.ts';

/** Every format, in the order in which content is compared with them. */
export const formats: readonly Format[] = Object.freeze([
  un2720Snapshot,
  infrastructureDamaged,
  geojsonPlaces,
  ...recordKinds.map(hxlTable),
]);
