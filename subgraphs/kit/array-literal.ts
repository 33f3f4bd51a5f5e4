/** Values as PostgreSQL's text of an array. */
export function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map((value) => JSON.stringify(String(value))).join(',')}}`;
}
