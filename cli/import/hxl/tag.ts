/**
 * An HXL tag in its one standard form: lower case, attributes sorted, no spaces. The order of
 * attributes and white space carry no meaning (HXL 1.1, tagging conventions). Null when it is no tag.
 */
export function normaliseTag(cell: string): string | null {
  const match = /^#\s*([a-z][a-z0-9_]*)((?:\s*\+\s*[a-z][a-z0-9_]*)*)$/i.exec(cell.trim());
  if (match === null) return null;
  const [, name = '', attributes = ''] = match;
  const sorted = attributes
    .split('+')
    .map((attribute) => attribute.trim())
    .filter((attribute) => attribute !== '')
    .sort();
  return `#${[name, ...new Set(sorted)].join('+')}`.toLowerCase();
}
