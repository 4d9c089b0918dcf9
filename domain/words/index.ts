import type { Language, Names } from '../../contract/values'
import ar from './ar.json'
import en from './en.json'
import es from './es.json'
import fr from './fr.json'

/** Words printed on paper; those of the window are in renderer/locales. One shape in four languages, or it does not compile. */
export type Words = typeof ar
export const words: Record<Language, Words> = { ar, fr, en, es }

/** `{name}` → its value. */
export const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/(?<!\{)\{(\w+)\}(?!\})/g, (all, name: string) => values[name] ?? all)

/** A name in the reader's language; Arabic where it has none. */
export const nameIn = (names: Names, language: Language): string => names[language] || names.ar
