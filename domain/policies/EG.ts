import { civilEG } from './civil'
import type { Policy } from './policy'

export const EG: Policy = {
  timeZone: 'Africa/Cairo',
  digits: 'arab',
  weekend: [5, 6],
  months: [
    'يناير',
    'فبراير',
    'مارس',
    'أبريل',
    'مايو',
    'يونيو',
    'يوليو',
    'أغسطس',
    'سبتمبر',
    'أكتوبر',
    'نوفمبر',
    'ديسمبر',
  ],
  amounts: { currency: 'EGP', hundred: 'مائة', said: 'فقط {words} لا غير' },
  secondLanguage: 'en',
  words: { registry: 'إدارة الوارد والصادر', receipt: 'إيصال', instruction: 'تأشيرة' },
  registerCodes: { incoming: 'و', outgoing: 'ص', internal: 'د' },
  otherRegisters: {
    confidential: { code: 'س', name: 'سجل الوارد السري' },
    complaints: { code: 'ش', name: 'سجل الشكاوى' },
    circulars: { code: 'كد', name: 'سجل الكتب الدورية' },
  },
  numberPattern: '{reg}/{year}[/{desk}]/{seq:5}',
  state: {
    ar: 'جمهورية مصر العربية',
    fr: 'République arabe d’Égypte',
    en: 'Arab Republic of Egypt',
    es: 'República Árabe de Egipto',
  },
  civil: civilEG,
  letter: {
    dateLines: ['{place} في {hijri}هـ', 'الموافق {short}م'],
    hijri: '{day} {month} {year}',
    numberLabel: 'صادر رقم',
    context:
      'ردا على خطابكم المؤرخ في {{letterDate}} والوارد إلينا برقم {{number}}، نتشرف بالإحاطة بأن طلبكم محل عنايتنا.',
    contextUndated: 'ردا على خطابكم الوارد إلينا برقم {{number}}، نتشرف بالإحاطة بأن طلبكم محل عنايتنا.',
    yourLetter: 'خطابكم رقم {reference} بتاريخ {date}',
    yourUndated: 'خطابكم رقم {reference}',
    yourUnreferenced: 'خطابكم بتاريخ {date}',
    byDelegation: 'عن الوزير',
    acting: 'قائم بأعمال',
    urgent: 'عاجل',
    mostUrgent: 'عاجل جدا',
  },
}
