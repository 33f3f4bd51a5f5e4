import { recordKinds } from '../import/kinds/kinds.ts';
import type { Exporter } from './exporter.ts';
import { geojsonPlaces } from './geojson-places.ts';
import { hxlTable } from './hxl-table.ts';

/** Everything that can be exported. */
export const exporters: readonly Exporter[] = Object.freeze([
  ...recordKinds.map(hxlTable),
  geojsonPlaces,
]);
