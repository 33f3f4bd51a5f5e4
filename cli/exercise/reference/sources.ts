import type { Row } from '@entente/kit';
import { facts } from '../../../subgraphs/reference/facts/facts.ts';
import type { World } from '../world.ts';

/** Ids of the sources that the fictional territory's own rows name. */
export const exerciseSources = {
  territory: 'HUB:source:exercise-territory',
  publications: 'HUB:source:exercise-publications',
} as const;

/** The hub's own sources, the exercise itself, and one system per partner. */
export function sourceRows({ partners, instant, random }: World): readonly Row[] {
  const changed = { changed_at: instant(0, 0) };
  const common = { url: null, licence: null, ...changed };
  const chances = random('source');
  return [
    ...facts('exercise').source.map((row) => ({ ...row, ...changed })),
    {
      id: exerciseSources.territory,
      title: { en: 'Exercise: territory', ar: 'تمرين: الإقليم', he: 'תרגיל: השטח' },
      publisher: 'HUB',
      kind: 'EXERCISE',
      reliability: 'F',
      credibility: 6,
      methodology: 'Invented for exercises: places, crossings, corridors and the accord.',
      ...common,
    },
    {
      id: exerciseSources.publications,
      title: {
        en: 'Exercise: published figures',
        ar: 'تمرين: أرقام منشورة',
        he: 'תרגיל: נתונים שפורסמו',
      },
      publisher: 'Tessara Observatory',
      kind: 'EXERCISE',
      reliability: 'F',
      credibility: 6,
      methodology: 'Invented for exercises. Cumulative; figures marked derived are extrapolated.',
      ...common,
    },
    ...partners.map((code) => ({
      id: `${code}:source:own`,
      title: {
        en: `Exercise: system of ${code}`,
        ar: `تمرين: نظام ${code}`,
        he: `תרגיל: המערכת של ${code}`,
      },
      publisher: code,
      kind: chances.weighted({ PARTNER_SYSTEM: 7, FIELD_REPORT: 2, SURVEY: 1 }),
      reliability: chances.weighted({ A: 2, B: 5, C: 3, D: 1, F: 1 }),
      credibility: chances.int(1, 4),
      methodology: 'Invented for exercises.',
      ...common,
    })),
  ];
}
