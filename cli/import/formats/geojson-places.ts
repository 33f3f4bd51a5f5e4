import { invariant } from '../../../lib/invariant.ts';
import type { Content } from '../content/content.ts';
import { isObject } from '../content/is-object.ts';
import { type FileProblem, fileProblem } from '../file-problem.ts';
import { type PlaceFeature, readPlace } from '../geojson/place-feature.ts';
import { unratedSource } from '../load/source-facts.ts';
import type { Destination, Format } from './format.ts';

/**
 * What a feature leaves out stays as it is: names in other languages, codes, area, boundary. The
 * same edition under another wording keeps the wording that is there.
 */
const destination: Destination = {
  name: 'places',
  subgraph: 'reference',
  table: 'place',
  key: 'pcode',
  kept: new Set(),
  merged: {
    name: 't.name || excluded.name',
    iso3166_2: 'coalesce(excluded.iso3166_2, t.iso3166_2)',
    area_sq_km: 'coalesce(excluded.area_sq_km, t.area_sq_km)',
    polygon: 'coalesce(excluded.polygon, t.polygon)',
    version: `case when excluded.valid_on = t.valid_on
      and excluded.version like 'COD-AB ' || t.valid_on || '%' then t.version else excluded.version end`,
  },
};

/** Features with COD-AB attribute names, in one collection. */
export const geojsonPlaces: Format = {
  name: 'GeoJSON places',
  unit: 'feature',
  recognises: (content) => featuresOf(content) !== null,
  read: (content, context) => {
    const features = featuresOf(content);
    invariant(features !== null, 'read only what is recognised');
    const options = { now: context.now, mostPositions: context.limits.positions };
    const read = features.map((feature, n) => readPlace(feature, n + 1, options));
    const places = read.flatMap((each, n) => ('wrong' in each ? [] : [{ ...each, at: n + 1 }]));
    const problems = read.filter((each) => 'wrong' in each);
    const pcodes = new Set([...places.map(({ pcode }) => pcode), ...context.known.place]);
    const checked = places.map((place) => ({
      place,
      problem: checkPlace(place, pcodes, context.defaults.source),
    }));
    const turned = places.reduce((sum, place) => sum + place.turned, 0);
    return {
      destination,
      records: checked.flatMap(({ place, problem }) =>
        problem === null
          ? [
              {
                at: place.at,
                id: place.pcode,
                row: place.row,
                source: sourceOf(place, context.defaults.source),
              },
            ]
          : [],
      ),
      problems: [...problems, ...checked.flatMap(({ problem }) => problem ?? [])],
      notes: [...foreignCoordinates(content), ...turnedRings(turned)],
      sources: editionsOf(places),
    };
  },
};

function featuresOf(content: Content): readonly unknown[] | null {
  if (content.kind !== 'json' || !isObject(content.value)) return null;
  const { type, features } = content.value;
  return type === 'FeatureCollection' && Array.isArray(features) ? features : null;
}

function turnedRings(turned: number): readonly string[] {
  if (turned === 0) return [];
  const rings =
    turned === 1
      ? '1 ring ran the wrong way and was'
      : `${turned} rings ran the wrong way and were`;
  return [`${rings} turned (RFC 7946, section 3.1.6).`];
}

function sourceOf(place: PlaceFeature, fallback: string | null): string | null {
  return place.source ?? fallback;
}

function checkPlace(
  place: PlaceFeature & { readonly at: number },
  pcodes: ReadonlySet<string>,
  fallback: string | null,
): FileProblem | null {
  if (place.parent !== null && !pcodes.has(place.parent)) {
    return fileProblem(
      place.at,
      'parent',
      place.parent,
      'The hub knows no place with this P-code.',
      'Import the level above first, or together with this one.',
    );
  }
  return sourceOf(place, fallback) === null
    ? fileProblem(place.at, 'source', null, 'No source.', 'Name it: --source TITLE.')
    : null;
}

/** Sources that places name by the edition of COD-AB. */
function editionsOf(places: readonly PlaceFeature[]) {
  const ids = new Set(places.flatMap(({ source }) => source ?? []));
  return [...ids]
    .filter((id) => id.startsWith('HUB:source:cod-ab-'))
    .map((id) =>
      unratedSource(`OCHA COD-AB, valid on ${id.slice(-10)}`, {
        id,
        publisher: 'OCHA',
        kind: 'DATASET',
      }),
    );
}

/** RFC 7946, section 4: only WGS 84; older files name another system in `crs`. */
function foreignCoordinates(content: Content): readonly string[] {
  const crs = content.kind === 'json' && isObject(content.value) ? content.value['crs'] : undefined;
  if (crs === undefined || crs === null) return [];
  return /CRS84|EPSG:+4326/.test(JSON.stringify(crs))
    ? []
    : ['The file names another coordinate system than WGS 84: check the places on a map.'];
}
