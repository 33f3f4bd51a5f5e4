import { recordRow } from '../../support/subgraph.ts';

type Columns = Readonly<Record<string, unknown>>;

/** A scheme with a way from RED to AMBER and on to BLUE, and none back. */
export function schemeRow(id: string, more: Columns = {}) {
  const described = (code: string) => ({
    code,
    label: { en: code },
    meaning: code,
    colour: '#2e7d32',
    permitsReconstruction: null,
  });
  return recordRow(id, {
    name: { en: id },
    author: 'Board',
    author_body_id: null,
    status: 'PROPOSED',
    published_on: '2026-01-01',
    description: null,
    classes: ['RED', 'AMBER', 'BLUE'].map(described),
    paths: [
      { from: 'RED', to: 'AMBER', condition: null },
      { from: 'AMBER', to: 'BLUE', condition: null },
    ],
    ...more,
  });
}

export function zoneRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    scheme_id: 'XAA:zone-scheme:1',
    name: id,
    class_code: 'RED',
    polygon: null,
    authority_id: null,
    authority_text: null,
    authority_temporary: true,
    effective_from: '2026-01-01',
    effective_to: null,
    places_pcode: ['XT0101'],
    ...more,
  });
}

export function decisionRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    body_id: null,
    kind: 'RULE',
    title: id,
    text: id,
    decided_on: '2026-01-01',
    ...more,
  });
}

export function bodyRow(id: string, more: Columns = {}) {
  return recordRow(id, { code: id, name: { en: id }, kind: 'AUTHORITY', ...more });
}

export function indicatorRow(id: string, unit: string) {
  return recordRow(id, {
    code: id,
    name: { en: id },
    definition: id,
    unit,
    direction: 'HIGHER_IS_BETTER',
  });
}
