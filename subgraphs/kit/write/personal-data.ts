/** What a text may say of a person. */
export type PersonalData =
  | 'a name after a title'
  | 'a telephone number'
  | 'an identity number'
  | 'a vehicle plate'
  | 'an e-mail address';

/** A text that is longer is refused before it is looked through. */
export const maxScreened = 20_000;

const titles =
  'mr|mrs|ms|miss|mister|madam|dr|doctor|prof|professor|eng|sheikh|shaikh|imam|rabbi|capt|captain|sgt|lt|col|colonel|maj|major';
const arabicTitles =
  'السيد|السيدة|الآنسة|الدكتور|الدكتورة|دكتور|دكتورة|الأستاذ|الأستاذة|المهندس|المهندسة|الشيخ|الحاج|الحاجة|العقيد|النقيب';
const hebrewTitles = "מר|גברת|גב['׳’]|ד[\"״”]ר|פרופ['׳’]|הרב|אדון";
const letter = '\\p{L}';

/** In the order in which they are looked for; digits of any script stand as 0 to 9. */
const patterns: readonly (readonly [PersonalData, RegExp])[] = Object.freeze([
  ['an e-mail address', /[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{2,24})+/u],
  [
    'a name after a title',
    new RegExp(`(?<![${letter}\\d])(?:${spelled(titles)})(?:\\.\\s*|\\s+)\\p{Lu}${letter}+`, 'u'),
  ],
  [
    'a name after a title',
    new RegExp(`(?<!${letter})(?:${arabicTitles}|د\\.)\\s*[/:]?\\s*\\p{Script=Arabic}{2,}`, 'u'),
  ],
  [
    'a name after a title',
    new RegExp(`(?<!${letter})(?:${hebrewTitles})\\s+\\p{Script=Hebrew}{2,}`, 'u'),
  ],
  [
    'an identity number',
    /(?<!\p{L})(?:id|i\.d\.|identity|passport|هوية|الهوية|جواز|ת\.?ז\.?|תעודת זהות|דרכון)(?!\p{L})[^\d\n]{0,20}[a-z]?\d{5,}/iu,
  ],
  ['a vehicle plate', /(?<![\d-])(?:\d{2}-\d{3}-\d{2}|\d{3}-\d{2}-\d{3}|\d-\d{4}-\d{2})(?![\d-])/u],
  [
    'a vehicle plate',
    /(?<!\p{L})(?:plates?|registration (?:no|number)|لوحة|נמ?ר רישוי|לוחית)(?!\p{L})[^\d\n]{0,20}\d[\d -]{3,}/iu,
  ],
  ['a telephone number', /(?<![\p{L}\d])(?:\+|00)\d(?:[ ().-]{0,2}\d){7,13}(?!\d)/u],
  ['a telephone number', /(?<![\p{L}\d.,:-])0\d{1,2}[ -]?\d{3}[ -]?\d{4}(?![\d-])/u],
  ['an identity number', /(?<![\p{L}\d.,:/-])\d{9}(?![\d.,:/-]?\d)/u],
]);

/** Latin titles as they are written: `Mr`, `MR`, `mr`. */
function spelled(list: string): string {
  return list
    .split('|')
    .flatMap((title) => [
      title,
      `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
      title.toUpperCase(),
    ])
    .join('|');
}

/**
 * The first thing in a text that looks like data on a person; null where nothing does. It is a screen:
 * `docs/personal-data.md` says what it finds and what it cannot.
 */
export function findPersonalData(text: string): PersonalData | null {
  const plain = text
    .slice(0, maxScreened)
    .normalize('NFKC')
    .replaceAll(/[٠-٩۰-۹]/g, latinDigit);
  return patterns.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

function latinDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  return String(code - (code >= 0x06f0 ? 0x06f0 : 0x0660));
}
