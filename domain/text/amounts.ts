import type { Country, Language } from '../../contract/values'
import { policies } from '../policies'
import { currencies, money, type ArabicNoun, type Currency, type LatinNoun } from './currencies'
import { inWords, MOST_SAID } from './in-words'

/** An amount as it is reckoned: whole units and hundredths (0 … 99). */
export type Amount = { units: number; hundredths: number; currency: Currency }

/* ---------- in words ---------- */

/**
 * An amount in words, as `country` writes it: مائة or مئة, and فقط … لا غير around it where that is the custom. Hundredths are left
 * out where there are none, or where the money has none any more.
 */
export function amountInWords(amount: Amount, language: Language, country: Country): string {
  const words = language === 'ar' ? inArabic(amount, country) : inLatin(amount, language)
  return language === 'ar' ? policies[country].amounts.said.replace('{words}', words) : words
}

function inArabic({ units, hundredths, currency }: Amount, country: Country): string {
  const { unit, hundredth } = money[currency]
  const { hundred } = policies[country].amounts
  const parts = [
    ...(units > 0 || hundredths === 0 || !hundredth ? [counted(units, unit.ar)] : []),
    ...(hundredths > 0 && hundredth ? [counted(hundredths, hundredth.ar)] : []),
  ]
  return parts
    .join(' و')
    .replaceAll('مئة', hundred)
    .replaceAll('مئت', `${hundred.slice(0, -1)}ت`)
}

const FEMININE_UNITS: readonly [RegExp, string][] = [
  [/(?<![\p{L}])أحد عشر$/u, 'إحدى عشرة'],
  [/(?<![\p{L}])اثنا عشر$/u, 'اثنتا عشرة'],
  [/(ثلاث|أربع|خمس|ست|سبع|ثماني|تسع)ة عشر$/u, '$1 عشرة'],
  [/واحد و(?=\p{L}+ون$)/u, 'إحدى و'],
  [/اثنان و(?=\p{L}+ون$)/u, 'اثنتان و'],
  [/(ثلاث|أربع|خمس|ست|سبع|ثماني|تسع)ة و(?=\p{L}+ون$)/u, '$1 و'],
  [/(ثلاث|أربع|خمس|ست|سبع|ثماني|تسع|عشر)ة$/u, '$1'],
]

/** The last figures agree with a feminine noun; those of the thousands count thousands, which are masculine. */
function agreed(words: string, below: number, noun: ArabicNoun): string {
  if (!noun.feminine || below % 100 === 0) return words
  const form = FEMININE_UNITS.find(([pattern]) => pattern.test(words))
  return form ? words.replace(form[0], form[1]) : words
}

/** Before what is counted the dual loses its n, and the thousands their alif: مئتا درهم, أحد عشر ألف درهم. */
const beforeNoun = (words: string): string =>
  words.replace(/(مئت|ألف|مليون|مليار)ان$/u, '$1ا').replace(/(?<=\s)(ألف|مليون|مليار)ا$/u, '$1')

function counted(n: number, noun: ArabicNoun): string {
  const [one, two, few, many] = noun.forms
  const rest = n % 100
  if (n === 0) return `${inWords(0, 'ar')} ${one}`
  if (n === 1) return `${one} ${noun.feminine ? 'واحدة' : 'واحد'}`
  if (n === 2) return two
  if (rest === 1 || rest === 2)
    return `${beforeNoun(inWords(n - rest, 'ar'))} ${one} و${rest === 1 ? counted(1, noun) : two}`
  if (rest === 0) return `${beforeNoun(inWords(n, 'ar'))} ${one}`
  return `${agreed(inWords(n, 'ar'), rest, noun)} ${rest <= 10 ? few : many}`
}

type Latin = Exclude<Language, 'ar'>
const AND: Record<Latin, string> = { fr: ' et ', en: ' and ', es: ' con ' }

function inLatin({ units, hundredths, currency }: Amount, language: Latin): string {
  const { unit, hundredth } = money[currency]
  const parts = [
    ...(units > 0 || hundredths === 0 || !hundredth ? [countedIn(units, unit[language], language)] : []),
    ...(hundredths > 0 && hundredth ? [countedIn(hundredths, hundredth[language], language)] : []),
  ]
  return parts.join(AND[language])
}

function countedIn(n: number, noun: LatinNoun, language: Latin): string {
  const name = n === 1 || (language === 'fr' && n === 0) ? noun.one : noun.many
  // Un million de dirhams, un millón de dírhams.
  const of = language !== 'en' && n > 0 && n % 1_000_000 === 0 ? ' de' : ''
  return `${toNoun(inWords(n, language), noun, language)}${of} ${name}`
}

function toNoun(words: string, { feminine }: LatinNoun, language: Latin): string {
  if (language === 'fr') return feminine ? words.replace(/\bun$/, 'une') : words
  if (language === 'en') return words
  if (!feminine) return words.replace(/veintiuno$/, 'veintiún').replace(/\buno$/, 'un')
  // Millions are masculine whatever they count.
  const [, millions = '', rest = ''] = /^(.*(?:millón|millones)(?: |$))?(.*)$/.exec(words) ?? []
  return (
    millions +
    rest
      .replace(/cientos/g, 'cientas')
      .replace(/quinientos/g, 'quinientas')
      .replace(/uno$/, 'una')
  )
}

/* ---------- as it is typed ---------- */

/** An amount that stands in a text: `from` … `to` in UTF-16 units, its money included. */
export type TypedAmount = Amount & { from: number; to: number }

const DIGIT = '[0-9\u0660-\u0669]'
const GROUPED = `${DIGIT}{1,3}(?:(?<sep>[ \u00a0\u202f.,'\u066c])${DIGIT}{3})(?:\\k<sep>${DIGIT}{3})*`
const FIGURE = new RegExp(
  `(?<![\\p{L}\\p{N}/.,-])(?:${GROUPED}|${DIGIT}+)(?:[.,\u066b]${DIGIT}{1,2})?(?![\\p{N}/-])`,
  'gu',
)
const GAP = /^[ \u00a0\u202f]?/u

const valueOf = (digits: string): string =>
  digits.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))

/** Amounts with their money beside them; a figure alone is a count, a year, anything. `$ 500` and `500 $` are both read. */
export function amountsIn(text: string): TypedAmount[] {
  const found: TypedAmount[] = []
  for (const match of text.matchAll(FIGURE)) {
    const [written] = match
    const to = match.index + written.length
    const after = moneyAt(text, to)
    const before = after ? null : moneyBefore(text, match.index)
    const currency = after?.currency ?? before?.currency
    const value = read(written)
    if (!currency || !value) continue
    found.push({ ...value, currency, from: before?.from ?? match.index, to: after?.to ?? to })
  }
  return found
}

function read(written: string): { units: number; hundredths: number } | null {
  const [, whole = '', , part = ''] = /^(.*?)([.,\u066b]([0-9\u0660-\u0669]{1,2}))?$/u.exec(written) ?? []
  const units = Number(valueOf(whole).replace(/[^0-9]/g, ''))
  const hundredths = Number(valueOf(part).padEnd(2, '0'))
  return Number.isSafeInteger(units) && units <= MOST_SAID ? { units, hundredths } : null
}

function moneyAt(text: string, at: number): { currency: Currency; to: number } | null {
  const from = at + (GAP.exec(text.slice(at))?.[0].length ?? 0)
  for (const currency of currencies) {
    const typed = money[currency].typed.exec(text.slice(from, from + 40))
    if (typed) return { currency, to: from + typed[0].length }
  }
  return null
}

function moneyBefore(text: string, at: number): { currency: Currency; from: number } | null {
  const sign = /(\$|€|USD|EUR|MAD|EGP|LBP)[ \u00a0\u202f]?$/u.exec(text.slice(0, at))
  if (!sign) return null
  const currency = currencies.find((one) => money[one].typed.test(sign[1] ?? ''))
  return currency ? { currency, from: sign.index } : null
}
