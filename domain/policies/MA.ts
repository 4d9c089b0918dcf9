import type { Policy } from './policy'

export const MA: Policy = {
  timeZone: 'Africa/Casablanca',
  digits: 'latn',
  weekend: [6, 7],
  months: ['يناير', 'فبراير', 'مارس', 'أبريل', 'ماي', 'يونيو', 'يوليوز', 'غشت', 'شتنبر', 'أكتوبر', 'نونبر', 'دجنبر'],
  secondLanguage: 'fr',
  words: { registry: 'مكتب الضبط', receipt: 'وصل الإيداع' },
  registerCodes: { incoming: 'و', outgoing: 'ص', internal: 'د' },
  otherRegisters: {
    confidential: { code: 'س', name: 'سجل الوارد السري' },
    complaints: { code: 'ش', name: 'سجل الشكايات' },
    circulars: { code: 'دو', name: 'سجل الدوريات' },
  },
  numberPattern: '{reg}/{year}[/{desk}]/{seq:5}',
  state: { ar: 'المملكة المغربية', fr: 'Royaume du Maroc', en: 'Kingdom of Morocco', es: 'Reino de Marruecos' },
  letter: {
    placeDate: '{place}، في {date}',
    hijri: true,
    hijriPrefix: 'الموافق',
    numberLabel: 'رقم:',
    opening: 'سلام تام بوجود مولانا الإمام، وبعد،',
    closing: 'وتقبلوا فائق التقدير والاحترام، والسلام.',
    byDelegation: 'عن الوزير وبتفويض منه',
    enclosed: 'تجدون طيه',
  },
}
