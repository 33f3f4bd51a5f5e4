/** PostgreSQL's type for values of a contract's scalar or enum. */
export function columnType(scalar: string): string {
  switch (scalar) {
    case 'Int':
      return 'integer';
    case 'Float':
      return 'double precision';
    case 'Boolean':
      return 'boolean';
    case 'Date':
      return 'date';
    case 'DateTime':
      return 'timestamptz';
    case 'GeoJSON':
      return 'jsonb';
    default:
      return 'text';
  }
}
