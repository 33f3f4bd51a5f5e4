import { localizedText } from './localized-text.ts';
import { sourceIds } from './sources.ts';

type Position = readonly [longitude: number, latitude: number];

const edition = {
  version: 'COD-AB 2023-10-19, boundaries simplified to about 0.6 km',
  valid_on: '2023-10-19',
  source_id: sourceIds.boundaries,
};

function governorate(
  pcode: string,
  iso3166_2: string,
  name: ReturnType<typeof localizedText>,
  areaSqKm: number,
  ring: readonly Position[],
) {
  return {
    ...edition,
    pcode,
    iso3166_2,
    level: 2,
    name,
    parent_pcode: 'PS02',
    governorate_pcode: pcode,
    area_sq_km: areaSqKm,
    polygon: { type: 'Polygon', coordinates: [ring] },
  };
}

/** The places of real mode, by COD-AB: rings are closed, run counter-clockwise and share their edges. */
export const governorates = [
  {
    ...edition,
    pcode: 'PS02',
    iso3166_2: null,
    level: 1,
    name: localizedText('Gaza Strip', 'قطاع غزة', 'רצועת עזה'),
    parent_pcode: null,
    governorate_pcode: null,
    area_sq_km: null,
    polygon: null,
  },
  governorate('PS0255', 'PS-NGZ', localizedText('North Gaza', 'شمال غزة', 'צפון עזה'), 61.1, [
    [34.453, 31.546],
    [34.481, 31.517],
    [34.506, 31.519],
    [34.501, 31.508],
    [34.511, 31.499],
    [34.554, 31.517],
    [34.568, 31.542],
    [34.491, 31.595],
    [34.453, 31.546],
  ]),
  governorate('PS0260', 'PS-GZA', localizedText('Gaza', 'غزة', 'עזה'), 73.9, [
    [34.453, 31.546],
    [34.377, 31.466],
    [34.413, 31.457],
    [34.416, 31.431],
    [34.426, 31.427],
    [34.511, 31.499],
    [34.501, 31.508],
    [34.506, 31.519],
    [34.481, 31.517],
    [34.453, 31.546],
  ]),
  governorate('PS0265', 'PS-DEB', localizedText('Deir Al-Balah', 'دير البلح', 'דיר אל-בלח'), 58.4, [
    [34.377, 31.466],
    [34.299, 31.393],
    [34.342, 31.391],
    [34.374, 31.374],
    [34.426, 31.427],
    [34.416, 31.431],
    [34.413, 31.457],
    [34.377, 31.466],
  ]),
  governorate('PS0270', 'PS-KYS', localizedText('Khan Younis', 'خان يونس', "ח'אן יונס"), 107.6, [
    [34.299, 31.393],
    [34.246, 31.346],
    [34.288, 31.297],
    [34.314, 31.295],
    [34.331, 31.261],
    [34.373, 31.304],
    [34.366, 31.362],
    [34.374, 31.374],
    [34.342, 31.391],
    [34.299, 31.393],
  ]),
  governorate('PS0275', 'PS-RFH', localizedText('Rafah', 'رفح', 'רפיח'), 64.0, [
    [34.246, 31.346],
    [34.219, 31.324],
    [34.24, 31.296],
    [34.268, 31.22],
    [34.331, 31.261],
    [34.314, 31.295],
    [34.288, 31.297],
    [34.246, 31.346],
  ]),
];
