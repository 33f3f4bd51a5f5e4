import { localizedText } from './localized-text.ts';
import { sourceIds } from './sources.ts';

/**
 * The hub's own organisation, the only partner that is a fact before anybody joins. Press reports of
 * who takes part elsewhere say nothing about taking part here, so no other partner is given.
 */
export const partners = [
  {
    code: 'HUB',
    name: localizedText('Hub operator', 'مشغّل المحور', 'מפעיל הרכזת'),
    kind: 'HUB',
    role: 'OPERATOR',
    status: 'ACTIVE',
    source_id: sourceIds.operator,
  },
];
