import type { EntryInput } from '../../contract/register'
import type { Names } from '../../contract/values'

/** A self-written office: every name and letter is invented (domain.md, "Demonstration letters", Morocco). */
export type DemoContact = {
  kind: 'person' | 'entity'
  ar: string
  latin: string
  description: string
  city: string
  countryCode: string
}
export type DemoEntry = {
  register: 'incoming' | 'outgoing'
  /** Working days before today, and the hour. */
  daysAgo: number
  hour: number
  from: keyof typeof contacts
  reference: string | null
  /** Days between the letter and its arrival; null: undated. */
  written: number | null
  subject: string
  unit: number
  channel: EntryInput['channel']
  urgency?: EntryInput['urgency']
  level?: EntryInput['level']
  enclosures?: string[]
  answers?: number
  /** A deadline of the country's policy, from the day of arrival. */
  deadline?: string
  cancelled?: string
}

export const units: Names[] = [
  { ar: 'الكتابة العامة', fr: 'Secrétariat général', en: 'General secretariat', es: 'Secretaría general' },
  {
    ar: 'قسم العمل الثقافي',
    fr: 'Division de l’action culturelle',
    en: 'Cultural affairs division',
    es: 'División de acción cultural',
  },
  {
    ar: 'قسم العمل الاجتماعي',
    fr: 'Division de l’action sociale',
    en: 'Social affairs division',
    es: 'División de acción social',
  },
  { ar: 'الشؤون القانونية', fr: 'Affaires juridiques', en: 'Legal affairs', es: 'Asuntos jurídicos' },
  {
    ar: 'الاستثمار والكفاءات',
    fr: 'Investissement et compétences',
    en: 'Investment and expertise',
    es: 'Inversión y talento',
  },
]

export const contacts = {
  lyon: {
    kind: 'entity',
    ar: 'جمعية المغاربة بليون',
    latin: 'Association des Marocains de Lyon',
    description: 'association, loi 1901',
    city: 'Lyon',
    countryCode: 'FR',
  },
  madrid: {
    kind: 'entity',
    ar: 'القنصلية العامة للمملكة بمدريد',
    latin: 'Consulat général du Royaume à Madrid',
    description: 'قنصلية عامة',
    city: 'Madrid',
    countryCode: 'ES',
  },
  belhaj: {
    kind: 'person',
    ar: 'يوسف بلحاج',
    latin: 'Youssef Belhaj',
    description: 'investisseur',
    city: 'Anvers',
    countryCode: 'BE',
  },
  ouhssain: {
    kind: 'person',
    ar: 'فاطمة الزهراء أوحساين',
    latin: 'Fatima-Zahra Ouhssain',
    description: 'مهاجرة مقيمة بليل',
    city: 'Lille',
    countryCode: 'FR',
  },
  justice: {
    kind: 'entity',
    ar: 'وزارة العدل',
    latin: 'Ministère de la Justice',
    description: 'وزارة',
    city: 'الرباط',
    countryCode: 'MA',
  },
  interior: {
    kind: 'entity',
    ar: 'وزارة الداخلية',
    latin: 'Ministère de l’Intérieur',
    description: 'وزارة',
    city: 'الرباط',
    countryCode: 'MA',
  },
  belgium: {
    kind: 'entity',
    ar: 'سفارة بلجيكا بالرباط',
    latin: 'Ambassade de Belgique à Rabat',
    description: 'سفارة',
    city: 'الرباط',
    countryCode: 'MA',
  },
  marseille: {
    kind: 'entity',
    ar: 'القنصلية العامة بمرسيليا',
    latin: 'Consulat général à Marseille',
    description: 'قنصلية عامة',
    city: 'Marseille',
    countryCode: 'FR',
  },
  rome: {
    kind: 'entity',
    ar: 'جمعية نساء الهجرة بروما',
    latin: 'Associazione Donne Migranti Roma',
    description: 'جمعية',
    city: 'Roma',
    countryCode: 'IT',
  },
  saopaulo: {
    kind: 'entity',
    ar: 'النادي المغربي بساو باولو',
    latin: 'Clube Marroquino de São Paulo',
    description: 'ناد',
    city: 'São Paulo',
    countryCode: 'BR',
  },
  amrani: {
    kind: 'person',
    ar: 'خديجة العمراني',
    latin: 'Khadija Amrani',
    description: 'رئيسة جمعية المغاربة بليون',
    city: 'Lyon',
    countryCode: 'FR',
  },
} as const satisfies Record<string, DemoContact>

export const entries: DemoEntry[] = [
  {
    register: 'incoming',
    daysAgo: 9,
    hour: 9,
    from: 'rome',
    reference: 'DM/44/26',
    written: 6,
    subject: 'دعوة إلى يوم دراسي حول إدماج القاصرين غير المرفوقين',
    unit: 2,
    channel: 'post',
  },
  {
    register: 'incoming',
    daysAgo: 9,
    hour: 10,
    from: 'saopaulo',
    reference: null,
    written: 12,
    subject: 'هبة: تجهيز مستوصف بجماعة تافراوت، عرض أولي',
    unit: 0,
    channel: 'post',
  },
  {
    register: 'incoming',
    daysAgo: 8,
    hour: 9,
    from: 'interior',
    reference: '7724/ع.ج/2026',
    written: 3,
    subject: 'دورية حول تنسيق استقبال الجالية خلال عطلة نهاية السنة',
    unit: 0,
    channel: 'courier',
  },
  {
    register: 'incoming',
    daysAgo: 7,
    hour: 11,
    from: 'justice',
    reference: '3312/د.م/2026',
    written: 10,
    subject: 'التعاون القضائي في مادة النفقة: لائحة الملفات العالقة بإيطاليا',
    unit: 3,
    channel: 'courier',
  },
  {
    register: 'outgoing',
    daysAgo: 6,
    hour: 15,
    from: 'rome',
    reference: null,
    written: 0,
    subject: 'جواب: المشاركة في اليوم الدراسي بروما',
    unit: 2,
    channel: 'email',
    answers: 0,
  },
  {
    register: 'incoming',
    daysAgo: 5,
    hour: 9,
    from: 'marseille',
    reference: 'MRS/26/2290',
    written: 6,
    subject: 'إحالة 14 ملفا للتقاعد (dossiers de retraite) لفائدة أرامل متقاعدين',
    unit: 2,
    channel: 'diplomaticBag',
    enclosures: ['14 dossiers'],
  },
  {
    register: 'incoming',
    daysAgo: 5,
    hour: 10,
    from: 'belgium',
    reference: 'RAB/26/0871',
    written: 3,
    subject: 'Note verbale : calendrier de la commission mixte consulaire, session de janvier',
    unit: 0,
    channel: 'hand',
  },
  {
    register: 'incoming',
    daysAgo: 4,
    hour: 9,
    from: 'justice',
    reference: '3312/د.م/2026',
    written: 13,
    subject: 'التعاون القضائي في مادة النفقة: لائحة الملفات العالقة بإيطاليا',
    unit: 3,
    channel: 'post',
    cancelled: 'قيد مكرر',
  },
  {
    register: 'incoming',
    daysAgo: 4,
    hour: 12,
    from: 'ouhssain',
    reference: null,
    written: 4,
    subject: 'شكاية بشأن تأخر تسليم كناش الحالة المدنية بالقنصلية العامة بليل',
    deadline: 'complaint',
    unit: 3,
    channel: 'registeredPost',
  },
  {
    register: 'incoming',
    daysAgo: 2,
    hour: 10,
    from: 'madrid',
    reference: '88/س/2026',
    written: 1,
    subject: 'مراسلة سرية بشأن ملف قضائي',
    unit: 3,
    channel: 'diplomaticBag',
    level: 'secret',
  },
  {
    register: 'incoming',
    daysAgo: 1,
    hour: 9,
    from: 'belhaj',
    reference: null,
    written: 9,
    subject: 'Coopérative laitière à Berkane : demande d’accompagnement et d’exonération',
    unit: 4,
    channel: 'email',
    enclosures: ['Plan d’affaires', 'Statuts'],
  },
  {
    register: 'incoming',
    daysAgo: 1,
    hour: 11,
    from: 'madrid',
    reference: '1183/م.ق/2026',
    written: 1,
    subject: 'ترحيل جثمان المرحوم عبد السلام الوهابي إلى الناظور، رخصة نقل الجثمان رقم 26/0417',
    unit: 2,
    channel: 'fax',
    urgency: 'mostUrgent',
  },
]

/** Who speaks for whom; two say that they preside over the same association. */
export const mandates = [
  { from: 'belhaj', to: 'lyon', capacity: 'president', since: '2024-05-12', basis: 'محضر الجمع العام 2024' },
  { from: 'ouhssain', to: 'lyon', capacity: 'president', since: '2026-03-01', basis: 'محضر الجمع العام 2026' },
] as const
