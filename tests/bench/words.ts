import type { Fields } from '../../contract/wire'
import { sha256 } from '../../domain/hash'

/** What offices write about, in two languages. */
const WHAT = [
  'طلب',
  'إحالة',
  'شكاية',
  'دورية',
  'Demande',
  'Transmission',
  'Réclamation',
  'استدعاء',
  'Convocation',
  'مراسلة',
]
const ABOUT = [
  'تقاعد',
  'retraite',
  'التعليم',
  'تعيين أستاذ',
  'mutation',
  'العمل الاجتماعي',
  'bourse d’études',
  'ملف',
  'état civil',
  'رخصة',
]
const WHO = ['محمد', 'فاطمة', 'Ahmed', 'خديجة', 'Youssef', 'عبد الرحمان', 'Samira', 'الحسين', 'Karim', 'زينب']
const FAMILY = [
  'الإدريسي',
  'Benali',
  'العلوي',
  'Haddad',
  'بوزيان',
  'Cherkaoui',
  'الفاسي',
  'Mansouri',
  'أيت علي',
  'Tazi',
]
const CITY = ['الرباط', 'Rabat', 'فاس', 'Lille', 'طنجة', 'Oujda', 'Bruxelles', 'أكادير']

const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? ''
const name = (full: string): Fields => ({ full, given: '', father: '', family: '', maiden: '' })

export const subjectOf = (seq: number): string =>
  `${pick(WHAT, seq)} ${pick(ABOUT, seq * 7 + 3)} ${pick(WHO, seq * 3)} ${pick(FAMILY, seq * 13)} رقم ${seq}`

export const cardOf = (i: number, createdAt: number): Fields => ({
  kind: 'person',
  nameAr: name(`${pick(WHO, i)} ${pick(FAMILY, i * 3 + (i % 7))} ${i}`),
  nameLatin: name(`Person ${i}`),
  description: '',
  phone: `+2126${String(10_000_000 + i)}`,
  email: '',
  address: '',
  city: pick(CITY, i),
  countryCode: 'MA',
  notes: '',
  createdAt,
})

/** Urgent one in fifty, guarded one in a hundred. */
export const entryOf = (seq: number, given: Fields): Fields => ({
  ...given,
  letterDate: given['businessDate'] ?? null,
  letterDateSaid: null,
  postmarkDate: null,
  reference: seq % 5 === 0 ? `AML/2026/${seq}` : null,
  subject: subjectOf(seq),
  channel: 'post',
  urgency: seq % 50 === 0 ? 'urgent' : 'routine',
  level: seq % 100 === 7 ? 'confidential' : 'ordinary',
  enclosureCount: 0,
  enclosures: [],
  notes: '',
  secondCopyOfId: null,
  letterId: null,
  cancelledAt: null,
  cancelledById: null,
  cancelReason: null,
})

export const fileOf = (entryId: string, seq: number, createdAt: number, createdById: string): Fields => ({
  entryId,
  name: `scan-${seq}.pdf`,
  mediaType: 'application/pdf',
  size: 200_000 + (seq % 1000),
  sha256: sha256(`scan ${seq}`),
  version: 1,
  position: 0,
  replacedById: null,
  createdAt,
  createdById,
})
