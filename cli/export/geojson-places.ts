import { sql } from '@entente/kit';
import { isProblem } from '../terminal/problem.ts';
import type { Exporter } from './exporter.ts';
import { sourceTitles } from './source-titles.ts';

interface PlaceRow {
  readonly pcode: string;
  readonly iso3166_2: string | null;
  readonly level: number;
  readonly name: { readonly en: string; readonly ar?: string; readonly he?: string };
  readonly parent_pcode: string | null;
  readonly polygon: unknown;
  readonly area_sq_km: number | null;
  readonly version: string;
  readonly valid_on: string | null;
  readonly source_id: string | null;
}

/** Places with COD-AB attribute names, one feature per line, in the order of P-codes. */
export const geojsonPlaces: Exporter = {
  name: 'places',
  format: 'geojson',
  async *parts(store) {
    const reference = await store.database('reference');
    if (isProblem(reference)) return reference;
    const exercise = store.mode === 'exercise';
    const titles = await sourceTitles(reference);
    const { rows } = await sql<PlaceRow>`
      select pcode, iso3166_2, level, name, parent_pcode, polygon, area_sq_km, version, valid_on,
        source_id
      from place order by pcode
    `.execute(reference);
    yield '{"type":"FeatureCollection","features":[';
    for (const [n, row] of rows.entries()) {
      const title = row.source_id === null ? null : (titles.get(row.source_id) ?? row.source_id);
      const feature = {
        type: 'Feature',
        id: row.pcode,
        properties: { ...propertiesOf(row, title), ...(exercise ? { exercise } : {}) },
        geometry: row.polygon,
      };
      yield `${n === 0 ? '' : ','}\n${JSON.stringify(feature)}`;
    }
    yield '\n]}\n';
    return undefined;
  },
};

function propertiesOf(row: PlaceRow, source: string | null): Readonly<Record<string, unknown>> {
  const level = `adm${row.level}`;
  const properties = {
    [`${level}_pcode`]: row.pcode,
    [`${level}_name`]: row.name.en,
    [`${level}_name_ar`]: row.name.ar ?? null,
    [`${level}_name_he`]: row.name.he ?? null,
    iso3166_2: row.iso3166_2,
    [`adm${row.level - 1}_pcode`]: row.parent_pcode,
    area_sqkm: row.area_sq_km,
    version: row.version,
    valid_on: row.valid_on,
    source,
  };
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}
