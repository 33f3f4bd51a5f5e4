import { createHash } from 'node:crypto';

/** A source as the reference subgraph keeps it. */
export interface SourceFacts {
  readonly id: string;
  readonly title: { readonly en: string };
  readonly publisher: string | null;
  readonly kind: string;
  /** A to F. */
  readonly reliability: string;
  /** 1 to 6. */
  readonly credibility: number;
  readonly methodology: string | null;
  readonly url: string | null;
  readonly licence: string | null;
}

/** A source of which the title alone is known; F6, because rating it is for the partners. */
export function unratedSource(title: string, more: Partial<SourceFacts> = {}): SourceFacts {
  return {
    id: sourceId(title),
    title: { en: title },
    publisher: null,
    kind: 'PARTNER_SYSTEM',
    reliability: 'F',
    credibility: 6,
    methodology: null,
    url: null,
    licence: null,
    ...more,
  };
}

/** Titles that differ in one letter, or in letters outside ASCII, stay two sources. */
function sourceId(title: string): string {
  const slug = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  const hash = createHash('sha256').update(title).digest('hex').slice(0, 8);
  return `HUB:source:${slug === '' ? '' : `${slug}-`}${hash}`;
}
