import { localizedText } from './localized-text.ts';
import { sourceIds } from './sources.ts';

const source_id = sourceIds.corridors;

/** The corridors of real mode. Seaports have a UN/LOCODE; inland origins have none here. */
export const corridors = [
  {
    code: 'EGYPT',
    name: localizedText('Egypt', 'مصر', 'מצרים'),
    origin: localizedText('Al-Arish', 'العريش', 'אל-עריש'),
    unlocode: null,
    mode: 'ROAD',
    source_id,
  },
  {
    code: 'JORDAN',
    name: localizedText('Jordan', 'الأردن', 'ירדן'),
    origin: localizedText('Amman', 'عمّان', 'עמאן'),
    unlocode: null,
    mode: 'ROAD',
    source_id,
  },
  {
    code: 'ASHDOD',
    name: localizedText('Ashdod', 'أسدود', 'אשדוד'),
    origin: localizedText('Port of Ashdod', 'ميناء أسدود', 'נמל אשדוד'),
    unlocode: 'ILASH',
    mode: 'SEA',
    source_id,
  },
  {
    code: 'CYPRUS',
    name: localizedText('Cyprus', 'قبرص', 'קפריסין'),
    origin: localizedText('Port of Limassol', 'ميناء ليماسول', 'נמל לימסול'),
    unlocode: 'CYLMS',
    mode: 'SEA',
    source_id,
  },
  {
    code: 'WEST_BANK',
    name: localizedText('West Bank', 'الضفة الغربية', 'הגדה המערבית'),
    origin: localizedText('West Bank', 'الضفة الغربية', 'הגדה המערבית'),
    unlocode: null,
    mode: 'ROAD',
    source_id,
  },
  {
    code: 'ISRAEL',
    name: localizedText('Israel', 'إسرائيل', 'ישראל'),
    origin: localizedText('Israel', 'إسرائيل', 'ישראל'),
    unlocode: null,
    mode: 'ROAD',
    source_id,
  },
];
