import type { Country, Language } from '../../contract/values'
import { countryCodes, countryName, isListed } from '../../domain/text/countries'
import { words } from '../../domain/words'

/** In the alphabetical order of the reader's language; what a card already says stays choosable. */
export function countryOptions(language: Language, office: Country, kept: string): { value: string; label: string }[] {
  const listed = countryCodes.filter((code) => isListed(code, office))
  const all = kept && !listed.includes(kept) ? [...listed, kept] : listed
  return all
    .map((value) => ({ value, label: countryName(value, language) }))
    .sort((a, b) => a.label.localeCompare(b.label, language))
}

/** Languages people of a diaspora speak, as CLDR names them; ISO 639. */
const spoken =
  'ar zgh kab fr en es it pt de nl ca el tr ru pl ro sv no da fi he fa ur hi zh ja ko ms id sw wo ff ha am so hy ku syr'.split(
    ' ',
  )
export function languageOptions(language: string): { value: string; label: string }[] {
  return (
    spoken
      .map((value) => ({ value, label: languageName(value, language) }))
      // What neither CLDR nor we have a name for is not offered.
      .filter(({ value, label }) => value !== label)
      .sort((a, b) => a.label.localeCompare(b.label, language))
  )
}
/** Ours before CLDR's: not every build of it has Tamazight. */
export function languageName(code: string, language: string): string {
  const ours: Record<string, string> = words[language as Language].print.letterLanguages
  return ours[code] ?? new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(code) ?? code
}
