import { civilMA } from './civil'
import type { Policy } from './policy'

export const MA: Policy = {
  timeZone: 'Africa/Casablanca',
  digits: 'latn',
  weekend: [6, 7],
  months: ['يناير', 'فبراير', 'مارس', 'أبريل', 'ماي', 'يونيو', 'يوليوز', 'غشت', 'شتنبر', 'أكتوبر', 'نونبر', 'دجنبر'],
  amounts: { currency: 'MAD', hundred: 'مائة', said: '{words}' },
  secondLanguage: 'fr',
  words: { registry: 'مكتب الضبط', receipt: 'وصل الإيداع', instruction: 'تعليمات' },
  registerCodes: { incoming: 'و', outgoing: 'ص', internal: 'د' },
  otherRegisters: {
    confidential: { code: 'س', name: 'سجل الوارد السري' },
    complaints: { code: 'ش', name: 'سجل الشكايات' },
    circulars: { code: 'دو', name: 'سجل الدوريات' },
  },
  numberPattern: '{reg}/{year}[/{desk}]/{seq:5}',
  state: { ar: 'المملكة المغربية', fr: 'Royaume du Maroc', en: 'Kingdom of Morocco', es: 'Reino de Marruecos' },
  civil: civilMA,
  letter: {
    dateLines: ['{place}، في {long}', 'الموافق {hijri}'],
    hijri: '{day} من {month} {year}',
    bothDates: '{long} الموافق {hijri}',
    numberLabel: 'رقم:',
    context:
      'جوابا على رسالتكم المؤرخة في {{letterDate}} والمقيدة تحت رقم {{number}}، يشرفني إخباركم بأن طلبكم حظي بعناية خاصة.',
    contextUndated: 'جوابا على رسالتكم المقيدة تحت رقم {{number}}، يشرفني إخباركم بأن طلبكم حظي بعناية خاصة.',
    yourLetter: 'رسالتكم عدد {reference} بتاريخ {date}',
    yourUndated: 'رسالتكم عدد {reference}',
    yourUnreferenced: 'رسالتكم بتاريخ {date}',
    byDelegation: 'عن الوزير وبتفويض منه',
    acting: 'بالنيابة',
    urgent: 'مستعجل',
    mostUrgent: 'مستعجل جدا',
  },
}
