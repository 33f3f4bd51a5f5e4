import { findPersonalData } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';

describe('the screen for personal data', () => {
  it.each([
    ['a name after a title', 'Handed to Mr Smith at the gate'],
    ['a name after a title', 'MRS. Cohen asked'],
    ['a name after a title', 'dr. Haddad signed'],
    ['a name after a title', 'Sheikh Ahmad spoke'],
    ['a name after a title', 'التقينا السيد محمد عند المعبر'],
    ['a name after a title', 'الدكتورة ليلى وقعت'],
    ['a name after a title', 'د. سامي حضر'],
    ['a name after a title', 'נמסר למשרד, מר כהן חתם'],
    ['a name after a title', 'ד"ר לוי אישרה'],
    ['a telephone number', 'call +970 59 912 3456'],
    ['a telephone number', 'call 0097 2599 123 456'],
    ['a telephone number', 'tel 059-912-3456'],
    ['a telephone number', 'هاتف ٠٥٩٩١٢٣٤٥٦'],
    ['an identity number', 'ID 912345678'],
    ['an identity number', 'رقم هوية 91234567'],
    ['an identity number', 'ת.ז. 012345678'],
    ['an identity number', 'passport no. A1234567'],
    ['an identity number', 'holder 912345678 crossed'],
    ['a vehicle plate', 'truck 12-345-67'],
    ['a vehicle plate', 'truck 123-45-678'],
    ['a vehicle plate', 'truck 5-1234-56'],
    ['a vehicle plate', 'plate no: 6 4021'],
    ['an e-mail address', 'write to someone@example.org'],
  ])('finds %s: %s', (kind, text) => {
    expect(findPersonalData(text)).toBe(kind);
  });

  it.each([
    'Wheat flour, 25 kg bags',
    'UTN-000123456',
    'XAB-2026-0001234',
    'Loaded 2026-11-22, offloaded 2026-11-23 at 10:15',
    'Karem Abu Salem, gate 96',
    'Khan Younis',
    'Dr',
    'drill completed in zone 4',
    'S/RES/2803 (2025)',
    '447,006 pallets; 335775 t',
    '31.5123, 34.4123',
    'Mrs',
    'midnight to 06:00, 120 trucks',
    'معبر كرم أبو سالم',
    'XAB:consignment:000042',
  ])('lets pass: %s', (text) => {
    expect(findPersonalData(text)).toBeNull();
  });

  it('takes time in proportion to the text', () => {
    for (const text of [
      'Mr '.repeat(7_000),
      '+1 ('.repeat(5_000),
      '0'.repeat(20_000),
      'a.'.repeat(10_000),
      'id '.repeat(6_000),
    ]) {
      findPersonalData(text);
    }
    expect(findPersonalData(`${' '.repeat(19_000)}Mr Smith`)).toBe('a name after a title');
  });
});
