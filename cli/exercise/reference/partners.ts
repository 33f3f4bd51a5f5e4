import type { Row } from '@entente/kit';
import { facts } from '../../../subgraphs/reference/facts/facts.ts';
import type { World } from '../world.ts';
import { exerciseSources } from './sources.ts';

/** Kinds in turn, so that every kind has partners; names say that they are an exercise's. */
const kinds = [
  {
    kind: 'STATE',
    role: 'CONTRIBUTOR',
    en: 'Exercise state',
    ar: 'دولة التمرين',
    he: 'מדינת תרגיל',
  },
  {
    kind: 'UN',
    role: 'IMPLEMENTER',
    en: 'Exercise agency',
    ar: 'وكالة التمرين',
    he: 'סוכנות תרגיל',
  },
  {
    kind: 'STATE',
    role: 'CONTRIBUTOR',
    en: 'Exercise state',
    ar: 'دولة التمرين',
    he: 'מדינת תרגיל',
  },
  {
    kind: 'INGO',
    role: 'IMPLEMENTER',
    en: 'Exercise relief organisation',
    ar: 'منظمة إغاثة التمرين',
    he: 'ארגון סיוע תרגיל',
  },
  {
    kind: 'RCRC',
    role: 'IMPLEMENTER',
    en: 'Exercise society',
    ar: 'جمعية التمرين',
    he: 'אגודת תרגיל',
  },
  {
    kind: 'NNGO',
    role: 'IMPLEMENTER',
    en: 'Exercise local organisation',
    ar: 'منظمة التمرين المحلية',
    he: 'ארגון מקומי תרגיל',
  },
  {
    kind: 'LOCAL_AUTHORITY',
    role: 'HOST',
    en: 'Exercise authority',
    ar: 'سلطة التمرين',
    he: 'רשות תרגיל',
  },
  {
    kind: 'OBSERVER',
    role: 'OBSERVER',
    en: 'Exercise observer',
    ar: 'مراقب التمرين',
    he: 'משקיף תרגיל',
  },
] as const;

/** The hub's operator and the exercise's partners: most are active, the last few are not. */
export function partnerRows({ partners, days, instant, random }: World): readonly Row[] {
  const chances = random('partner');
  const changed_at = instant(0, 0);
  const inactive = ['SUSPENDED', 'SUSPENDED', 'WITHDRAWN', 'ONBOARDING'];
  return [
    ...facts('exercise').partner.map((row) => ({
      ...row,
      status_changed_at: changed_at,
      changed_at,
    })),
    ...partners.map((code, n) => {
      const { kind, role, en, ar, he } = kinds[n % kinds.length] ?? kinds[0];
      const status = inactive[n - (partners.length - inactive.length)] ?? 'ACTIVE';
      const day = status === 'ACTIVE' ? 0 : chances.int(1, days - 1);
      const since = instant(day, 540);
      return {
        code,
        name: { en: `${en} ${code}`, ar: `${ar} ${code}`, he: `${he} ${code}` },
        kind,
        role: n === 0 ? 'LEAD' : role,
        status,
        source_id: exerciseSources.territory,
        status_changed_at: since,
        changed_at: since,
      };
    }),
  ];
}
