import { localizedText } from './localized-text.ts';

/** Ids of the sources that the hub's own facts name. */
export const sourceIds = {
  boundaries: 'HUB:source:cod-ab-2023-10-19',
  crossings: 'HUB:source:public-crossing-positions',
  corridors: 'HUB:source:public-corridors',
  plan: 'HUB:source:plan-2025-09-29',
  resolution: 'HUB:source:s-res-2803-2025',
  bodies: 'HUB:source:public-bodies',
  operator: 'HUB:source:hub-operator',
} as const;

/**
 * Sources of the reference facts. Ratings follow one rule: A1 for a document about its own text and
 * for the operator about itself, A2 for data sets that humanitarian bodies endorse for common use,
 * F6 (not judged) for everything else, because rating it is a matter for the partners.
 */
export const sources = [
  {
    id: sourceIds.operator,
    title: localizedText('Operator of this hub', 'مشغّل هذا المحور', 'מפעיל הרכזת'),
    publisher: 'HUB',
    kind: 'PARTNER_SYSTEM',
    reliability: 'A',
    credibility: 1,
    methodology: 'What the operator states about itself.',
    url: null,
    licence: null,
  },
];

/** Sources that only real mode has. */
export const realSources = [
  {
    id: sourceIds.boundaries,
    title: localizedText(
      'Common Operational Dataset: administrative boundaries, edition of 19 October 2023',
      'مجموعة البيانات التشغيلية المشتركة: الحدود الإدارية، إصدار 19 تشرين الأول/أكتوبر 2023',
      'מערך הנתונים התפעולי המשותף: גבולות מינהליים, מהדורת 19 באוקטובר 2023',
    ),
    publisher: 'OCHA',
    kind: 'DATASET',
    reliability: 'A',
    credibility: 2,
    methodology:
      'Boundaries and P-codes as endorsed for humanitarian use; polygons simplified to three decimals with shared edges.',
    url: 'https://data.humdata.org/dataset/cod-ab-pse',
    licence: 'CC BY-IGO 3.0: OCHA',
  },
  {
    id: sourceIds.crossings,
    title: localizedText(
      'Positions of crossings, compiled from public maps',
      'مواقع المعابر، مجمّعة من خرائط منشورة',
      'מיקומי המעברים, מלוקטים ממפות פומביות',
    ),
    publisher: 'HUB',
    kind: 'DATASET',
    reliability: 'F',
    credibility: 6,
    methodology:
      'Two decimals, compared with the COD-AB boundary. Where public maps differ, uncertaintyKm says how far.',
    url: null,
    licence: null,
  },
  {
    id: sourceIds.corridors,
    title: localizedText(
      'Aid corridors, compiled from published reports',
      'ممرات المساعدات، مجمّعة من تقارير منشورة',
      'מסדרונות הסיוע, מלוקטים מדיווחים פומביים',
    ),
    publisher: 'HUB',
    kind: 'DATASET',
    reliability: 'F',
    credibility: 6,
    methodology: 'Names and origins as published; UN/LOCODE of seaports only.',
    url: null,
    licence: null,
  },
  {
    id: sourceIds.plan,
    title: localizedText(
      'Twenty-point plan of 29 September 2025',
      'خطة النقاط العشرين المؤرخة 29 أيلول/سبتمبر 2025',
      'תוכנית עשרים הנקודות מ-29 בספטמבר 2025',
    ),
    publisher: 'White House',
    kind: 'DOCUMENT',
    reliability: 'A',
    credibility: 1,
    methodology: 'Paraphrased by this hub point by point; the document itself is the authority.',
    url: null,
    licence: null,
  },
  {
    id: sourceIds.resolution,
    title: localizedText(
      'Security Council resolution 2803 (2025)',
      'قرار مجلس الأمن 2803 (2025)',
      'החלטת מועצת הביטחון 2803 (2025)',
    ),
    publisher: 'United Nations Security Council',
    kind: 'DOCUMENT',
    reliability: 'A',
    credibility: 1,
    methodology: 'Adopted on 17 November 2025; the document itself is the authority.',
    url: null,
    licence: null,
  },
  {
    id: sourceIds.bodies,
    title: localizedText(
      'Bodies and their mandates, compiled from published reports',
      'الهيئات وولاياتها، مجمّعة من تقارير منشورة',
      'גופים והמנדטים שלהם, מלוקטים מדיווחים פומביים',
    ),
    publisher: 'HUB',
    kind: 'DATASET',
    reliability: 'F',
    credibility: 6,
    methodology: 'Names, tasks and days as published; nothing is inferred.',
    url: null,
    licence: null,
  },
];
