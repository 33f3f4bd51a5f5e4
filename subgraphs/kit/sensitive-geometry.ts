/** Degrees: side of the cells whose centres stand for points, about 3.3 by 2.9 km at 31° north. */
export const cellSize = 0.03;

/**
 * SQL: what of a record's geometry may be shown. None where the record is HIGH, or not marked; for a
 * point the centre of its cell, to two decimals; lines and areas as they are.
 *
 * @param geometry GeoJSON as jsonb, of the row `t`
 */
export function sensitiveGeometry(geometry: string): string {
  const along = (axis: 0 | 1) =>
    `round(round((g #>> '{coordinates,${axis}}')::numeric / ${cellSize}) * ${cellSize}, 2)`;
  return `select case
      when t.marking_sensitivity = 'HIGH' or t.marking_sensitivity is null then null
      when g ->> 'type' = 'Point' then jsonb_build_object('type', 'Point',
        'coordinates', jsonb_build_array(${along(0)}, ${along(1)}))
      when g ->> 'type' = 'MultiPoint' then null
      else g end
    from (select (${geometry}) as g) as shape`;
}
