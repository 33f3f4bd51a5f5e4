import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { exerciseSources } from './sources.ts';

type Text = readonly [en: string, ar: string, he: string];

/** Title and paraphrase of each point of the fictional accord, from point 1. */
const points: readonly (readonly [title: Text, paraphrase: Text])[] = [
  [
    ['Safety of neighbours', 'سلامة الجيران', 'ביטחון השכנים'],
    ['No threat goes out from Tessara.', 'لا يصدر عن تيسارا أي تهديد.', 'מטסארה אין נשקף איום.'],
  ],
  [
    ['Rebuilding', 'إعادة البناء', 'בנייה מחדש'],
    [
      'Tessara is rebuilt for those who live there.',
      'يعاد بناء تيسارا لساكنيها.',
      'טסארה נבנית מחדש למען תושביה.',
    ],
  ],
  [
    ['Ceasefire', 'وقف إطلاق النار', 'הפסקת אש'],
    [
      'Fire ceases along the agreed line.',
      'يتوقف إطلاق النار على طول الخط المتفق عليه.',
      'האש נפסקת לאורך הקו המוסכם.',
    ],
  ],
  [
    ['Return of those held', 'عودة المحتجزين', 'השבת המוחזקים'],
    [
      'Those who are held return in the first days.',
      'يعود المحتجزون في الأيام الأولى.',
      'המוחזקים שבים בימים הראשונים.',
    ],
  ],
  [
    ['Releases', 'الإفراجات', 'שחרורים'],
    [
      'Releases follow by the agreed lists.',
      'تلي ذلك إفراجات وفق القوائم المتفق عليها.',
      'השחרורים נעשים לפי הרשימות המוסכמות.',
    ],
  ],
  [
    ['Laying down arms', 'إلقاء السلاح', 'הנחת הנשק'],
    [
      'Who lays down arms may stay or leave in safety.',
      'من يلقي سلاحه يبقى أو يغادر بأمان.',
      'המניח את נשקו רשאי להישאר או לעזוב בבטחה.',
    ],
  ],
  [
    ['Relief', 'الإغاثة', 'סיוע'],
    [
      'Relief and repair materials enter in full.',
      'تدخل مواد الإغاثة والإصلاح كاملة.',
      'סיוע וחומרי תיקון נכנסים במלואם.',
    ],
  ],
  [
    ['Neutral delivery', 'تسليم محايد', 'מסירה ניטרלית'],
    [
      'Relief is delivered by neutral organisations.',
      'تسلّم الإغاثة منظمات محايدة.',
      'הסיוע נמסר בידי ארגונים ניטרליים.',
    ],
  ],
  [
    ['Interim administration', 'إدارة مؤقتة', 'מינהל זמני'],
    [
      'An interim administration serves until elections.',
      'تعمل إدارة مؤقتة إلى حين الانتخابات.',
      'מינהל זמני פועל עד לבחירות.',
    ],
  ],
  [
    ['Economic plan', 'خطة اقتصادية', 'תוכנית כלכלית'],
    ['A plan for the economy is agreed.', 'يُتفق على خطة للاقتصاد.', 'מוסכמת תוכנית לכלכלה.'],
  ],
  [
    ['Trade zone', 'منطقة تجارية', 'אזור סחר'],
    ['A zone with easier trade opens.', 'تُفتح منطقة بتجارة ميسّرة.', 'נפתח אזור עם סחר מוקל.'],
  ],
  [
    ['Staying and returning', 'البقاء والعودة', 'הישארות ושיבה'],
    [
      'Nobody has to leave; who left may return.',
      'لا يُلزم أحد بالمغادرة، ولمن غادر أن يعود.',
      'איש אינו חייב לעזוב; מי שעזב רשאי לשוב.',
    ],
  ],
  [
    ['Monitored disarmament', 'نزع سلاح مراقَب', 'פירוק נשק מפוקח'],
    [
      'Disarmament is watched by monitors.',
      'يخضع نزع السلاح لإشراف مراقبين.',
      'פירוק הנשק נעשה בפיקוח משקיפים.',
    ],
  ],
  [
    ['Guarantors', 'الضامنون', 'הערבים'],
    [
      'Neighbouring states stand for the accord.',
      'تضمن الدول المجاورة الاتفاق.',
      'המדינות השכנות ערבות להסכם.',
    ],
  ],
  [
    ['Presence of monitors', 'وجود المراقبين', 'נוכחות משקיפים'],
    [
      'A presence of partners supports the police.',
      'يدعم وجود للشركاء عمل الشرطة.',
      'נוכחות של השותפים תומכת במשטרה.',
    ],
  ],
  [
    ['Withdrawal in phases', 'انسحاب على مراحل', 'נסיגה בשלבים'],
    [
      'Forces withdraw phase by phase.',
      'تنسحب القوات مرحلة بعد مرحلة.',
      'הכוחות נסוגים שלב אחר שלב.',
    ],
  ],
  [
    ['Partial application', 'تطبيق جزئي', 'יישום חלקי'],
    [
      'Where one side refuses, the rest goes ahead elsewhere.',
      'إذا رفض طرف يمضي الباقي في أماكن أخرى.',
      'היכן שצד מסרב, היתר ממשיך במקומות אחרים.',
    ],
  ],
  [
    ['Dialogue of communities', 'حوار المجتمعات', 'דיאלוג בין הקהילות'],
    ['Communities meet regularly.', 'تلتقي المجتمعات بانتظام.', 'הקהילות נפגשות בקביעות.'],
  ],
  [
    ['Future status', 'الوضع المستقبلي', 'המעמד העתידי'],
    [
      'Talks about the future status begin.',
      'تبدأ محادثات حول الوضع المستقبلي.',
      'נפתחות שיחות על המעמד העתידי.',
    ],
  ],
  [
    ['Political talks', 'محادثات سياسية', 'שיחות מדיניות'],
    ['The guarantors host talks.', 'يستضيف الضامنون محادثات.', 'הערבים מארחים שיחות.'],
  ],
];

const instrument = {
  en: 'Tessara Accord (exercise)',
  ar: 'اتفاق تيسارا (تمرين)',
  he: 'הסכם טסארה (תרגיל)',
};

export function accordPoints({ start, instant }: World): readonly Row[] {
  return points.map(([title, paraphrase], n) => ({
    number: n + 1,
    title: localized(title),
    paraphrase: localized(paraphrase),
    instrument,
    published_on: start,
    source_id: exerciseSources.territory,
    changed_at: instant(0, 0),
  }));
}

function localized([en, ar, he]: Text) {
  return { en, ar, he };
}
