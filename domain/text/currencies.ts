/*
 * Money by its names: what a language calls it and its hundredth, and what a clerk types beside a figure. Names, not rates.
 */

export const currencies = ['MAD', 'EGP', 'LBP', 'USD', 'EUR'] as const
export type Currency = (typeof currencies)[number]

/** One, two, three to ten, eleven and more of it; `feminine` turns the figures beside it. */
export type ArabicNoun = { forms: readonly [one: string, two: string, few: string, many: string]; feminine?: true }
/** One and several. */
export type LatinNoun = { one: string; many: string; feminine?: true }

type Named = { ar: ArabicNoun; fr: LatinNoun; en: LatinNoun; es: LatinNoun }
export type Money = {
  unit: Named
  /** Null where nobody counts them any more. */
  hundredth: Named | null
  /** What it is typed as, beside a figure. */
  typed: RegExp
}

const latin = (one: string, many = `${one}s`): LatinNoun => ({ one, many })
const feminine = (one: string, many: string): LatinNoun => ({ one, many, feminine: true })
const arabic = (...forms: ArabicNoun['forms']): ArabicNoun => ({ forms })

const cent = {
  ar: arabic('سنت', 'سنتان', 'سنتات', 'سنتا'),
  fr: latin('centime'),
  en: latin('cent'),
  es: latin('céntimo'),
}

export const money: Record<Currency, Money> = {
  MAD: {
    unit: {
      ar: arabic('درهم', 'درهمان', 'دراهم', 'درهما'),
      fr: latin('dirham'),
      en: latin('dirham'),
      es: latin('dírham', 'dírhams'),
    },
    hundredth: {
      ar: arabic('سنتيم', 'سنتيمان', 'سنتيمات', 'سنتيما'),
      fr: latin('centime'),
      en: latin('centime'),
      es: latin('céntimo'),
    },
    typed: /^(?:MAD|DHS?|Dhs?|dh|d[ií]rhams?|درهما?|دراهم)(?![\p{L}\p{N}])/iu,
  },
  EGP: {
    unit: {
      ar: arabic('جنيه مصري', 'جنيهان مصريان', 'جنيهات مصرية', 'جنيها مصريا'),
      fr: feminine('livre égyptienne', 'livres égyptiennes'),
      en: latin('Egyptian pound'),
      es: feminine('libra egipcia', 'libras egipcias'),
    },
    hundredth: {
      ar: arabic('قرش', 'قرشان', 'قروش', 'قرشا'),
      fr: feminine('piastre', 'piastres'),
      en: latin('piastre'),
      es: feminine('piastra', 'piastras'),
    },
    typed:
      /^(?:EGP|L\.?E\.?|livres? égyptiennes?|Egyptian pounds?|libras? egipcias?|جنيه(?:ا|ات)?(?: مصري(?:ا|ة)?)?|ج\.م\.?)(?![\p{L}\p{N}])/iu,
  },
  LBP: {
    unit: {
      ar: { ...arabic('ليرة لبنانية', 'ليرتان لبنانيتان', 'ليرات لبنانية', 'ليرة لبنانية'), feminine: true },
      fr: feminine('livre libanaise', 'livres libanaises'),
      en: latin('Lebanese pound'),
      es: feminine('libra libanesa', 'libras libanesas'),
    },
    hundredth: null,
    typed:
      /^(?:LBP|L\.?L\.?|livres? libanaises?|Lebanese pounds?|libras? libanesas?|ليرة(?: لبنانية)?|ليرات(?: لبنانية)?|ل\.ل\.?)(?![\p{L}\p{N}])/iu,
  },
  USD: {
    unit: {
      ar: arabic('دولار أمريكي', 'دولاران أمريكيان', 'دولارات أمريكية', 'دولارا أمريكيا'),
      fr: latin('dollar américain', 'dollars américains'),
      en: latin('US dollar'),
      es: latin('dólar estadounidense', 'dólares estadounidenses'),
    },
    hundredth: { ...cent, fr: latin('cent'), es: latin('centavo') },
    typed:
      /^(?:USD|US ?\$|\$|(?:US )?dollars?(?: américains?)?|dólar(?:es)?(?: estadounidenses?)?|دولار(?:ا|ات)?(?: أم(?:ري|ير)كي(?:ا|ة)?)?)(?![\p{L}\p{N}])/iu,
  },
  EUR: {
    unit: { ar: arabic('يورو', 'يورو', 'يورو', 'يورو'), fr: latin('euro'), en: latin('euro'), es: latin('euro') },
    hundredth: cent,
    typed: /^(?:EUR|€|euros?|يورو)(?![\p{L}\p{N}])/iu,
  },
}
