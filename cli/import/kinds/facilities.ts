import { snapToGrid } from '../geojson/snap-to-grid.ts';
import { column, type RecordKind } from './record-kind.ts';

const contract = 'infrastructure';

/** Buildings and installations that serve the public, and whether they work. */
export const facilities: RecordKind = {
  name: 'facilities',
  type: 'facility',
  subgraph: contract,
  table: 'facility',
  signature: ['#loc+type', '#status+function'],
  columns: [
    column(
      'name_en',
      '#loc+en+name',
      'Name',
      { kind: 'text', longest: 200 },
      { required: true, target: 'name', sql: `t.name->>'en'` },
    ),
    column(
      'name_ar',
      '#loc+ar+name',
      'Name (Arabic)',
      { kind: 'text', longest: 200 },
      { target: 'name', sql: `t.name->>'ar'` },
    ),
    column(
      'name_he',
      '#loc+he+name',
      'Name (Hebrew)',
      { kind: 'text', longest: 200 },
      { target: 'name', sql: `t.name->>'he'` },
    ),
    column(
      'type',
      '#loc+type',
      'Type',
      { kind: 'code', contract, enum: 'FacilityType' },
      { required: true },
    ),
    column(
      'place_pcode',
      '#adm2+code',
      'Governorate',
      { kind: 'reference', table: 'place' },
      { required: true },
    ),
    column(
      'latitude',
      '#geo+lat',
      'Latitude',
      { kind: 'degrees', most: 90 },
      { target: 'approx_point', sql: `t.approx_point->'coordinates'->>1` },
    ),
    column(
      'longitude',
      '#geo+lon',
      'Longitude',
      { kind: 'degrees', most: 180 },
      { target: 'approx_point', sql: `t.approx_point->'coordinates'->>0` },
    ),
    column(
      'function',
      '#status+function',
      'Function',
      { kind: 'code', contract, enum: 'FacilityFunction' },
      { required: true },
    ),
    column(
      'function_changed_at',
      '#date+status',
      'Function since',
      { kind: 'instant' },
      { required: true },
    ),
  ],
  naturalKey: ['name_en', 'type', 'place_pcode'],
  published: false,
  observedAt: (values) => String(values['function_changed_at']),
  check: (values) =>
    (values['latitude'] === null) === (values['longitude'] === null)
      ? null
      : { tag: '#geo+lat', wrong: 'Half of a position.', advice: 'Give both degrees, or neither.' },
  toRow: (values, { sensitivity }) => {
    const { name_en: en, name_ar: ar, name_he: he, latitude, longitude, ...row } = values;
    const shown =
      typeof latitude === 'number' && typeof longitude === 'number' && sensitivity !== 'HIGH';
    return {
      ...row,
      name: { en, ...(ar === null ? {} : { ar }), ...(he === null ? {} : { he }) },
      approx_point: shown ? snapToGrid(longitude, latitude) : null,
    };
  },
};
