import { localizedText } from './localized-text.ts';
import { sourceIds } from './sources.ts';

type Text = ReturnType<typeof localizedText>;

const document = {
  instrument: localizedText(
    'Twenty-point plan of 29 September 2025',
    'خطة النقاط العشرين المؤرخة 29 أيلول/سبتمبر 2025',
    'תוכנית עשרים הנקודות מ-29 בספטמבר 2025',
  ),
  published_on: '2025-09-29',
  source_id: sourceIds.plan,
};

function point(number: number, title: Text, paraphrase: Text) {
  return { ...document, number, title, paraphrase };
}

/** The twenty points, paraphrased for this hub and without any status: text only. */
export const planPoints = [
  point(
    1,
    localizedText('No threat', 'بلا تهديد', 'ללא איום'),
    localizedText(
      'A deradicalised Gaza that is no threat to its neighbours.',
      'غزة خالية من التطرف ولا تشكل تهديدًا لجيرانها.',
      'עזה נקייה מקיצוניות שאינה מאיימת על שכנותיה.',
    ),
  ),
  point(
    2,
    localizedText('Redevelopment', 'إعادة التنمية', 'פיתוח מחדש'),
    localizedText(
      'Gaza is redeveloped for the benefit of its residents.',
      'تُعاد تنمية غزة لمصلحة سكانها.',
      'עזה תפותח מחדש לטובת תושביה.',
    ),
  ),
  point(
    3,
    localizedText('End of fighting', 'وقف القتال', 'הפסקת הלחימה'),
    localizedText(
      'Fighting stops; forces withdraw to an agreed line.',
      'يتوقف القتال وتنسحب القوات إلى خط متفق عليه.',
      'הלחימה נפסקת; הכוחות נסוגים לקו מוסכם.',
    ),
  ),
  point(
    4,
    localizedText('Return of hostages', 'عودة الرهائن', 'השבת החטופים'),
    localizedText(
      'The hostages are returned within 72 hours.',
      'يُعاد الرهائن في غضون 72 ساعة.',
      'החטופים מושבים בתוך 72 שעות.',
    ),
  ),
  point(
    5,
    localizedText('Release of prisoners', 'الإفراج عن السجناء', 'שחרור אסירים'),
    localizedText(
      'Then 250 prisoners with life sentences and 1,700 detainees are freed; remains are returned 15 to 1.',
      'ثم يُفرج عن 250 سجينًا محكومًا بالمؤبد و1700 محتجز، وتُعاد الرفات بنسبة 15 إلى 1.',
      'לאחר מכן משוחררים 250 אסירי עולם ו-1,700 עצורים; גופות מושבות ביחס של 15 ל-1.',
    ),
  ),
  point(
    6,
    localizedText('Amnesty and safe exit', 'العفو والخروج الآمن', 'חנינה ויציאה בטוחה'),
    localizedText(
      'Amnesty for members who disarm; safe exit for those who leave.',
      'عفو عن الأعضاء الذين يلقون السلاح وخروج آمن لمن يغادر.',
      'חנינה לחברים המתפרקים מנשקם; יציאה בטוחה לעוזבים.',
    ),
  ),
  point(
    7,
    localizedText('Full aid', 'مساعدات كاملة', 'סיוע מלא'),
    localizedText(
      'Aid enters in full, with repair of infrastructure and equipment to clear rubble.',
      'تدخل المساعدات كاملة، مع إصلاح البنية التحتية ومعدات إزالة الأنقاض.',
      'הסיוע נכנס במלואו, לרבות שיקום תשתיות וציוד לפינוי הריסות.',
    ),
  ),
  point(
    8,
    localizedText('Neutral distribution', 'توزيع محايد', 'חלוקה ניטרלית'),
    localizedText(
      'Aid is distributed neutrally through the United Nations and the Red Crescent; Rafah opens both ways.',
      'توزَّع المساعدات بحياد عبر الأمم المتحدة والهلال الأحمر، ويُفتح معبر رفح في الاتجاهين.',
      'הסיוע מחולק באופן ניטרלי באמצעות האו"ם והסהר האדום; מעבר רפיח נפתח בשני הכיוונים.',
    ),
  ),
  point(
    9,
    localizedText('Transitional committee', 'لجنة انتقالية', 'ועדת מעבר'),
    localizedText(
      'A technocratic Palestinian committee governs under the Board until the Palestinian Authority has reformed.',
      'تتولى لجنة فلسطينية من التكنوقراط الإدارة تحت إشراف المجلس إلى أن تُصلح السلطة الفلسطينية نفسها.',
      'ועדה פלסטינית טכנוקרטית מנהלת בפיקוח המועצה עד להשלמת הרפורמה ברשות הפלסטינית.',
    ),
  ),
  point(
    10,
    localizedText('Development plan', 'خطة التنمية', 'תוכנית פיתוח'),
    localizedText(
      'A plan is drawn up to develop the economy.',
      'توضع خطة لتنمية الاقتصاد.',
      'מגובשת תוכנית לפיתוח הכלכלה.',
    ),
  ),
  point(
    11,
    localizedText('Special economic zone', 'منطقة اقتصادية خاصة', 'אזור כלכלי מיוחד'),
    localizedText(
      'A special economic zone is set up.',
      'تُنشأ منطقة اقتصادية خاصة.',
      'מוקם אזור כלכלי מיוחד.',
    ),
  ),
  point(
    12,
    localizedText('No forced departure', 'لا رحيل قسري', 'ללא עזיבה כפויה'),
    localizedText(
      'Nobody is forced to leave; those who leave may return.',
      'لا يُجبر أحد على المغادرة، ولمن يغادر حق العودة.',
      'איש אינו נאלץ לעזוב; העוזבים רשאים לשוב.',
    ),
  ),
  point(
    13,
    localizedText('Demilitarisation', 'نزع السلاح', 'פירוז'),
    localizedText(
      'Hamas has no part in governance; demilitarisation is monitored.',
      'لا دور لحماس في الحكم، ويخضع نزع السلاح للرقابة.',
      'לחמאס אין חלק בשלטון; הפירוז נתון לפיקוח.',
    ),
  ),
  point(
    14,
    localizedText('Regional guarantors', 'ضامنون إقليميون', 'ערבים אזוריים'),
    localizedText(
      'Partners in the region guarantee compliance.',
      'يضمن شركاء في المنطقة الامتثال.',
      'שותפים באזור ערבים לקיום ההתחייבויות.',
    ),
  ),
  point(
    15,
    localizedText('Stabilisation force', 'قوة الاستقرار', 'כוח הייצוב'),
    localizedText(
      'An international stabilisation force deploys and helps to train police.',
      'تنتشر قوة دولية لتحقيق الاستقرار وتساعد في تدريب الشرطة.',
      'כוח ייצוב בין-לאומי נפרס ומסייע בהכשרת משטרה.',
    ),
  ),
  point(
    16,
    localizedText('No occupation or annexation', 'لا احتلال ولا ضم', 'ללא כיבוש או סיפוח'),
    localizedText(
      'Gaza is neither occupied nor annexed; withdrawal goes by phases.',
      'لا تُحتل غزة ولا تُضم، ويجري الانسحاب على مراحل.',
      'עזה אינה נכבשת ואינה מסופחת; הנסיגה נעשית בשלבים.',
    ),
  ),
  point(
    17,
    localizedText('If the plan is refused', 'في حال رفض الخطة', 'אם התוכנית תידחה'),
    localizedText(
      'If the plan is refused, it goes ahead in the areas that have been handed over.',
      'إذا رُفضت الخطة يستمر تنفيذها في المناطق التي جرى تسليمها.',
      'אם התוכנית תידחה, היא תימשך באזורים שנמסרו.',
    ),
  ),
  point(
    18,
    localizedText('Interfaith dialogue', 'حوار الأديان', 'דיאלוג בין-דתי'),
    localizedText(
      'A dialogue between faiths is established.',
      'يُقام حوار بين الأديان.',
      'נפתח דיאלוג בין-דתי.',
    ),
  ),
  point(
    19,
    localizedText('Pathway to statehood', 'مسار نحو الدولة', 'נתיב למדינה'),
    localizedText(
      'A pathway to Palestinian statehood may open.',
      'قد يُفتح مسار نحو إقامة دولة فلسطينية.',
      'ייתכן שייפתח נתיב למדינה פלסטינית.',
    ),
  ),
  point(
    20,
    localizedText('Political dialogue', 'حوار سياسي', 'דיאלוג מדיני'),
    localizedText(
      'The United States leads a dialogue towards a political horizon.',
      'تقود الولايات المتحدة حوارًا نحو أفق سياسي.',
      'ארצות הברית מובילה דיאלוג לקראת אופק מדיני.',
    ),
  ),
];
