import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { exerciseSources } from './sources.ts';

interface Followed {
  readonly ar: string;
  readonly he: string;
  readonly cargoClasses: readonly string[];
}

/** What is followed at each crossing, and its name in Arabic and Hebrew. */
const followed: Readonly<Record<string, Followed>> = {
  SOUTHGATE: {
    ar: 'ساوثغيت',
    he: "סאות'גייט",
    cargoClasses: ['HUMANITARIAN', 'COMMERCIAL', 'FUEL', 'CONSTRUCTION'],
  },
  MILLBRIDGE: {
    ar: 'ميلبريدج',
    he: "מילברידג'",
    cargoClasses: ['HUMANITARIAN', 'MEDICAL_EVACUATION', 'PASSENGERS'],
  },
  EASTFORD: { ar: 'إيستفورد', he: 'איסטפורד', cargoClasses: ['HUMANITARIAN', 'COMMERCIAL'] },
  NORTHPORT: { ar: 'نورثبورت', he: "נורת'פורט", cargoClasses: ['HUMANITARIAN', 'FUEL'] },
  HARROWPASS: { ar: 'هارو باس', he: 'הארו פאס', cargoClasses: ['HUMANITARIAN'] },
};

export const directions = ['INBOUND', 'OUTBOUND'] as const;

/** The cargo classes that an exercise crossing follows. */
export function cargoClassesOf(code: string): readonly string[] {
  return followed[code]?.cargoClasses ?? ['HUMANITARIAN'];
}

export function crossingRows({ crossings, instant }: World): readonly Row[] {
  return crossings.map(({ code, name, pcode, point }) => {
    const { ar, he } = followed[code] ?? { ar: name, he: name };
    return {
      code,
      name: { en: name, ar, he },
      names: [name, ar, he],
      adm2_pcode: pcode,
      approx_point: { type: 'Point', coordinates: point },
      uncertainty_km: 1,
      directions,
      cargo_classes: cargoClassesOf(code),
      source_id: exerciseSources.territory,
      changed_at: instant(0, 0),
    };
  });
}

const corridorFacts: Readonly<Record<string, Row>> = {
  XC_COAST: {
    name: { en: 'Coast road', ar: 'طريق الساحل', he: 'דרך החוף' },
    origin: { en: 'Coast depot', ar: 'مستودع الساحل', he: 'מחסן החוף' },
    mode: 'ROAD',
  },
  XC_HIGHLAND: {
    name: { en: 'Highland road', ar: 'طريق المرتفعات', he: 'דרך הרמה' },
    origin: { en: 'Highland depot', ar: 'مستودع المرتفعات', he: 'מחסן הרמה' },
    mode: 'ROAD',
  },
  XC_HARBOUR: {
    name: { en: 'Harbour', ar: 'الميناء', he: 'הנמל' },
    origin: { en: 'Outer harbour', ar: 'الميناء الخارجي', he: 'הנמל החיצון' },
    mode: 'SEA',
  },
  XC_AIRLIFT: {
    name: { en: 'Airlift', ar: 'الجسر الجوي', he: 'רכבת אווירית' },
    origin: { en: 'Island airfield', ar: 'مطار الجزيرة', he: 'שדה התעופה באי' },
    mode: 'AIR',
  },
};

/** Fictional origins have no UN/LOCODE: every code belongs to a real place. */
export function corridorRows({ corridors, instant }: World): readonly Row[] {
  return corridors.map((code) => ({
    code,
    ...corridorFacts[code],
    unlocode: null,
    source_id: exerciseSources.territory,
    changed_at: instant(0, 0),
  }));
}
