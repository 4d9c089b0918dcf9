import type { Language } from '../../contract/values'

/**
 * A count in words, as a closing sheet says it beside the figure so that nobody adds a stroke: 0 … 999,999,999,999. Arabic counts a
 * masculine thing (ثلاثة قيود), the others speak of numbers as such.
 */
export function inWords(n: number, language: Language): string {
  if (!Number.isSafeInteger(n) || n < 0 || n > MOST_SAID) throw new RangeError(`${n} is not said in words`)
  return speakers[language](n)
}

export const MOST_SAID = 999_999_999_999
const [THOUSAND, MILLION, MILLIARD] = [1_000, 1_000_000, 1_000_000_000]
/** Thousands of millions, millions, thousands, the rest. */
const parts = (n: number): [number, number, number, number] => [
  Math.floor(n / MILLIARD),
  Math.floor(n / MILLION) % THOUSAND,
  Math.floor(n / THOUSAND) % THOUSAND,
  n % THOUSAND,
]
const at = (list: readonly string[], index: number): string => list[index] ?? ''

const AR = 'صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة'.split(' ')
const AR_TEENS = 'عشرة,أحد عشر,اثنا عشر,ثلاثة عشر,أربعة عشر,خمسة عشر,ستة عشر,سبعة عشر,ثمانية عشر,تسعة عشر'.split(',')
const AR_TENS = '- - عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون'.split(' ')
const AR_HUNDREDS = '- مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة'.split(' ')

function arabicBelow(n: number): string {
  const [hundreds, rest] = [Math.floor(n / 100), n % 100]
  const small =
    rest <= 10
      ? at(AR, rest)
      : rest < 20
        ? at(AR_TEENS, rest - 10)
        : [rest % 10 > 0 ? at(AR, rest % 10) : '', at(AR_TENS, Math.floor(rest / 10))].filter(Boolean).join(' و')
  return [hundreds > 0 ? at(AR_HUNDREDS, hundreds) : '', rest > 0 ? small : ''].filter(Boolean).join(' و')
}

/** One, two, three to ten, eleven to ninety-nine and round hundreds each take their own form of what is counted. */
function arabicOf(n: number, [one, two, few, many]: [string, string, string, string]): string {
  if (n === 0) return ''
  if (n === 1) return one
  if (n === 2) return two
  const rest = n % 100
  // مئة ألف وألف: what is one or two beside the hundreds is named again.
  if (rest === 1 || rest === 2) return `${arabicOf(n - rest, [one, two, few, many])} و${rest === 1 ? one : two}`
  const form = rest >= 3 && rest <= 10 ? few : rest >= 11 ? many : one
  // مئتا ألف: the two hundred lose their n before what they count.
  return `${arabicBelow(n).replace(/مئتان$/, 'مئتا')} ${form}`
}

function arabic(n: number): string {
  if (n === 0) return at(AR, 0)
  const [milliards, millions, thousands, rest] = parts(n)
  return [
    arabicOf(milliards, ['مليار', 'ملياران', 'مليارات', 'مليارا']),
    arabicOf(millions, ['مليون', 'مليونان', 'ملايين', 'مليونا']),
    arabicOf(thousands, ['ألف', 'ألفان', 'آلاف', 'ألفا']),
    arabicBelow(rest),
  ]
    .filter(Boolean)
    .join(' و')
}

const FR =
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf'.split(
    ' ',
  )
const FR_TENS = '- - vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt'.split(' ')

/** `final`: whether quatre-vingts and deux cents keep their s, which they lose before mille. */
function frenchBelow(n: number, final: boolean): string {
  const [hundreds, rest] = [Math.floor(n / 100), n % 100]
  const hundred =
    hundreds === 0 ? '' : hundreds === 1 ? 'cent' : `${at(FR, hundreds)} cent${rest === 0 && final ? 's' : ''}`
  return [hundred, frenchTens(rest, final)].filter(Boolean).join(' ')
}

function frenchTens(n: number, final: boolean): string {
  if (n === 0) return ''
  if (n < 20) return at(FR, n)
  const tens = Math.floor(n / 10)
  // soixante-dix, quatre-vingt-dix: counted on from the ten before.
  const rest = tens === 7 || tens === 9 ? 10 + (n % 10) : n % 10
  if (n === 80) return final ? 'quatre-vingts' : 'quatre-vingt'
  if (rest === 0) return at(FR_TENS, tens)
  return (rest === 1 || rest === 11) && tens < 8
    ? `${at(FR_TENS, tens)} et ${at(FR, rest)}`
    : `${at(FR_TENS, tens)}-${at(FR, rest)}`
}

function french(n: number): string {
  if (n === 0) return at(FR, 0)
  const [milliards, millions, thousands, rest] = parts(n)
  return [
    milliards > 0 ? `${frenchBelow(milliards, true)} milliard${milliards > 1 ? 's' : ''}` : '',
    millions > 0 ? `${frenchBelow(millions, true)} million${millions > 1 ? 's' : ''}` : '',
    thousands === 0 ? '' : thousands === 1 ? 'mille' : `${frenchBelow(thousands, false)} mille`,
    frenchBelow(rest, true),
  ]
    .filter(Boolean)
    .join(' ')
}

const EN =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const EN_TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

function englishBelow(n: number): string {
  const [hundreds, rest] = [Math.floor(n / 100), n % 100]
  const tens =
    rest < 20
      ? at(EN, rest)
      : [at(EN_TENS, Math.floor(rest / 10)), rest % 10 > 0 ? at(EN, rest % 10) : ''].filter(Boolean).join('-')
  return [hundreds > 0 ? `${at(EN, hundreds)} hundred` : '', rest > 0 ? tens : ''].filter(Boolean).join(' and ')
}

function english(n: number): string {
  if (n === 0) return at(EN, 0)
  const [milliards, millions, thousands, rest] = parts(n)
  return [
    milliards > 0 ? `${englishBelow(milliards)} billion` : '',
    millions > 0 ? `${englishBelow(millions)} million` : '',
    thousands > 0 ? `${englishBelow(thousands)} thousand` : '',
    rest > 0 && rest < 100 && n > rest ? `and ${englishBelow(rest)}` : englishBelow(rest),
  ]
    .filter(Boolean)
    .join(' ')
}

const ES =
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve'.split(
    ' ',
  )
const ES_TENS = '- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ')
const ES_HUNDREDS =
  '- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(' ')

function spanishBelow(n: number): string {
  if (n === 100) return 'cien'
  const [hundreds, rest] = [Math.floor(n / 100), n % 100]
  const tens =
    rest < 30
      ? at(ES, rest)
      : [at(ES_TENS, Math.floor(rest / 10)), rest % 10 > 0 ? at(ES, rest % 10) : ''].filter(Boolean).join(' y ')
  return [hundreds > 0 ? at(ES_HUNDREDS, hundreds) : '', rest > 0 ? tens : ''].filter(Boolean).join(' ')
}

/** Before mil and millones uno loses its o: veintiún mil. */
const shortened = (text: string): string => text.replace(/veintiuno$/, 'veintiún').replace(/uno$/, 'un')

function spanish(n: number): string {
  if (n === 0) return at(ES, 0)
  const [milliards, inMilliard, thousands, rest] = parts(n)
  // A thousand millions is mil millones.
  const millions = milliards * THOUSAND + inMilliard
  return [
    millions === 0 ? '' : millions === 1 ? 'un millón' : `${shortened(spanish(millions))} millones`,
    thousands === 0 ? '' : thousands === 1 ? 'mil' : `${shortened(spanishBelow(thousands))} mil`,
    spanishBelow(rest),
  ]
    .filter(Boolean)
    .join(' ')
}

const speakers: Record<Language, (n: number) => string> = { ar: arabic, fr: french, en: english, es: spanish }
