import { policies } from '../policies'
import { normalise } from './normalise'

/** Months as people write them, folded: of the Maghreb, of Egypt, of the Levant, and in the three other languages. */
const gregorian = [
  'كانون الثاني|جانفي|janvier|janv|january|enero|i',
  'شباط|فيفري|fevrier|fevr|february|febrero|ii',
  'آذار|اذار|mars|march|marzo|iii',
  'نيسان|أفريل|avril|april|abril|iv',
  'أيار|mai|may|mayo|v',
  'حزيران|جوان|juin|june|junio|vi',
  'تموز|جويلية|يوليه|juillet|juil|july|julio|vii',
  'آب|أوت|aout|august|agosto|viii',
  'أيلول|septembre|september|septiembre|setiembre|sept|ix',
  'تشرين الأول|اكتوبر|octobre|october|octubre|x',
  'تشرين الثاني|نونمبر|novembre|november|noviembre|xi',
  'كانون الأول|دجمبر|decembre|december|diciembre|xii',
]
const hijri = [
  'محرم|محرم الحرام|mouharram|muharram',
  'صفر|صفر الخير|safar',
  'ربيع الأول|ربيع الاول|ربيع 1|rabi i|rabia i|rabi al awwal',
  'ربيع الآخر|ربيع الثاني|ربيع 2|rabi ii|rabia ii|rabi al thani|rabi al akhir',
  'جمادى الأولى|جمادى الاول|جمادى 1|joumada i|jumada i|jumada al ula',
  'جمادى الآخرة|جمادى الثانية|جمادى الثاني|جمادى 2|joumada ii|jumada ii|jumada al akhira',
  'رجب|رجب الفرد|rajab',
  'شعبان|chaabane|chaaban|shaaban|shaban',
  'رمضان|رمضان المبارك|ramadan',
  'شوال|chaoual|shawwal',
  'ذو القعدة|ذي القعدة|ذو القعدة الحرام|dhou al qi da|dhu al qa da|dou al kiada',
  'ذو الحجة|ذي الحجة|ذو الحجة الحرام|dhou al hijja|dhu al hijja|dou al hijja',
]

const table = (lists: readonly (readonly string[])[]): Map<string, number> =>
  new Map(lists.flatMap((names, month) => names.map((name): [string, number] => [key(name), month + 1])))
const key = (name: string): string => (normalise(name).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')

const GREGORIAN = table(
  gregorian.map((names, month) => [
    ...names.split('|'),
    ...Object.values(policies).map((policy) => policy.months[month] ?? ''),
  ]),
)
const HIJRI = table(hijri.map((names) => names.split('|')))

/** The month a name says, in full or, in Latin letters, as far as it is clear: `nov.`, `sept`. */
export function monthNamed(name: string): { month: number; hijri: boolean } | null {
  const said = key(name)
  const islamic = HIJRI.get(said)
  if (islamic !== undefined) return { month: islamic, hijri: true }
  const exact = GREGORIAN.get(said)
  if (exact !== undefined) return { month: exact, hijri: false }
  if (!/^[a-z]{3,}$/.test(said)) return null
  const begun = new Set([...GREGORIAN].filter(([full]) => full.startsWith(said)).map(([, month]) => month))
  const [month] = begun
  return begun.size === 1 && month !== undefined ? { month, hijri: false } : null
}
