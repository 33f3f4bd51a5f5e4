import { formatId, type Row } from '@entente/kit';

const owner = 'XAD';
const reportedAt = '2026-01-05T08:00:00.000000Z';

/** Name, P-code of the fictional territory, function, beds, capabilities, first day. */
const hospitals = [
  ['Arvane North', 'XT0101', 'FULL', 60, ['EMERGENCY', 'SURGERY', 'LABORATORY'], '2025-11-03'],
  ['Arvane Harbour', 'XT0101', 'PARTIAL', 24, ['EMERGENCY', 'MATERNITY'], '2025-12-12'],
  ['Belmora Stadium', 'XT0102', 'FULL', 90, ['EMERGENCY', 'SURGERY', 'IMAGING'], '2025-10-20'],
  ['Belmora West', 'XT0102', 'FULL', 32, ['MATERNITY', 'PAEDIATRICS'], '2025-11-28'],
  ['Corvell Mill', 'XT0103', 'PARTIAL', 40, ['EMERGENCY', 'DIALYSIS'], '2025-11-11'],
  ['Corvell School', 'XT0103', 'NONE', 0, [], '2025-10-25'],
  ['Dunmarra Fields', 'XT0104', 'FULL', 75, ['EMERGENCY', 'INTENSIVE_CARE'], '2025-11-17'],
  ['Dunmarra Quay', 'XT0104', 'PARTIAL', 20, ['REHABILITATION'], '2025-12-20'],
  ['Esterow Bridge', 'XT0105', 'FULL', 48, ['EMERGENCY', 'SURGERY'], '2025-11-05'],
  ['Esterow Market', 'XT0105', 'UNKNOWN', 16, ['MATERNITY'], '2025-12-01'],
  ['Falkera Pass', 'XT0106', 'FULL', 56, ['EMERGENCY', 'SURGERY', 'DIALYSIS'], '2025-11-22'],
  ['Falkera East', 'XT0106', 'PARTIAL', 28, ['PAEDIATRICS', 'LABORATORY'], '2025-12-08'],
] as const;

/** The exercise partner's twelve hospitals: fictional, in a fictional territory. */
export const exerciseHospitals: readonly Row[] = hospitals.map(
  ([name, place, fitness, beds, capabilities, openedOn], n) => ({
    id: formatId({ owner, type: 'field-hospital', local: String(n + 1).padStart(4, '0') }),
    owner_code: owner,
    marking_policy_id: 'EXERCISE-1',
    marking_classification: 'UNCLASSIFIED',
    marking_sensitivity: 'LOW',
    marking_tlp: 'CLEAR',
    marking_originator: owner,
    marking_releasable_to: ['PUBLIC'],
    marking_excluded: [],
    marking_purposes: ['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO'],
    marking_created_at: reportedAt,
    source_id: `${owner}:source:own`,
    observed_at: reportedAt,
    as_of: reportedAt,
    revision: 1,
    exercise: true,
    name: { en: `${name} field hospital` },
    place_pcode: place,
    function: fitness,
    beds,
    capabilities,
    opened_on: openedOn,
  }),
);
