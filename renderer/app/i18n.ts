import { ref } from 'vue'
import { createI18n, type I18nOptions } from 'vue-i18n'
import type { Preferences } from '../../contract/session'
import { languages, type Country } from '../../contract/values'
import { policies } from '../../domain/policies'
import { digits, type DigitSet } from '../../domain/text/digits'
import { words } from '../../domain/words'
import { showTheme } from './theme'

export type Language = Preferences['language']
type Messages = { [key: string]: string | Messages }

/** Each feature keeps its texts in its own file: locales/<language>/<feature>.json. */
const files = import.meta.glob<Messages>('../locales/*/*.json', { eager: true, import: 'default' })

function collect(): Record<Language, Messages> {
  const all: Record<Language, Messages> = { ar: {}, fr: {}, en: {}, es: {} }
  for (const [path, texts] of Object.entries(files)) {
    const [, language, feature] = /\/([a-z]{2})\/(\w+)\.json$/.exec(path) ?? []
    const known = languages.find((l) => l === language)
    if (known && feature) all[known][feature] = texts
  }
  // What also stands on paper is written down once, with the other words of paper.
  for (const language of languages) {
    all[language]['values'] = { ...(all[language]['values'] as Messages), ...words[language].values }
  }
  return all
}

/** Which plural categories the forms of a message stand for, by how many forms it has (`a | b | c`). */
const categories: Record<number, readonly Intl.LDMLPluralRule[]> = {
  1: ['other'],
  2: ['one', 'other'],
  3: ['zero', 'one', 'other'],
  4: ['one', 'two', 'few', 'other'],
  5: ['one', 'two', 'few', 'many', 'other'],
  6: ['zero', 'one', 'two', 'few', 'many', 'other'],
}

/** Arabic has six forms; French counts zero as singular, but may still have a form of its own for nothing. */
export function pluralForm(language: Language): (choice: number, forms: number) => number {
  const rules = new Intl.PluralRules(language)
  return (choice, forms) => {
    const known = categories[forms] ?? ['other']
    const category = choice === 0 && known.includes('zero') ? 'zero' : rules.select(Math.abs(choice))
    const at = known.indexOf(category)
    return at >= 0 ? at : known.length - 1
  }
}

const messages = collect()

/** A word that a newer version added to one of the closed lists is shown as it is, and said to be one. */
function newerWord(locale: string, key: string): string | undefined {
  const word = /^values\.[a-zA-Z]+\.([a-z][A-Za-z]{0,39})$/.exec(key)?.[1]
  const { values } = messages[locale as Language]
  const text = typeof values === 'object' ? values['newer'] : undefined
  return word && typeof text === 'string' ? text.replace('{word}', `\u2068${word}\u2069`) : undefined
}

/** The reader's digits, and the words of the office's country; set by the session. */
const shownDigits = ref<DigitSet>('latn')

/**
 * One kind of digits on a screen: those of the sentences themselves («9999», «21/11/2026») follow the reader's choice too. What is
 * isolated came from outside and was written for this reader already, or is quoted as somebody typed it.
 */
function inReadersDigits(said: unknown, key: string): unknown {
  if (typeof said !== 'string' || shownDigits.value === 'latn' || key.startsWith('values.digits.')) return said
  return said.replace(/\u2068[^\u2069]*\u2069|[^\u2068]+/g, (part) =>
    part.startsWith('\u2068') ? part : digits(part, shownDigits.value),
  )
}

export const i18n = createI18n({
  legacy: false,
  locale: 'ar',
  // No fallback: an English sentence in an Arabic screen is worse than a key that a test catches.
  fallbackLocale: [],
  messages,
  pluralRules: { ar: pluralForm('ar'), fr: pluralForm('fr'), en: pluralForm('en'), es: pluralForm('es') },
  missing: newerWord,
  postTranslation: inReadersDigits as NonNullable<I18nOptions['postTranslation']>,
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
})

/** Arabic digits are of the Arabic window: in a French sentence nobody reads them. */
export const digitsIn = ({ language, digits }: Pick<Preferences, 'language' | 'digits'>): DigitSet =>
  language === 'ar' ? digits : 'latn'

export const directionOf = (language: Language): 'rtl' | 'ltr' => (language === 'ar' ? 'rtl' : 'ltr')

/** The whole window follows at once: texts, direction, density. */
export function showIn(preferences: Preferences): void {
  i18n.global.locale.value = preferences.language
  shownDigits.value = digitsIn(preferences)
  const root = document.documentElement
  root.lang = preferences.language
  root.dir = directionOf(preferences.language)
  root.dataset['density'] = preferences.density
  showTheme(preferences.theme)
}

/** Sentences in Arabic that name the registry office say it as the office's country does (`@:{'country.registry'}`). */
export const speakAs = (country: Country): void =>
  i18n.global.mergeLocaleMessage('ar', { country: policies[country].words })
speakAs('MA')
