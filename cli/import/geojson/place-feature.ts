import { readMeasure } from '../cells/number.ts';
import { readDay } from '../cells/time.ts';
import { isObject } from '../content/is-object.ts';
import { type FileProblem, fileProblem } from '../file-problem.ts';
import type { Row } from '../kinds/record-kind.ts';
import { type Boundary, readBoundary } from './polygon.ts';

/** A place as one feature gives it. Columns that the feature says nothing about are absent. */
export interface PlaceFeature {
  readonly row: Row;
  readonly pcode: string;
  readonly parent: string | null;
  /** Title or id of the source; null when the feature names none. */
  readonly source: string | null;
  /** Rings that ran the wrong way. */
  readonly turned: number;
}

const pcodePattern = /^[A-Z]{2}[A-Z0-9]{0,14}$/;

/** Administrative levels of COD-AB that the hub knows, the finest first. */
const levels = [3, 2, 1, 0] as const;

/** Reads a feature with COD-AB attribute names: `adm2_pcode`, `adm2_name`, `adm2_name_ar`, ... */
export function readPlace(
  feature: unknown,
  at: number,
  options: { readonly now: Date; readonly mostPositions: number },
): PlaceFeature | FileProblem {
  const bad = (property: string | null, value: string | null, wrong: string, advice: string) =>
    fileProblem(at, property, value, wrong, advice);
  if (!isObject(feature) || feature['type'] !== 'Feature' || !isObject(feature['properties'])) {
    return bad(null, null, 'This is not a feature with properties.', 'See RFC 7946, section 3.2.');
  }
  const properties = textProperties(feature['properties']);
  const level = levels.find((each) => properties.has(`adm${each}_pcode`));
  const pcode = properties.get(`adm${level}_pcode`);
  if (level === undefined || pcode === undefined) {
    return bad('adm2_pcode', null, 'The feature has no P-code.', 'Use the COD-AB attribute names.');
  }
  if (!pcodePattern.test(pcode)) {
    return bad(`adm${level}_pcode`, pcode, 'This is not a P-code.', 'Write a code such as PS0255.');
  }
  if (properties.get('exercise') === 'true') {
    return bad('exercise', 'true', 'This is exercise data.', 'It never enters a real hub.');
  }
  const name = namesOf(properties, level);
  if (name['en'] === undefined) {
    return bad(
      `adm${level}_name`,
      null,
      'The place has no name.',
      'Give its name in Latin script.',
    );
  }
  const iso = properties.get('iso3166_2');
  if (iso !== undefined && !/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(iso)) {
    return bad('iso3166_2', iso, 'This is not an ISO 3166-2 code.', 'Write a code such as PS-NGZ.');
  }
  const area = properties.get('area_sqkm');
  const areaSqKm = area === undefined ? undefined : readMeasure(area);
  if (typeof areaSqKm === 'object') {
    return bad('area_sqkm', area ?? null, areaSqKm.wrong, areaSqKm.advice);
  }
  const edition = editionOf(properties, options.now);
  if ('wrong' in edition) return bad('valid_on', edition.value, edition.wrong, edition.advice);
  const boundary = boundaryOf(feature['geometry'], options.mostPositions);
  if (boundary !== null && 'wrong' in boundary) {
    return bad('geometry', null, boundary.wrong, boundary.advice);
  }
  const parent = level === 0 ? null : (properties.get(`adm${level - 1}_pcode`) ?? null);
  const governorate = level < 2 ? null : (properties.get('adm2_pcode') ?? null);
  if ((level > 1 && parent === null) || (level === 3 && governorate === null)) {
    return bad(`adm${level - 1}_pcode`, null, 'The parent is missing.', 'Give its P-code.');
  }
  return {
    pcode,
    parent,
    source: edition.source,
    turned: boundary?.turned ?? 0,
    row: {
      pcode,
      level,
      name,
      parent_pcode: parent,
      governorate_pcode: governorate,
      version: edition.version,
      valid_on: edition.validOn,
      iso3166_2: iso ?? null,
      area_sq_km: areaSqKm ?? null,
      polygon: boundary?.geometry ?? null,
    },
  };
}

/** Editions of COD-AB differ in the case of their attribute names. Blank is absent. */
function textProperties(
  properties: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(properties)) {
    if (!['string', 'number', 'boolean'].includes(typeof value)) continue;
    const text = String(value).trim();
    if (text !== '') texts.set(name.toLowerCase(), text);
  }
  return texts;
}

function namesOf(
  properties: ReadonlyMap<string, string>,
  level: number,
): Readonly<Record<string, string>> {
  const name = (...suffixes: readonly string[]) =>
    suffixes.map((suffix) => properties.get(`adm${level}_${suffix}`)).find((text) => text);
  const names = {
    en: name('name', 'name_en', 'en'),
    ar: name('name_ar', 'ar'),
    he: name('name_he', 'he'),
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([language, text]) => (text ? [[language, text]] : [])),
  );
}

interface Edition {
  readonly version: string;
  readonly validOn: string | null;
  readonly source: string | null;
}

/** COD-AB says from when an edition is valid; some exports say so in the text of `source` only. */
function editionOf(
  properties: ReadonlyMap<string, string>,
  now: Date,
): Edition | { readonly value: string; readonly wrong: string; readonly advice: string } {
  const source = properties.get('source') ?? null;
  const inSource = /\bvalid_on (\d{4}-\d{2}-\d{2})\b/.exec(source ?? '')?.[1];
  const text = properties.get('valid_on') ?? properties.get('validon') ?? inSource;
  const day = text === undefined ? null : readDay(text.slice(0, 10), now);
  if (day !== null && typeof day !== 'string') return { value: text ?? '', ...day };
  const precision = properties.get('precision');
  const edition = `COD-AB ${day ?? 'of an unknown day'}`;
  const version = properties.get('version');
  return {
    version: version ?? (precision === undefined ? edition : `${edition}, ${precision}`),
    validOn: day,
    // The hub's own facts name the source of an edition by its day.
    source: inSource === undefined ? source : `HUB:source:cod-ab-${inSource}`,
  };
}

function boundaryOf(
  geometry: unknown,
  mostPositions: number,
): Boundary | null | { readonly wrong: string; readonly advice: string } {
  // A place may be known without its boundary (RFC 7946, section 3.2: an unlocated feature).
  return geometry === null || geometry === undefined ? null : readBoundary(geometry, mostPositions);
}
