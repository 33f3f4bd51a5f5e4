import { localizedText } from './localized-text.ts';
import { sourceIds } from './sources.ts';

/** Everything is followed at every crossing: which of it may pass is for partners to state. */
const followed = {
  directions: ['INBOUND', 'OUTBOUND'],
  cargo_classes: [
    'HUMANITARIAN',
    'COMMERCIAL',
    'FUEL',
    'CONSTRUCTION',
    'MEDICAL_EVACUATION',
    'PASSENGERS',
  ],
  source_id: sourceIds.crossings,
};

function crossing(
  code: string,
  name: ReturnType<typeof localizedText>,
  names: readonly string[],
  adm2: string | null,
  point: readonly [longitude: number, latitude: number],
  uncertaintyKm: number,
) {
  return {
    ...followed,
    code,
    name,
    names,
    adm2_pcode: adm2,
    approx_point: { type: 'Point', coordinates: point },
    uncertainty_km: uncertaintyKm,
  };
}

/**
 * The crossings of real mode, to two decimals. Of Kissufim and Gate 96 the uncertainty reaches over
 * the border of two governorates: they name none.
 */
export const crossings = [
  crossing(
    'KEREM_SHALOM',
    localizedText('Kerem Shalom / Karem Abu Salem', 'كرم أبو سالم', 'כרם שלום'),
    ['Kerem Shalom', 'Karem Abu Salem', 'كرم أبو سالم', 'כרם שלום'],
    'PS0275',
    [34.27, 31.22],
    1,
  ),
  crossing(
    'RAFAH',
    localizedText('Rafah', 'رفح', 'רפיח'),
    ['Rafah', 'رفح', 'רפיח'],
    'PS0275',
    [34.26, 31.25],
    1,
  ),
  crossing(
    'EREZ',
    localizedText('Erez / Beit Hanoun', 'بيت حانون (إيرز)', 'ארז'),
    ['Erez', 'Beit Hanoun', 'بيت حانون', 'إيرز', 'ארז'],
    'PS0255',
    [34.55, 31.56],
    1,
  ),
  crossing(
    'ZIKIM',
    localizedText('Zikim / Erez West', 'زيكيم (إيرز الغربي)', 'זיקים (ארז מערב)'),
    ['Zikim', 'Erez West', 'Western Erez', 'As-Siafa', 'زيكيم', 'السيفا', 'זיקים', 'ארז מערב'],
    'PS0255',
    [34.5, 31.59],
    3,
  ),
  crossing(
    'KISSUFIM',
    localizedText('Kissufim', 'كيسوفيم', 'כיסופים'),
    ['Kissufim', 'كيسوفيم', 'כיסופים'],
    null,
    [34.38, 31.37],
    3,
  ),
  crossing(
    'GATE_96',
    localizedText('Gate 96', 'البوابة 96', 'שער 96'),
    ['Gate 96', 'البوابة 96', 'שער 96'],
    null,
    [34.45, 31.44],
    3,
  ),
];
